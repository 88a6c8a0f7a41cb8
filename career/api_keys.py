"""Keys for a person's programs: made, shown once, found again by their digest."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from career import audit, email_verification
from career.errors import Invalid, Unauthenticated
from models.api_keys import ApiKey
from models.audit import AuditKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from career.visitors import Visitor
    from models.users import User

PREFIX: Final = "sl_"
"""By which a key is told from an access token, and found by scanners for leaked secrets."""
_HINT: Final = 8
_MOST: Final = 25
_SEEN_EVERY: Final = timedelta(minutes=1)
"""The time of the last use is written at most so often: a program may call many times a second."""


@dataclass(frozen=True)
class NewKey:
    """The only time that the key itself is known."""

    record: ApiKey
    key: str


async def create(
    user: "User", visitor: "Visitor", *, name: str, scopes: "Sequence[str]", expires_at: datetime | None
) -> NewKey:
    await email_verification.require(user)
    if expires_at is not None and expires_at <= datetime.now(UTC):
        raise Invalid("Choose a time that has not passed.", at="/expires_at")
    if await ApiKey.of(user).count() >= _MOST:
        raise Invalid(f"You may have {_MOST} keys. Delete one that nothing uses.")
    key = PREFIX + secrets.token_urlsafe(32)
    record = await ApiKey.create(
        user=user,
        name=name,
        hint=key[:_HINT],
        digest=_digest(key),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    await audit.note(user.id, AuditKind.API_KEY_CREATED, visitor, name=name)
    return NewKey(record, key)


async def find(key: str) -> ApiKey:
    """The living key with its person as `user`, or `Unauthenticated`."""
    now = datetime.now(UTC)
    found = await ApiKey.filter(digest=_digest(key)).select_related("user").first()
    if found is None or not found.alive(now):
        raise Unauthenticated("This key is not known, or its time is over.")
    if found.last_used_at is None or found.last_used_at < now - _SEEN_EVERY:
        await ApiKey.filter(id=found.id).update(last_used_at=now)
    return found


async def delete(user: "User", visitor: "Visitor", key: ApiKey) -> None:
    await key.delete()
    await audit.note(user.id, AuditKind.API_KEY_DELETED, visitor, name=key.name)


def _digest(key: str) -> str:
    # A random key of 256 bits needs no slow hash: there is nothing to guess.
    return hashlib.sha256(key.encode()).hexdigest()
