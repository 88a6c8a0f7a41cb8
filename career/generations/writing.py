"""Writing what was asked for: streamed while it grows, stored once at its end, then told."""

import asyncio
import contextlib
import hashlib
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import orjson
import structlog
from tortoise.queryset import QuerySet

from career import sealed_columns
from career.errors import CareerError, Unavailable
from career.events import (
    GenerationCancelled,
    GenerationFailed,
    GenerationFinished,
    GenerationRestarted,
    GenerationStarted,
)
from career.feed import TextStream
from career.generations.composing import Composed, compose
from career.generations.requests import channel, give_up
from career.generations.versions import keep_version
from career.outbox import committing
from models.generations import Generation, MadeBy
from models.status import OPEN, Status

if TYPE_CHECKING:
    from uuid import UUID

    from pydantic import JsonValue

    from career.events import Event
    from career.services import Services

log = structlog.get_logger()

_ALIVE_S: Final = 10.0
"""A writer stores a checkpoint every second; one this young means that another worker is at it."""
_MOST_ATTEMPTS: Final = 5
"""A document that killed this many workers would kill the next one."""
_LOOK_S: Final = 0.1


@dataclass(frozen=True)
class Run:
    """One attempt of one worker at one document."""

    row: Generation
    attempt: int


async def write(services: "Services", generation_id: "UUID") -> None:
    """Write it, unless it is done or another worker is at it."""
    run = await _claim(services, generation_id)
    if run is None:
        return
    begun: Event = (
        GenerationStarted(attempt=run.attempt)
        if run.attempt == 1
        else GenerationRestarted(attempt=run.attempt)
    )
    await services.feed.publish(channel(generation_id), begun)
    async with TextStream(services.feed, channel(generation_id), run.attempt) as stream:
        work = asyncio.create_task(compose(services, run.row, stream))
        try:
            await _until_stopped(work, stream)
        finally:
            await _stopped(work)
        if stream.superseded():
            return
        text = await stream.finish()
    if work.cancelled():
        await _cancelled(services, run, text)
    elif (error := work.exception()) is None:
        await _finished(services, run, work.result())
    elif isinstance(error, CareerError) and not isinstance(error, Unavailable):
        await _failed(services, run, error)
    else:
        raise error


async def _claim(services: "Services", generation_id: "UUID") -> Run | None:
    row = await Generation.filter(id=generation_id, status__in=OPEN).select_related("job").first()
    if row is None:
        return None
    if row.attempt >= _MOST_ATTEMPTS:
        await give_up(services, generation_id)
        return None
    if row.status is Status.RUNNING and await _alive(services, row):
        return None
    # Two workers with one job: the one whose update finds the old attempt goes on.
    claimed = await Generation.filter(id=row.id, attempt=row.attempt, status__in=OPEN).update(
        status=Status.RUNNING, attempt=row.attempt + 1, started_at=datetime.now(UTC)
    )
    return Run(row, row.attempt + 1) if claimed else None


async def _alive(services: "Services", row: Generation) -> bool:
    checkpoint = await services.feed.texts.read(channel(row.id))
    return checkpoint is not None and checkpoint.at > time.time() - _ALIVE_S


async def _until_stopped(work: asyncio.Task[Composed], stream: TextStream) -> None:
    while not work.done() and not stream.stopped():
        await asyncio.wait({work}, timeout=_LOOK_S)


async def _stopped(work: asyncio.Task[Composed]) -> None:
    """See it end, whatever it ends with; its outcome is looked at by the caller."""
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.wait({work})


async def _finished(services: "Services", run: Run, composed: Composed) -> None:
    """The row is written once, before anybody hears that it is done."""
    async with committing(services) as outbox:
        mine = await _mine(run).update(
            status=Status.COMPLETED,
            step="done",
            percent=100,
            finished_at=datetime.now(UTC),
            inputs_hash=_inputs_hash(services, run.row),
            **{**composed.columns(), "text": _sealed(services, run, composed.text)},
        )
        if mine:
            row = run.row
            await keep_version(services, row.id, number=row.number, text=composed.text, made_by=MadeBy.WRITER)
            outbox.publish(channel(run.row.id), GenerationFinished(attempt=run.attempt))


async def _cancelled(services: "Services", run: Run, text: str) -> None:
    async with committing(services) as outbox:
        if await _mine(run).update(
            status=Status.CANCELLED, text=_sealed(services, run, text), finished_at=datetime.now(UTC)
        ):
            outbox.publish(channel(run.row.id), GenerationCancelled(attempt=run.attempt))


async def _failed(services: "Services", run: Run, error: CareerError) -> None:
    async with committing(services) as outbox:
        problem: JsonValue = {"code": error.code, "detail": error.detail}
        if await _mine(run).update(status=Status.FAILED, problem=problem, finished_at=datetime.now(UTC)):
            outbox.publish(
                channel(run.row.id),
                GenerationFailed(attempt=run.attempt, code=error.code, detail=error.detail),
            )


def _sealed(services: "Services", run: Run, text: str) -> str:
    return sealed_columns.TEXT.seal(services.vault, run.row.id, text)


def _mine(run: Run) -> QuerySet[Generation]:
    """The row as long as it is this attempt's: a superseded writer changes nothing."""
    return Generation.filter(id=run.row.id, status=Status.RUNNING, attempt=run.attempt)


def _inputs_hash(services: "Services", row: Generation) -> str:
    """Which inputs led to this text, so that a score or a sentence can be explained later."""
    base = sealed_columns.BASE.open(services.vault, row)
    inputs = [base, row.job.document, row.tone, row.length, row.instructions, row.language]
    return hashlib.sha256(orjson.dumps(inputs, option=orjson.OPT_SORT_KEYS)).hexdigest()
