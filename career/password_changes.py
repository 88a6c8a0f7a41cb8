"""A new password: by whoever knows the old one, or by whoever reads the mailbox."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from career import accounts, audit, mails, passwords, sealed_columns, sessions
from career.accounts import normalised
from career.limiting import RateExceeded
from career.outbox import committing
from career.pace import steadily
from models.api_keys import ApiKey
from models.audit import AuditKind
from models.identities import Identity
from models.mails import MailKind
from models.second_factors import Authenticator, RecoveryCode
from models.sessions import Session, SessionEnd
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from career.visitors import Visitor


@dataclass(frozen=True, repr=False)
class Change:
    current: str
    new: str


async def change(services: "Services", user: User, wanted: Change, visitor: "Visitor", *, keep: UUID) -> None:
    """Change it; all sign-ins but `keep` end, in case somebody else knew the old one."""
    await accounts.prove_password(services, user, wanted.current, visitor)
    await passwords.require_strong(wanted.new, at="/new", about=(user.email, user.name))
    password_hash = await services.passwords.hash(wanted.new)
    async with committing(services) as outbox:
        ended = await _replace(services, user, password_hash, but=keep)
        await audit.note(user.id, AuditKind.PASSWORD_CHANGED, visitor)
        await mails.post(outbox, user, MailKind.PASSWORD_CHANGED, device=visitor.device, place=visitor.place)
    await sessions.close_doors(services, *ended)


async def request_reset(services: "Services", email: str, visitor: "Visitor") -> None:
    """Mail a link if there is such an account; the time that it takes does not say whether."""
    async with steadily():
        user = await User.get_or_none(email=normalised(email))
        if user is None or not await _may_be_mailed(services, user):
            return
        async with committing(services) as outbox:
            await audit.note(user.id, AuditKind.PASSWORD_RESET_REQUESTED, visitor)
            await mails.post(
                outbox,
                user,
                MailKind.RESET_PASSWORD,
                life=mails.RESET_LIFE,
                device=visitor.device,
                place=visitor.place,
            )


async def _may_be_mailed(services: "Services", user: User) -> bool:
    """Not too often; and not even the refusal says that there is such an account."""
    try:
        await services.limiter.take(mails.LINKS, str(user.id))
    except RateExceeded:
        return False
    return True


async def reset(services: "Services", token: str, password: str, visitor: "Visitor") -> None:
    """Set a new password by a mailed link. It signs nobody in, and ends every sign-in there is."""
    async with committing(services) as outbox:
        mail = await mails.redeem(services, token, MailKind.RESET_PASSWORD)
        user = mail.user
        # A password that is refused rolls the link back with everything else: it may be tried again.
        await passwords.require_strong(password, at="/password", about=(user.email, user.name))
        password_hash = await services.passwords.hash(password)
        if not user.email_verified:
            await _take_possession(user)
        ended = await _replace(services, user, password_hash)
        await audit.note(user.id, AuditKind.PASSWORD_RESET, visitor)
        await mails.post(outbox, user, MailKind.PASSWORD_CHANGED, device=visitor.device, place=visitor.place)
    await sessions.close_doors(services, *ended)


async def _take_possession(user: User) -> None:
    """The mailbox's owner arrives at an account that somebody else may have made in their name."""
    await User.filter(id=user.id).update(email_verified_at=datetime.now(UTC))
    for door in (Identity, ApiKey, Authenticator, RecoveryCode):
        await door.filter(user_id=user.id).delete()


async def _replace(
    services: "Services", user: User, password_hash: str, *, but: UUID | None = None
) -> list[Session]:
    sealed = sealed_columns.PASSWORD.seal(services.vault, user.id, password_hash)
    await User.filter(id=user.id).update(password_hash=sealed)
    return await sessions.end_all(user.id, SessionEnd.PASSWORD, but=but)
