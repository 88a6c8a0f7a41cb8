"""Reading a resume file into the profile: asked for, read by a job, looked over, accepted."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from career import jsonb, merging, profiles, reading, sealed_columns
from career.errors import Conflict, NotFound
from career.events import ImportFailed, ImportFinished
from career.feed import ImportProgress
from career.jobs import ReadResume
from career.outbox import committing
from career.reading import refusals
from career.schema.reading import Reading, Unreadable, UnreadableReason
from models.resumes import Import, Resume
from models.status import OPEN, Status
from models.users import User

if TYPE_CHECKING:
    from career.services import Services


class NotReadYet(Conflict):
    code = "not_read_yet"


class AlreadyDecided(Conflict):
    code = "already_decided"


def channel(import_id: UUID) -> str:
    return f"import:{import_id}"


async def request(services: "Services", user: User, resume: Resume) -> Import:
    """Ask for a file to be read; one reading of a file at a time."""
    async with committing(services) as outbox:
        # Two presses at once: the second waits here, and finds the reading of the first.
        await Resume.filter(id=resume.id).select_for_update(no_key=True)
        at_work = await Import.of(user).filter(resume=resume, status__in=OPEN).first()
        if at_work is not None:
            return at_work
        created = await Import.create(user=user, resume=resume)
        outbox.enqueue(ReadResume(import_id=created.id))
    return created


async def read(services: "Services", import_id: UUID) -> None:
    """Read the file; a second run of the same job finds the work done and stops."""
    found = await Import.filter(id=import_id, status__in=OPEN).select_related("resume").first()
    if found is None:
        return
    now = datetime.now(UTC)
    await Import.filter(id=import_id).update(status=Status.RUNNING, started_at=now, step="read", percent=10)
    progress = ImportProgress(services.feed, channel(import_id))
    await _tell(progress, import_id, "read", 10)
    try:
        data = await services.storage.get(found.resume.storage_key)
    except NotFound:
        await _failed(services, import_id, refusals.refusal(UnreadableReason.DAMAGED))
        return
    result = await reading.read_in_slot(
        services.slots, data, today=found.resume.created_at.date(), region=services.settings.region
    )
    if isinstance(result, Unreadable):
        await _failed(services, import_id, result)
        return
    await _tell(progress, import_id, "skills", 70)
    await progress.finish()
    await _finished(services, import_id, result)


async def _finished(services: "Services", import_id: UUID, result: Reading) -> None:
    resume = await profiles.enriched(services, result.resume)
    document = jsonb.storable(result.model_copy(update={"resume": resume}).model_dump(mode="json"))
    sealed = sealed_columns.READING.seal(services.vault, import_id, document)
    async with committing(services) as outbox:
        finished = await Import.filter(id=import_id, status=Status.RUNNING).update(
            status=Status.COMPLETED, reading=sealed, step="done", percent=100, finished_at=datetime.now(UTC)
        )
        if finished:
            outbox.publish(channel(import_id), ImportFinished())


async def _failed(services: "Services", import_id: UUID, why: Unreadable) -> None:
    async with committing(services) as outbox:
        failed = await Import.filter(id=import_id, status__in=OPEN).update(
            status=Status.FAILED, problem=why.model_dump(mode="json"), finished_at=datetime.now(UTC)
        )
        if failed:
            outbox.publish(
                channel(import_id), ImportFailed(reason=why.reason, message=why.message, hint=why.hint)
            )


async def give_up(services: "Services", import_id: UUID) -> None:
    """After the last try: the person hears that it did not work, and why as far as one can say."""
    await _failed(services, import_id, refusals.refusal(UnreadableReason.TOO_SLOW))


async def _tell(progress: ImportProgress, import_id: UUID, step: str, percent: int) -> None:
    await Import.filter(id=import_id).update(step=step, percent=percent)
    await progress.tell(step, percent)


async def decide(
    services: "Services", user: User, found: Import, *, accept: Sequence[str], edits: Mapping[str, str]
) -> Import:
    """Take what was accepted into the profile, corrected as the person wrote it."""
    if found.status is not Status.COMPLETED or found.reading is None:
        raise NotReadYet("This file has not been read.")
    read_resume = merging.edited(reading_of(services, found).resume, edits)
    profile = await profiles.of(services, user)
    merged = merging.merge(profiles.resume_of(services, profile), read_resume, accept)
    merged = await profiles.enriched(services, merged)
    async with committing(services):
        now = datetime.now(UTC)
        first = await Import.filter(id=found.id, decided_at__isnull=True).update(
            decided_at=now, accepted=list(accept)
        )
        if not first:
            raise AlreadyDecided("What was found in this file has been decided on already.")
        await profiles.replace(services, profile, merged)
    return await Import.get(id=found.id)


def reading_of(services: "Services", found: Import) -> Reading:
    """What was found in the file, once it is read."""
    return Reading.model_validate(sealed_columns.READING.open(services.vault, found))


async def may_watch(services: "Services", user_id: UUID, import_id: UUID) -> bool:  # noqa: ARG001 - one signature for all channels
    """Whoever uploaded the file."""
    return await Import.filter(id=import_id, user_id=user_id).exists()
