"""Resumes and letters written for one person and one posting, with all that explains them."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import JsonValue
from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.queryset import QuerySet

from models.applications import Application
from models.jobs import Job
from models.record import JsonObject, Record
from models.status import Status
from models.users import User


class Kind(StrEnum):
    RESUME = "resume"
    COVER_LETTER = "cover_letter"


class Generation(Record):
    """One document written for one person and one posting.

    `text` is what the person reads and edits; `number` counts its versions. `attempt` counts the runs of
    the writer: a run that was cut off is followed by one with the next number.
    """

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="generations", on_delete=fields.CASCADE
    )
    user_id: UUID
    job: fields.ForeignKeyRelation[Job] = fields.ForeignKeyField(
        "models.Job", related_name="generations", on_delete=fields.CASCADE
    )
    job_id: UUID
    application: fields.ForeignKeyNullableRelation[Application] = fields.ForeignKeyField(
        "models.Application", related_name="generations", on_delete=fields.SET_NULL, null=True
    )
    application_id: UUID | None
    kind = fields.CharEnumField(Kind, max_length=20)
    status = fields.CharEnumField(Status, max_length=20, default=Status.PENDING)
    attempt = fields.IntField(default=0)
    step = fields.CharField(max_length=40, default="")
    percent = fields.IntField(default=0)

    tone = fields.CharField(max_length=20, default="plain")
    length = fields.CharField(max_length=20, default="standard")
    instructions = fields.TextField(default="")
    template = fields.CharField(max_length=40, default="modern")
    language = fields.CharField(max_length=20, default="en")

    text = fields.TextField(default="")
    number = fields.IntField(default=1)
    edited = fields.BooleanField(default=False)
    base: JsonObject | None = fields.JSONField(null=True)
    """The profile as it was when the writing began: changes are applied to it, whatever happens later."""
    letter: JsonObject | None = fields.JSONField(null=True)
    changes: list[JsonValue] = fields.JSONField(default=list)
    edits: JsonObject = fields.JSONField(default=dict)
    """Texts that the person wrote over the tailored resume, by path; a letter's are in `text` itself."""
    refusals: list[JsonValue] = fields.JSONField(default=list)
    questions: list[JsonValue] = fields.JSONField(default=list)
    score_before: float | None = fields.FloatField(null=True)
    score_after: float | None = fields.FloatField(null=True)

    model = fields.CharField(max_length=100, default="")
    prompt_version = fields.CharField(max_length=40, default="")
    inputs_hash = fields.CharField(max_length=64, default="")
    tokens = fields.IntField(default=0)
    problem: JsonObject | None = fields.JSONField(null=True)
    started_at: datetime | None = fields.DatetimeField(null=True)
    finished_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "generations"
        indexes = (("user_id", "id"), ("job_id", "kind"), ("status", "updated_at"), ("application_id",))
        constraints = (
            # Two presses of Write make one document: the second insert loses here, not in Python.
            UniqueConstraint(
                fields=("user_id", "job_id", "kind"),
                name="one_open_generation",
                condition="status IN ('pending', 'running')",
            ),
        )

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)


class MadeBy(StrEnum):
    WRITER = "writer"
    PERSON = "person"


class GenerationVersion(Record):
    """A text as it once stood; the newest one equals the generation's own."""

    generation: fields.ForeignKeyRelation[Generation] = fields.ForeignKeyField(
        "models.Generation", related_name="versions", on_delete=fields.CASCADE
    )
    number = fields.IntField()
    text = fields.TextField()
    made_by = fields.CharEnumField(MadeBy, max_length=20)

    class Meta:
        table = "generation_versions"
        unique_together = (("generation_id", "number"),)
