"""One call to Redis, and the scripts that make several steps one call."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, TypeVar

from redis.exceptions import RedisError

from career.errors import Unavailable
from career.feed.port import CALL_LIMIT

if TYPE_CHECKING:
    from redis.asyncio import Redis

_AT_ONCE: Final = 1_000
"""Keys of one look at all there are."""

ResultT = TypeVar("ResultT")


async def answer(call: Awaitable[ResultT]) -> ResultT:
    """What Redis says; `Unavailable` when it does not within `CALL_LIMIT`."""
    try:
        async with asyncio.timeout(CALL_LIMIT.total_seconds()):
            return await call
    except (RedisError, OSError, TimeoutError) as error:
        raise Unavailable("The journal does not answer.") from error


async def names(redis: "Redis", pattern: str) -> AsyncIterator[list[str]]:
    """The keys that look so, some at a time; one that comes or goes meanwhile may be missed."""
    cursor = None
    while cursor != 0:
        cursor, found = await answer(redis.scan(cursor or 0, match=pattern, count=_AT_ONCE))
        yield [name.decode() for name in found]


@cache
def script(name: str) -> str:
    return resources.files("career.feed").joinpath("lua", f"{name}.lua").read_text()
