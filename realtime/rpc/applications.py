"""Commands of the candidate's tracker."""

from datetime import datetime
from uuid import UUID

from career import applications
from career.applications import AlreadyThere, Move
from career.errors import ClientIdReused, NotFound
from career.permissions import actions
from career.schema.base import Shape
from career.services import Services
from models.applications import Stage
from models.users import User
from realtime.rpc.contract import method


class ApplicationMove(Move):
    client_id: UUID
    """Made by the client for this move alone, and kept when it tries again."""
    application: UUID
    """The application that shall move."""


class Moved(Shape):
    """A move as its history keeps it."""

    id: UUID
    """The entry of the history, as the API names it."""
    application: UUID
    """The application that moved."""
    stage: Stage
    """Where it went."""
    previous: Stage | None
    """Where it came from."""
    note: str
    """What the person wanted to remember of it."""
    happened_at: datetime
    """When it moved."""


@method(
    "application.move",
    per_second=5,
    may=actions.WRITE_APPLICATIONS,
    errors=(NotFound, AlreadyThere, ClientIdReused),
)
async def move(services: Services, user: User, *, data: ApplicationMove) -> Moved:
    """Move an application to another stage."""
    event = await applications.move(services, user, data.application, data)
    return Moved(
        id=event.id,
        application=event.application_id,
        stage=event.stage,
        previous=event.previous,
        note=event.note,
        happened_at=event.created_at,
    )
