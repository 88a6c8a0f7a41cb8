"""Comparing topics with the journal after a connection to it was lost.

A Redis restored from an older snapshot keeps its epoch and counts on from below its clients: without the
check `top < high` new publications would look like old duplicates and vanish without a sign. Once it has
overtaken its clients the numbers fit again, so the newest body delivered is compared with the journal's.
"""

import asyncio
from collections.abc import Callable
from enum import Enum, auto

import structlog

from career.errors import Unavailable
from career.feed import Feed, History
from realtime.recovery import contiguous
from realtime.topic import Topic

log = structlog.get_logger()

_AT_ONCE = 64
_WITHIN = 2.0
_AGAIN_AFTER = 0.5
_READS = 5
"""A payload of a newer epoch than the one read calls for another read; this many settle any race."""


class _Outcome(Enum):
    DONE = auto()
    READ_AGAIN = auto()


class Resync:
    """`life` is the backend's life, 0 while it is down: work of an earlier life is given up."""

    def __init__(self, feed: Feed, life: Callable[[], int]) -> None:
        self._feed = feed
        self._life = life

    async def all(self, topics: list[Topic]) -> None:
        life = self._life()
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one(topic: Topic) -> None:
            async with gate:
                await self._until_done(topic, life)

        await asyncio.gather(*map(one, topics))

    async def _until_done(self, topic: Topic, life: int) -> None:
        while self._life() == life:
            try:
                async with asyncio.timeout(_WITHIN):
                    if await self._one(topic, life):
                        return
            except (TimeoutError, Unavailable):
                log.info("resync waits", channel=topic.name)
            await asyncio.sleep(_AGAIN_AFTER)

    async def _one(self, topic: Topic, life: int) -> bool:
        for _ in range(_READS):
            positions = [member.position for member in topic.live_members()]
            if not positions:
                topic.held = None
                return True
            low, high = min(positions), max(positions)
            history = await self._read(topic, low, high)
            if self._life() != life:
                return False
            if settle(topic, low, history) is _Outcome.DONE:
                return True
        topic.lose_all("resync")
        topic.held = None
        return True

    async def _read(self, topic: Topic, low: int, high: int) -> History:
        # The publication at `high` is read again although all have it, to be compared.
        start = max(0, min(low, high - 1))
        limit = topic.rules.cap + 1 + low - start
        history = await self._feed.history(topic.name, start, limit)
        (top, epoch), entries = history.position, history.publications
        if epoch == topic.epoch and (top < high or topic.contradicted(entries)):
            await self._feed.renew(topic.name, epoch)
            history = await self._feed.history(topic.name, start, limit)
        missed = tuple(entry for entry in history.publications if entry.offset > low)
        return History(history.position, missed)


def settle(topic: Topic, low: int, history: History) -> _Outcome:
    """Bring the members to the top of the journal, then to what came since; nothing here waits."""
    top, epoch = history.position
    held = topic.held or []
    if topic.epoch is not None and topic.epoch != epoch:
        topic.lose_all("epoch")
        held = []
    elif any(payload.split(":", 2)[1] != epoch for payload in held):
        return _Outcome.READ_AGAIN
    elif len(history.publications) > topic.rules.cap or not contiguous(low, history):
        behind = [member for member in topic.live_members() if member.position < top]
        topic.lose(behind, "resync")
    else:
        for publication in history.publications:
            topic.deliver(publication.offset, epoch, publication.body)
    topic.held = None
    for payload in held:
        topic.take(payload)
    return _Outcome.DONE
