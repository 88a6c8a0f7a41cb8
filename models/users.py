"""People who sign in. A candidate's career is another thing: it lives in the profile."""

from datetime import datetime
from enum import StrEnum

from tortoise import fields

from models.record import Record


class Role(StrEnum):
    CANDIDATE = "candidate"
    RECRUITER = "recruiter"
    ADMIN = "admin"


class User(Record):
    """An account. `email` is stored in lower case, so that one address is one account."""

    email = fields.CharField(max_length=320, unique=True)
    name = fields.CharField(max_length=200)
    role = fields.CharEnumField(Role, max_length=20)
    password_hash = fields.CharField(max_length=200, null=True)
    """Argon2id, sealed; absent for whoever signs in by a provider alone."""
    email_verified_at: datetime | None = fields.DatetimeField(null=True)

    class Meta:
        table = "users"

    @property
    def email_verified(self) -> bool:
        return self.email_verified_at is not None

    @property
    def has_password(self) -> bool:
        return self.password_hash is not None
