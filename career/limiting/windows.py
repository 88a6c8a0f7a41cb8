"""The counts in Redis, by `limits`: a moving window, so that twice a minute's worth never fits into one."""

import asyncio
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import (
    MovingWindowRateLimiter,
    RateLimiter,
    SlidingWindowCounterRateLimiter,
)
from limits.errors import StorageError
from redis.exceptions import RedisError

from career.limiting.port import Count, Rate, away, exceeded, not_counted

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = structlog.get_logger()

_WITHIN: Final = 0.5
"""Seconds; everything that is counted waits for the answer."""
_SILENT: Final = 1.0
"""Seconds in which nothing is asked of a Redis that just did not answer: nobody else waits for it too."""
_AHEAD: Final = 30
"""A process takes a rate's thirtieth ahead: so few go to waste, and so many calls need not ask."""
_MOST_AHEAD: Final = 20_000
_AT_ONCE: Final = 1_000
"""Keys of one look at all there are."""
_PREFIX: Final = "rate"
_AWAY: Final = (StorageError, OSError, TimeoutError)


@dataclass(slots=True)
class _Ahead:
    """Calls that were counted already and have not been made.

    They are good for as long as they count: were they dropped sooner, whoever calls now and then would pay
    for a whole handful each time.
    """

    left: int
    until: float
    count: Count


class RedisLimiter:
    """`redis` is an open client, whose connections it shares."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        storage = RedisStorage(
            "async+redis://",
            wrap_exceptions=True,
            implementation="redispy",
            key_prefix=_PREFIX,
            connection_pool=redis.connection_pool,  # type: ignore[arg-type] # its options are typed too narrowly
        )
        self._exact = MovingWindowRateLimiter(storage)
        self._weighing = SlidingWindowCounterRateLimiter(storage)
        self._ahead: dict[tuple[str, str], _Ahead] = {}
        self._asked_again_at = 0.0

    async def take(self, rate: Rate, subject: str) -> Count | None:
        ahead = None if rate.exact else self._ahead.get((rate.name, subject))
        if ahead and ahead.left and time.monotonic() < ahead.until:
            ahead.left -= 1
            return replace(ahead.count, remaining=ahead.count.remaining + ahead.left)
        if time.monotonic() < self._asked_again_at:
            not_counted(rate)
            return None
        try:
            async with asyncio.timeout(_WITHIN):
                return await self._ask(rate, subject)
        except _AWAY as error:
            self._asked_again_at = time.monotonic() + _SILENT
            log.warning("rates_not_counted", rate=rate.name, error=type(error).__name__)
            not_counted(rate)
            return None

    async def forget(self, rate: Rate, subject: str) -> None:
        self._ahead.pop((rate.name, subject), None)
        with suppress(*_AWAY):
            async with asyncio.timeout(_WITHIN):
                await self._windows(rate).clear(_item(rate), subject)

    async def forget_all(self, subjects: Collection[str]) -> None:
        for name, subject in list(self._ahead):
            if subject.partition(" ")[0] in subjects:
                del self._ahead[name, subject]
        cursor = None
        while cursor != 0:
            try:
                async with asyncio.timeout(_WITHIN):
                    cursor, keys = await self._redis.scan(cursor or 0, match=f"{_PREFIX}:*", count=_AT_ONCE)
                    if theirs := [key for key in keys if _subject(key.decode()) in subjects]:
                        await self._redis.unlink(*theirs)
            except (RedisError, *_AWAY) as error:
                raise away() from error

    async def _ask(self, rate: Rate, subject: str) -> Count:
        windows, item = self._windows(rate), _item(rate)
        many = 1 if rate.exact else max(1, rate.times // _AHEAD)
        taken = many if await windows.hit(item, subject, cost=many) else 0
        if not taken and many > 1:
            taken = int(await windows.hit(item, subject))
        window = await windows.get_window_stats(item, subject)
        if not taken:
            used = rate.times - window.remaining
            raise exceeded(rate, used=min(used, rate.times), resets_at=window.reset_time)
        count = Count(rate, max(0, window.remaining), datetime.fromtimestamp(window.reset_time, UTC))
        if taken > 1:
            self._keep(rate, subject, count, left=taken - 1)
        return replace(count, remaining=count.remaining + taken - 1)

    def _keep(self, rate: Rate, subject: str, count: Count, *, left: int) -> None:
        if len(self._ahead) >= _MOST_AHEAD:
            self._ahead.clear()
        self._ahead[rate.name, subject] = _Ahead(left, time.monotonic() + rate.seconds, count)

    def _windows(self, rate: Rate) -> RateLimiter:
        return self._exact if rate.exact else self._weighing


def _item(rate: Rate) -> RateLimitItemPerSecond:
    return RateLimitItemPerSecond(rate.times, rate.seconds, namespace=rate.name)


def _subject(key: str) -> str:
    """Whom a key of ours counts: `rate:<rate>/<subject>/…`, up to the first space."""
    return key.partition("/")[2].partition("/")[0].partition(" ")[0]
