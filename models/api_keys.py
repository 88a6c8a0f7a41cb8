"""Keys with which a person's programs use the interface."""

from datetime import datetime
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import Record
from models.users import User


class ApiKey(Record):
    """A key by its SHA-256; `hint` is its beginning, by which a person recognises it."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="api_keys", on_delete=fields.CASCADE
    )
    user_id: UUID
    name = fields.CharField(max_length=100)
    hint = fields.CharField(max_length=16)
    digest = fields.CharField(max_length=64, unique=True)
    scopes: list[str] = fields.JSONField()
    expires_at: datetime | None = fields.DatetimeField(null=True)
    last_used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "api_keys"
        indexes = (("user_id", "id"),)

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)

    def alive(self, now: datetime) -> bool:
        return self.expires_at is None or self.expires_at > now
