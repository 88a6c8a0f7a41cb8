"""What keeps the house in order: waiting work is found again, and what expired is removed."""

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from career import audit, generations, mails, outbox
from career.jobs import Job, MakeExport, ReadResume, WriteGeneration
from career.personal_data import copies
from models.exports import Export
from models.generations import Generation
from models.idempotency import IdempotentCall
from models.resumes import Import
from models.sessions import Session
from models.status import Status

if TYPE_CHECKING:
    from career.services import Services

_LEFT_WAITING: Final = timedelta(seconds=30)
"""A job is queued within milliseconds of its row; older than this, its message was lost."""
_LEFT_RUNNING: Final = timedelta(minutes=2)
"""No reading or printing takes as long; its worker died and its lease was lost with the queue."""
_SILENT_S: Final = 20.0
"""A writer stores a checkpoint every second; after this long without one it is dead."""
_BATCH: Final = 200
_DAY: Final = timedelta(hours=24)


async def resume_work(services: "Services") -> None:
    """Queue again what nobody works on; a job that was queued twice finds its work done and stops."""
    now = datetime.now(UTC)
    left: list[Job] = []
    for model, job in ((Import, _reading), (Export, _printing)):
        rows = model.filter(status=Status.PENDING, updated_at__lt=now - _LEFT_WAITING)
        stuck = model.filter(status=Status.RUNNING, updated_at__lt=now - _LEFT_RUNNING)
        left += [job(row) for row in [*await rows.limit(_BATCH), *await stuck.limit(_BATCH)]]
    waiting = Generation.filter(status=Status.PENDING, updated_at__lt=now - _LEFT_WAITING)
    left += [WriteGeneration(generation_id=row.id) for row in await waiting.limit(_BATCH)]
    left += await _silent_writers(services, now)
    left += await mails.left_behind()
    left += await copies.left_behind()
    for lost in left:
        await services.queue.put(lost)


async def _silent_writers(services: "Services", now: datetime) -> list[Job]:
    running = Generation.filter(status=Status.RUNNING, started_at__lt=now - timedelta(seconds=_SILENT_S))
    silent: list[Job] = []
    for row in await running.limit(_BATCH):
        checkpoint = await services.feed.texts.read(generations.channel(row.id))
        if checkpoint is None or checkpoint.at < time.time() - _SILENT_S:
            silent.append(WriteGeneration(generation_id=row.id))
    return silent


async def remove_expired(services: "Services") -> None:
    """Delete what may be kept no longer."""
    now = datetime.now(UTC)
    for export in await Export.filter(expires_at__lt=now).limit(_BATCH):
        await export.delete()
        if export.storage_key:
            await services.storage.delete(export.storage_key)
    await IdempotentCall.filter(created_at__lt=now - _DAY).delete()
    await Session.filter(expires_at__lt=now - _DAY).delete()
    await outbox.forget_sent()
    await audit.forget_old()
    await mails.forget_old()


def _reading(row: Import | Export) -> Job:
    return ReadResume(import_id=row.id)


def _printing(row: Import | Export) -> Job:
    return MakeExport(export_id=row.id)
