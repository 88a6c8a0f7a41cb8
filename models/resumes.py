"""Resume files that a person brought, and each reading of one."""

from datetime import datetime
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import JsonObject, Record
from models.status import Status
from models.users import User


class Resume(Record):
    """A file as it was uploaded; its bytes are in storage under `storage_key`."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="resumes", on_delete=fields.CASCADE
    )
    filename = fields.CharField(max_length=200)
    media_type = fields.CharField(max_length=100)
    size = fields.IntField()
    sha256 = fields.CharField(max_length=64)
    storage_key = fields.CharField(max_length=200)
    imports: fields.ReverseRelation["Import"]

    class Meta:
        table = "resumes"
        indexes = (("user_id", "id"),)

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)


class Import(Record):
    """One reading of a file, from the upload to what the person accepted of it."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="imports", on_delete=fields.CASCADE
    )
    resume: fields.ForeignKeyRelation[Resume] = fields.ForeignKeyField(
        "models.Resume", related_name="imports", on_delete=fields.CASCADE
    )
    resume_id: UUID
    status = fields.CharEnumField(Status, max_length=20, default=Status.PENDING)
    step = fields.CharField(max_length=40, default="")
    percent = fields.IntField(default=0)
    reading: JsonObject | None = fields.JSONField(null=True)
    problem: JsonObject | None = fields.JSONField(null=True)
    accepted: list[str] | None = fields.JSONField(null=True)
    started_at: datetime | None = fields.DatetimeField(null=True)
    finished_at: datetime | None = fields.DatetimeField(null=True)
    decided_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "imports"
        indexes = (("status", "updated_at"), ("user_id",), ("resume_id",))

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)
