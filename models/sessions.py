"""Sign-ins: one row a device, with the family of refresh tokens that it used."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import Record
from models.users import User


class SessionEnd(StrEnum):
    LOGOUT = "logout"
    REVOKED = "revoked"
    PASSWORD = "password"  # noqa: S105 - the password was changed
    REUSE = "reuse"
    """A refresh token came twice: somebody else has it, so nobody may go on with it."""


class Session(Record):
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="sessions", on_delete=fields.CASCADE
    )
    user_id: UUID
    device = fields.CharField(max_length=200, default="")
    place = fields.CharField(max_length=64, default="")
    """The network prefix of the address (/24 or /48), never the whole address."""
    last_seen_at = fields.DatetimeField(auto_now_add=True)
    expires_at = fields.DatetimeField()
    ended_at: datetime | None = fields.DatetimeField(null=True)
    ended_by: SessionEnd | None = fields.CharEnumField(SessionEnd, max_length=20, null=True)  # type: ignore[assignment] # the stubs know no null enum

    class Meta:
        table = "sessions"
        indexes = (("user_id", "ended_at"),)

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)

    def alive(self, now: datetime) -> bool:
        return self.ended_at is None and self.expires_at > now


class RefreshToken(Record):
    """One link of a session's chain, by its SHA-256; a used one stays, so that its reuse is seen."""

    session: fields.ForeignKeyRelation[Session] = fields.ForeignKeyField(
        "models.Session", related_name="refresh_tokens", on_delete=fields.CASCADE
    )
    digest = fields.CharField(max_length=64, unique=True)
    used_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "refresh_tokens"
        indexes = (("session_id",),)
