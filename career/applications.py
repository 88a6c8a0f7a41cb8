"""Applications: the candidate's tracker, where every move is remembered and told."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tortoise.exceptions import IntegrityError

from career.errors import Conflict, NotFound
from career.events import ApplicationMoved
from career.outbox import Outbox, committing
from models.applications import Application, ApplicationEvent, EventKind, Stage
from models.users import User

if TYPE_CHECKING:
    from uuid import UUID

    from career.services import Services
    from models.jobs import Job


class AlreadyTracked(Conflict):
    code = "already_tracked"


class AlreadyThere(Conflict):
    code = "already_there"


async def track(services: "Services", user: User, job: "Job", stage: Stage) -> Application:
    """Put a posting on the tracker; one posting stands there once."""
    try:
        async with committing(services) as outbox:
            return await _create(outbox, user, job, stage)
    except IntegrityError:
        raise AlreadyTracked("This posting is on your tracker already.") from None


async def tracked(outbox: Outbox, user: User, job: "Job", stage: Stage) -> Application:
    """The application for a posting, made if there is none; inside the caller's transaction."""
    found = await Application.of(user).get_or_none(job=job)
    return found or await _create(outbox, user, job, stage)


async def _create(outbox: Outbox, user: User, job: "Job", stage: Stage) -> Application:
    application = await Application.create(user=user, job=job, stage=stage)
    await ApplicationEvent.create(application=application, kind=EventKind.CREATED, stage=stage, by_user=user)
    _tell(outbox, application, None)
    return application


async def move(
    services: "Services", user: User, application_id: "UUID", stage: Stage, note: str
) -> ApplicationEvent:
    """Move to another stage; the row is locked, so two moves at once become two events in order."""
    async with committing(services) as outbox:
        application = await Application.of(user).select_for_update().get_or_none(id=application_id)
        if application is None:
            raise NotFound
        event = await advance(outbox, application, stage, note=note)
    if event is None:
        raise AlreadyThere(f"This application is at {stage} already.")
    return event


async def advance(
    outbox: Outbox, application: Application, stage: Stage, *, note: str = ""
) -> ApplicationEvent | None:
    """Move inside the caller's transaction; nothing happens when it stands there already."""
    previous = application.move_to(stage, now=datetime.now(UTC))
    if previous is None:
        return None
    await application.save(update_fields=["stage", "moved_at", "updated_at"])
    _tell(outbox, application, previous)
    return await ApplicationEvent.create(
        application=application,
        kind=EventKind.MOVED,
        stage=stage,
        previous=previous,
        note=note,
        by_user_id=application.user_id,
    )


def _tell(outbox: Outbox, application: Application, previous: Stage | None) -> None:
    outbox.publish(
        f"user:{application.user_id}",
        ApplicationMoved(
            application_id=application.id,
            job_id=application.job_id,
            stage=application.stage,
            previous=previous,
            by=application.user_id,
            at=application.moved_at,
        ),
    )
