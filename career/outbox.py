"""Commit first, tell afterwards: one transaction, and what may be told once it stands.

Durable events are rows, written in the transaction that caused them; a crash between the commit and the
telling leaves them for the sweeper. Other events and jobs wait in memory for the commit: a job that is
lost there leaves its row waiting, which `ResumeWork` finds.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import structlog
from tortoise.transactions import in_transaction

from career.errors import Unavailable
from career.events import DurableEvent, Event, events
from career.jobs import Job
from models.outbox import OutboxEvent

if TYPE_CHECKING:
    from career.services import Services

log = structlog.get_logger()

_LEFT_BEHIND = timedelta(seconds=5)
"""Older than this, an unsent row's own process will not send it any more."""
KEPT: Final = timedelta(hours=24)
_BATCH = 500


class Outbox:
    """What one use case tells the world, in the order in which it was said."""

    def __init__(self) -> None:
        self._durable: list[tuple[str, DurableEvent]] = []
        self._events: list[tuple[str, Event]] = []
        self._jobs: list[Job] = []

    def publish(self, channel: str, event: Event) -> None:
        """Tell `channel` after the commit; a durable event is never lost, another one may be."""
        if isinstance(event, DurableEvent):
            self._durable.append((channel, event))
        else:
            self._events.append((channel, event))

    def enqueue(self, job: Job) -> None:
        self._jobs.append(job)

    async def store(self) -> list[OutboxEvent]:
        """Write the durable events, still inside the transaction."""
        return [
            await OutboxEvent.create(id=event.id, channel=channel, body=event.model_dump_json())
            for channel, event in self._durable
        ]

    async def leave(self, services: "Services", rows: list[OutboxEvent]) -> None:
        """Send everything, after the commit. What cannot be sent now is somebody's to find later."""
        for job in self._jobs:
            try:
                await services.queue.put(job)
            except Unavailable:
                log.warning("job_left_to_the_sweeper", job=type(job).__name__)
        for channel, event in self._events:
            try:
                await services.feed.publish(channel, event)
            except Unavailable:
                log.warning("event_not_told", event=event.type)
        await _send(services, rows)


@asynccontextmanager
async def committing(services: "Services") -> AsyncIterator[Outbox]:
    """One transaction, and what is to be told after it."""
    outbox = Outbox()
    async with in_transaction():
        yield outbox
        rows = await outbox.store()
    await outbox.leave(services, rows)


async def sweep(services: "Services") -> int:
    """Send what a crash left behind, oldest first; return how many events were sent."""
    async with in_transaction():
        rows = (
            await OutboxEvent.filter(
                published_at__isnull=True, created_at__lt=datetime.now(UTC) - _LEFT_BEHIND
            )
            .order_by("id")
            .limit(_BATCH)
            .select_for_update(skip_locked=True)
        )
        return await _send(services, rows)


async def longest_wait() -> timedelta:
    """How old the oldest event is that was not sent yet; zero when all are."""
    oldest = await OutboxEvent.filter(published_at__isnull=True).order_by("created_at").first()
    return datetime.now(UTC) - oldest.created_at if oldest else timedelta()


async def forget_sent() -> None:
    await OutboxEvent.filter(published_at__lt=datetime.now(UTC) - KEPT).delete()


async def _send(services: "Services", rows: list[OutboxEvent]) -> int:
    """Publish each row under its id, so that a repeat is swallowed, and mark it."""
    for sent, row in enumerate(rows):
        try:
            await services.feed.publish(row.channel, events.validate_json(row.body), key=str(row.id))
        except Unavailable:
            log.warning("events_left_to_the_sweeper", count=len(rows) - sent)
            return sent
        await OutboxEvent.filter(id=row.id).update(published_at=datetime.now(UTC))
    return len(rows)
