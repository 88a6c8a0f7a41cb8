"""The second proof at sign-in: an authenticator app, and codes on paper for when it is lost."""

from datetime import datetime
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import Record
from models.users import User


class Authenticator(Record):
    """A person's authenticator app; it counts from `confirmed_at` on."""

    user: fields.OneToOneRelation[User] = fields.OneToOneField(
        "models.User", related_name="authenticator", on_delete=fields.CASCADE
    )
    user_id: UUID
    secret = fields.TextField()
    """Sealed by `career.vault`."""
    confirmed_at: datetime | None = fields.DatetimeField(null=True)
    last_step = fields.BigIntField(default=0)
    """The time step (RFC 6238) of the last accepted code: none is accepted twice."""

    class Meta:
        table = "authenticators"

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)


class RecoveryCode(Record):
    """A code that stands in for the app once, by its salted SHA-256."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="recovery_codes", on_delete=fields.CASCADE
    )
    user_id: UUID
    salt = fields.CharField(max_length=32)
    digest = fields.CharField(max_length=64)
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "recovery_codes"
        indexes = (("user_id",),)

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)
