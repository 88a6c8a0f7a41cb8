"""One call to Redis, and the scripts that make several steps one call."""

import asyncio
from collections.abc import Awaitable
from functools import cache
from importlib import resources
from typing import TypeVar

from redis.exceptions import RedisError

from career.errors import Unavailable
from career.feed.port import CALL_LIMIT

ResultT = TypeVar("ResultT")


async def answer(call: Awaitable[ResultT]) -> ResultT:
    """What Redis says; `Unavailable` when it does not within `CALL_LIMIT`."""
    try:
        async with asyncio.timeout(CALL_LIMIT.total_seconds()):
            return await call
    except (RedisError, OSError, TimeoutError) as error:
        raise Unavailable("The journal does not answer.") from error


@cache
def script(name: str) -> str:
    return resources.files("career.feed").joinpath("lua", f"{name}.lua").read_text()
