"""Copies of all that is kept about a person (GDPR, articles 15 and 20), and what erasing leaves to do."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import JsonObject, Record
from models.status import Status
from models.users import User


class PersonalCopy(Record):
    """One ZIP, made by a job and kept until `expires_at`."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="personal_copies", on_delete=fields.CASCADE
    )
    user_id: UUID
    status = fields.CharEnumField(Status, max_length=20, default=Status.PENDING)
    size: int | None = fields.IntField(null=True)
    sha256 = fields.CharField(max_length=64, null=True)
    storage_key = fields.CharField(max_length=200, null=True)
    problem: JsonObject | None = fields.JSONField(null=True)
    expires_at: datetime | None = fields.DatetimeField(null=True)
    finished_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "personal_copies"
        indexes = (("user_id", "id"), ("status", "updated_at"))

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)


class DoomedKind(StrEnum):
    FILES = "files"
    """A folder in storage."""
    CHANNEL = "channel"
    """A channel's journal."""
    WRITING = "writing"
    """The same, where somebody may still be writing a text."""
    DOCUMENT = "document"
    """What was written to a shared document lately."""
    COUNTS = "counts"
    """How often somebody did something."""


class DoomedObject(Record):
    """Something that an erased account leaves outside the database, written down until it is gone.

    It names no person: a `name` is made of ids, or of a digest with a key of ours.
    """

    kind = fields.CharEnumField(DoomedKind, max_length=20)
    name = fields.CharField(max_length=200)

    class Meta:
        table = "doomed_objects"
        indexes = (("updated_at",),)
