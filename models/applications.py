"""Applications: the candidate's tracker and the recruiter's pipeline are the same rows."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.queryset import QuerySet

from models.jobs import Job
from models.record import Record
from models.users import User


class Stage(StrEnum):
    SAVED = "saved"
    PREPARING = "preparing"
    APPLIED = "applied"
    SCREENING = "screening"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    GHOSTED = "ghosted"


class EventKind(StrEnum):
    CREATED = "created"
    MOVED = "moved"


class Application(Record):
    """One person's way to one posting."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="applications", on_delete=fields.CASCADE
    )
    user_id: UUID
    job: fields.ForeignKeyRelation[Job] = fields.ForeignKeyField(
        "models.Job", related_name="applications", on_delete=fields.CASCADE
    )
    job_id: UUID
    stage = fields.CharEnumField(Stage, max_length=20, default=Stage.SAVED)
    note = fields.TextField(default="")
    moved_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "applications"
        unique_together = (("user_id", "job_id"),)
        indexes = (("user_id", "stage"), ("job_id",))

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)

    def move_to(self, stage: Stage, *, now: datetime) -> Stage | None:
        """Go to `stage` and return the one before; `None` when it stands there already."""
        if stage == self.stage:
            return None
        previous, self.stage, self.moved_at = self.stage, stage, now
        return previous


class ApplicationEvent(Record):
    """What happened to an application, never changed afterwards."""

    application: fields.ForeignKeyRelation[Application] = fields.ForeignKeyField(
        "models.Application", related_name="events", on_delete=fields.CASCADE
    )
    application_id: UUID
    kind = fields.CharEnumField(EventKind, max_length=20)
    stage = fields.CharEnumField(Stage, max_length=20)
    previous: Stage | None = fields.CharEnumField(Stage, max_length=20, null=True)  # type: ignore[assignment] # the stubs know no null enum
    note = fields.TextField(default="")
    by_user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", related_name=False, on_delete=fields.SET_NULL, null=True
    )
    by_user_id: UUID | None
    client_id: UUID | None = fields.UUIDField(null=True)
    """Made by the person's client for this event alone; none when nobody would ask for it twice."""

    class Meta:
        table = "application_events"
        indexes = (("application_id", "id"), ("by_user_id",))
        constraints = (
            # A client that did not hear the answer asks again, and this is how the first event is found.
            UniqueConstraint(
                fields=("by_user_id", "client_id"),
                name="one_event_per_client_id",
                condition="client_id IS NOT NULL",
            ),
        )
