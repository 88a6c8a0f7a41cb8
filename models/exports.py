"""Files made of documents, kept for a while for their person to fetch."""

from datetime import datetime
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.generations import Generation
from models.record import JsonObject, Record
from models.status import Status
from models.users import User


class Export(Record):
    """One file. Without a `generation` it is the master profile that was printed."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="exports", on_delete=fields.CASCADE
    )
    user_id: UUID
    generation: fields.ForeignKeyNullableRelation[Generation] = fields.ForeignKeyField(
        "models.Generation", related_name="exports", on_delete=fields.SET_NULL, null=True
    )
    generation_id: UUID | None
    status = fields.CharEnumField(Status, max_length=20, default=Status.PENDING)
    format = fields.CharField(max_length=10)
    template = fields.CharField(max_length=40)
    paper = fields.CharField(max_length=10)
    filename = fields.CharField(max_length=200, default="")
    size: int | None = fields.IntField(null=True)
    sha256 = fields.CharField(max_length=64, null=True)
    storage_key = fields.CharField(max_length=200, null=True)
    downloads = fields.IntField(default=0)
    proof: JsonObject | None = fields.JSONField(null=True)
    problem: JsonObject | None = fields.JSONField(null=True)
    expires_at: datetime | None = fields.DatetimeField(null=True)
    finished_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "exports"
        indexes = (("user_id", "id"), ("status", "updated_at"), ("generation_id",))

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)
