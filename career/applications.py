"""Applications: the candidate's tracker, where every move is remembered and told."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import Field, StringConstraints
from tortoise.exceptions import IntegrityError

from career.errors import ClientIdReused, Conflict, NotFound
from career.events import ApplicationMoved
from career.outbox import Outbox, committing
from career.schema.base import Shape
from models.applications import Application, ApplicationEvent, EventKind, Stage
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from models.jobs import Job


Note = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=10_000),
    Field(examples=["Met their team at a fair."]),
]


class Move(Shape):
    stage: Stage
    """Where it shall stand."""
    note: Note = ""
    """What the person wants to remember of it."""
    client_id: UUID | None = None
    """Made by the client for this move alone: a repeat gets the first answer and moves nothing."""


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


async def move(services: "Services", user: User, application_id: UUID, wanted: Move) -> ApplicationEvent:
    """Move to another stage, or return the event of the first call with this `client_id`.

    The row is locked, so two moves at once become two events in order, and a repeat sees what the first did.
    """
    try:
        async with committing(services) as outbox:
            application = await Application.of(user).select_for_update().get_or_none(id=application_id)
            if application is None:
                raise NotFound
            event = await _earlier(application, wanted) or await advance(outbox, application, wanted)
    except IntegrityError:
        # Another application, whose lock is another one, was moved under this id at the same moment.
        raise ClientIdReused from None
    if event is None:
        raise AlreadyThere(f"This application is at {wanted.stage} already.")
    return event


async def _earlier(application: Application, wanted: Move) -> ApplicationEvent | None:
    """The event that was made under this `client_id`, if it is what is wanted now."""
    if wanted.client_id is None:
        return None
    found = await ApplicationEvent.get_or_none(by_user_id=application.user_id, client_id=wanted.client_id)
    if found is None:
        return None
    if (found.application_id, found.stage, found.note) != (application.id, wanted.stage, wanted.note):
        raise ClientIdReused
    return found


async def advance(outbox: Outbox, application: Application, wanted: Move) -> ApplicationEvent | None:
    """Move inside the caller's transaction; nothing happens when it stands there already."""
    previous = application.move_to(wanted.stage, now=datetime.now(UTC))
    if previous is None:
        return None
    await application.save(update_fields=["stage", "moved_at", "updated_at"])
    _tell(outbox, application, previous)
    return await ApplicationEvent.create(
        application=application,
        kind=EventKind.MOVED,
        stage=wanted.stage,
        previous=previous,
        note=wanted.note,
        by_user_id=application.user_id,
        client_id=wanted.client_id,
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
