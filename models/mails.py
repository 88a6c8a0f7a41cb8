"""Mails to people with an account: what each is about, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import JsonObject, Record
from models.users import User


class MailKind(StrEnum):
    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a kind of mail
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    SESSION_STOLEN = "session_stolen"
    PROVIDER_LINKED = "provider_linked"
    PROVIDER_UNLINKED = "provider_unlinked"
    TOTP_ENABLED = "totp_enabled"
    TOTP_DISABLED = "totp_disabled"
    TOTP_REUSED = "totp_reused"
    API_KEY_CREATED = "api_key_created"
    COPY_READY = "copy_ready"


class Mail(Record):
    """One mail. Its words are made when it is sent, so no secret link is ever stored.

    A mail whose link does something (`expires_at`) is its own single-use token: the link is the signed id,
    and `used_at` says that it was followed.
    """

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="mails", on_delete=fields.CASCADE
    )
    user_id: UUID
    kind = fields.CharEnumField(MailKind, max_length=30)
    facts: JsonObject = fields.JSONField(default=dict)
    """What the words mention besides the person: a provider's name, a device."""
    expires_at: datetime | None = fields.DatetimeField(null=True)
    used_at: datetime | None = fields.DatetimeField(null=True)
    sent_at: datetime | None = fields.DatetimeField(null=True)
    failed_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "mails"
        indexes = (("user_id", "kind"), ("sent_at", "created_at"))

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)
