"""How far an import has come, told at a pace that a person can read."""

import asyncio
from datetime import timedelta

import structlog

from career.errors import Unavailable
from career.events import ImportProgressed
from career.feed.port import Feed

log = structlog.get_logger()

_PACE = timedelta(milliseconds=250)


class ImportProgress:
    """Tells at most one `import.progressed` per 250 ms, and the last one always (by `finish`)."""

    def __init__(self, feed: Feed, channel: str, *, pace: timedelta = _PACE) -> None:
        self._feed = feed
        self._channel = channel
        self._pace = pace.total_seconds()
        self._told_at = float("-inf")
        self._pending: ImportProgressed | None = None

    async def tell(self, step: str, percent: int) -> None:
        self._pending = ImportProgressed(step=step, percent=percent)
        if asyncio.get_running_loop().time() - self._told_at >= self._pace:
            await self.finish()

    async def finish(self) -> None:
        """Tell what is still untold. Progress that cannot be told is no reason to fail the import."""
        event, self._pending = self._pending, None
        if event is None:
            return
        self._told_at = asyncio.get_running_loop().time()
        try:
            await self._feed.publish(self._channel, event)
        except Unavailable:
            log.info("progress not told", channel=self._channel)
