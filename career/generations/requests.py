"""Asking for a document, stopping it, and asking again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from tortoise.exceptions import IntegrityError

from career import applications, plans, postings, profiles, sealed_columns
from career.errors import Conflict, NotFound, Unavailable
from career.events import GenerationCancelled, GenerationFailed
from career.jobs import WriteGeneration
from career.outbox import Outbox, committing
from models.applications import Application, Stage
from models.generations import Generation, Kind
from models.record import JsonObject, new_id
from models.status import OPEN, Status
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from models.jobs import Job


_FIRST_ATTEMPT: Final = 1
_MEETINGS: Final = 3
"""Requests of one person for one posting that may meet: resume, letter, and a second press of each."""


class NotWritten(Conflict):
    code = "not_written"

    def __init__(self) -> None:
        super().__init__("This has not been written to its end.")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What somebody wants written, and how."""

    kind: Kind
    job_id: UUID
    tone: str = "plain"
    length: str = "standard"
    instructions: str = ""
    template: str = "modern"


def channel(generation_id: UUID) -> str:
    return f"generation:{generation_id}"


async def request(services: "Services", user: User, draft: Draft) -> Generation:
    """Ask for a document; asked twice while it is being written, it is one document."""
    job = await postings.find(user, draft.job_id)
    profile, _ = await profiles.filled(services, user)
    base = sealed_columns.PROFILE.open(services.vault, profile)
    for _ in range(_MEETINGS):
        try:
            return await _create(services, user, job, draft, base=base)
        except IntegrityError:
            # Somebody was faster, in another tab or with a second press: then theirs is the document. Or the
            # letter met the resume where both put the posting on the tracker: then there is room for it now.
            found = await Generation.of(user).filter(job=job, kind=draft.kind, status__in=OPEN).first()
            if found is not None:
                return found
    raise Unavailable("Several requests met; try again.", retry_after=timedelta(seconds=1))


async def _create(
    services: "Services", user: User, job: "Job", draft: Draft, *, base: JsonObject
) -> Generation:
    async with committing(services) as outbox:
        application = await _prepare(outbox, user, job)
        row_id = new_id()
        generation = await Generation.create(
            id=row_id,
            user=user,
            job=job,
            application=application,
            kind=draft.kind,
            tone=draft.tone,
            length=draft.length,
            instructions=draft.instructions,
            template=draft.template,
            base=sealed_columns.BASE.seal(services.vault, row_id, base),
        )
        if draft.kind is Kind.COVER_LETTER:
            await plans.use_letter(services, user)
        outbox.enqueue(WriteGeneration(generation_id=generation.id))
    return generation


async def revise(services: "Services", user: User, generation: Generation, instruction: str) -> Generation:
    """Write it again with an instruction; the earlier one stays as it is."""
    if generation.status.open:
        raise NotWritten
    draft = Draft(
        kind=generation.kind,
        job_id=generation.job_id,
        tone=generation.tone,
        length=generation.length,
        template=generation.template,
    )
    return await request(services, user, replace(draft, instructions=instruction))


async def cancel(services: "Services", user_id: UUID, generation_id: UUID) -> None:
    """Stop the writing, from whichever tab; what stands already is kept. Stopping twice changes nothing."""
    found = await Generation.get_or_none(id=generation_id, user_id=user_id)
    if found is None:
        raise NotFound
    if not found.status.open:
        return
    # The flag first: a worker that takes the job this very moment sees it at its first look.
    await services.feed.texts.stop(channel(generation_id))
    async with committing(services) as outbox:
        waiting = await Generation.filter(id=generation_id, status=Status.PENDING).update(
            status=Status.CANCELLED, finished_at=datetime.now(UTC)
        )
        if waiting:
            outbox.publish(channel(generation_id), GenerationCancelled(attempt=_FIRST_ATTEMPT))


async def give_up(services: "Services", generation_id: UUID) -> None:
    """After the last try: the person hears it, and may ask again."""
    code, detail = "failed", "The writer could not finish this. Nothing is lost; try again."
    async with committing(services) as outbox:
        found = await Generation.filter(id=generation_id, status__in=OPEN).first()
        if found is None:
            return
        ended = await Generation.filter(id=generation_id, status__in=OPEN).update(
            status=Status.FAILED, problem={"code": code, "detail": detail}, finished_at=datetime.now(UTC)
        )
        if ended:
            attempt = max(found.attempt, _FIRST_ATTEMPT)
            outbox.publish(
                channel(generation_id), GenerationFailed(attempt=attempt, code=code, detail=detail)
            )


async def discard(services: "Services", generation: Generation) -> None:
    """Delete it; a writer still at work finds nothing to write to."""
    if generation.status.open:
        await services.feed.texts.stop(channel(generation.id))
    await generation.delete()


async def may_watch(services: "Services", user_id: UUID, generation_id: UUID) -> bool:  # noqa: ARG001 - one signature for all channels
    """Whoever asked for the document."""
    return await Generation.filter(id=generation_id, user_id=user_id).exists()


async def _prepare(outbox: Outbox, user: User, job: "Job") -> Application:
    """The posting stands on the tracker once somebody writes for it, at "preparing" at least."""
    application = await applications.tracked(outbox, user, job, Stage.PREPARING)
    if application.stage is Stage.SAVED:
        await applications.advance(outbox, application, applications.Move(stage=Stage.PREPARING))
    return application
