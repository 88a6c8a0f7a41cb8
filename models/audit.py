"""What happened to an account, for its person to read."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.queryset import QuerySet

from models.record import JsonObject, Record
from models.users import User


class AuditKind(StrEnum):
    REGISTERED = "registered"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    SESSION_STOLEN = "session_stolen"
    EMAIL_VERIFIED = "email_verified"
    PASSWORD_RESET_REQUESTED = "password_reset_requested"  # noqa: S105 - a kind of event
    PASSWORD_RESET = "password_reset"  # noqa: S105
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    PROVIDER_LINKED = "provider_linked"
    PROVIDER_UNLINKED = "provider_unlinked"
    TOTP_ENABLED = "totp_enabled"
    TOTP_DISABLED = "totp_disabled"
    TOTP_REUSED = "totp_reused"
    RECOVERY_CODE_USED = "recovery_code_used"
    API_KEY_CREATED = "api_key_created"
    API_KEY_DELETED = "api_key_deleted"
    COPY_REQUESTED = "copy_requested"
    COPY_DOWNLOADED = "copy_downloaded"


class AuditEntry(Record):
    """One event, never changed; kept for a year, or until the account is erased."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="audit_entries", on_delete=fields.CASCADE
    )
    user_id: UUID
    kind = fields.CharEnumField(AuditKind, max_length=40)
    device = fields.CharField(max_length=200, default="")
    place = fields.CharField(max_length=64, default="")
    """The network prefix of the address, as in `Session`."""
    facts: JsonObject = fields.JSONField(default=dict)

    class Meta:
        table = "audit_entries"
        indexes = (("user_id", "id"), ("created_at",))

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        return cls.filter(user=user)
