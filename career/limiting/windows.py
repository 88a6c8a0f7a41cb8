"""The counts in Redis, by `limits`: a moving window, so that twice a minute's worth never fits into one."""

import asyncio
import time
from typing import TYPE_CHECKING

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from career.limiting.port import Rate, exceeded, not_counted

if TYPE_CHECKING:
    from redis.asyncio import Redis

log = structlog.get_logger()

_WITHIN = 0.5
"""Seconds; everything that is counted waits for the answer."""
_SILENT = 1.0
"""Seconds in which nothing is asked of a Redis that just did not answer: nobody else waits for it too."""


class RedisLimiter:
    """`redis` is an open client, whose connections it shares."""

    def __init__(self, redis: "Redis") -> None:
        storage = RedisStorage(
            "async+redis://",
            wrap_exceptions=True,
            implementation="redispy",
            key_prefix="rate",
            connection_pool=redis.connection_pool,  # type: ignore[arg-type] # its options are typed too narrowly
        )
        self._windows = MovingWindowRateLimiter(storage)
        self._asked_again_at = 0.0

    async def take(self, rate: Rate, subject: str) -> None:
        item = RateLimitItemPerSecond(rate.times, rate.seconds, namespace=rate.name)
        if time.monotonic() < self._asked_again_at:
            not_counted(rate)
            return
        try:
            async with asyncio.timeout(_WITHIN):
                if await self._windows.hit(item, subject):
                    return
                window = await self._windows.get_window_stats(item, subject)
        except (StorageError, OSError, TimeoutError) as error:
            self._asked_again_at = time.monotonic() + _SILENT
            log.warning("rates_not_counted", rate=rate.name, error=type(error).__name__)
            not_counted(rate)
            return
        raise exceeded(rate, used=rate.times - window.remaining, resets_at=window.reset_time)
