"""Showing that an address is one's own, by a link that is mailed to it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from career import audit, mails
from career.errors import Conflict, EmailUnverified
from career.outbox import Outbox, committing
from models.audit import AuditKind
from models.mails import Mail, MailKind
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from career.visitors import Visitor


class EmailVerified(Conflict):
    code = "email_verified"

    def __init__(self) -> None:
        super().__init__("This address has been confirmed already.")


async def require(user: User) -> None:
    """Raise `EmailUnverified`; looked up anew, since `user` may be some seconds old."""
    if not user.email_verified and not (await User.get(id=user.id)).email_verified:
        raise EmailUnverified


async def request(outbox: Outbox, user: User) -> Mail:
    """Mail a link; it voids the ones before it."""
    return await mails.post(outbox, user, MailKind.VERIFY_EMAIL, life=mails.VERIFICATION_LIFE)


async def request_again(services: "Services", user: User) -> None:
    if (await User.get(id=user.id)).email_verified:
        raise EmailVerified
    await services.limiter.take(mails.LINKS, str(user.id))
    async with committing(services) as outbox:
        await request(outbox, user)


async def confirm(services: "Services", token: str, visitor: "Visitor") -> User:
    """Believe the link; whoever has it reads this mailbox, signed in or not."""
    async with committing(services):
        mail = await mails.redeem(services, token, MailKind.VERIFY_EMAIL)
        unverified = User.filter(id=mail.user_id, email_verified_at__isnull=True)
        if await unverified.update(email_verified_at=datetime.now(UTC)):
            await audit.note(mail.user_id, AuditKind.EMAIL_VERIFIED, visitor)
        return await User.get(id=mail.user_id)
