"""Mails to people with an account: written down with what caused them, sent by a job, links used once."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog
from prometheus_client import Counter
from tortoise.expressions import Q

from career import devices
from career.errors import Invalid, Unauthenticated
from career.jobs import SendMail
from career.limiting import Otherwise, Rate
from career.mailer import MailRefused, Message
from career.mailer.words import words
from models.mails import Mail, MailKind

if TYPE_CHECKING:
    from career.outbox import Outbox
    from career.services import Services
    from models.users import User

log = structlog.get_logger()

SENT: Final = Counter("shortlist_mails", "Mails by kind and how they ended.", ["kind", "outcome"])

LINKS: Final = Rate("mailed_links", 5, timedelta(hours=1), Otherwise.REFUSE)
"""To one person, whoever asks: nobody's mailbox is filled by pressing a button."""
VERIFICATION_LIFE: Final = timedelta(hours=24)
RESET_LIFE: Final = timedelta(minutes=30)
_LEFT_WAITING: Final = timedelta(minutes=1)
_GIVEN_UP: Final = timedelta(hours=24)
"""A mail server that is away longer is somebody's to mend, and old news help nobody."""
KEPT: Final = timedelta(days=30)
_PATHS: Final = {MailKind.VERIFY_EMAIL: "verify-email", MailKind.RESET_PASSWORD: "reset-password"}
"""Screens of the browser application; the token is in the fragment, which no server and no log ever sees."""


class LinkSpent(Invalid):
    """Used before, out of time, replaced by a newer one, or never ours: one answer for all of them."""

    code = "link_spent"

    def __init__(self) -> None:
        super().__init__("This link was used before, or its time is over.", at="/token")


async def post(
    outbox: "Outbox", user: "User", kind: MailKind, *, life: timedelta | None = None, **facts: str
) -> Mail:
    """Write a mail down in the caller's transaction; it is sent after the commit.

    With a `life` it carries a link, which voids the ones of its kind before it.
    """
    now = datetime.now(UTC)
    if life is not None:
        await Mail.of(user).filter(kind=kind, used_at__isnull=True).update(used_at=now)
    mail = await Mail.create(user=user, kind=kind, facts=dict(facts), expires_at=now + life if life else None)
    outbox.enqueue(SendMail(mail_id=mail.id))
    return mail


async def send(services: "Services", mail_id: UUID) -> None:
    """Send it, unless it was sent, is too late, or nobody is there any more to read it."""
    waiting = Mail.filter(id=mail_id, sent_at__isnull=True, failed_at__isnull=True, used_at__isnull=True)
    mail = await waiting.select_related("user").first()
    if mail is None or (mail.expires_at and mail.expires_at < datetime.now(UTC)):
        return
    try:
        await services.mailer.send(await _message(services, mail))
    except MailRefused:
        await Mail.filter(id=mail_id).update(failed_at=datetime.now(UTC))
        SENT.labels(mail.kind, "refused").inc()
        log.warning("mail_refused", mail_id=str(mail_id), kind=mail.kind)
        return
    await Mail.filter(id=mail_id).update(sent_at=datetime.now(UTC))
    SENT.labels(mail.kind, "sent").inc()


async def redeem(services: "Services", token: str, kind: MailKind) -> Mail:
    """The mail whose link was followed, with its user; used up in the caller's transaction.

    Raise `LinkSpent` for a link that does not work, for whatever reason.
    """
    try:
        mail_id = services.tokens.read_mail(token)
    except Unauthenticated:
        raise LinkSpent from None
    now = datetime.now(UTC)
    # Of two who follow it at once, the second finds no row to change.
    unused = Mail.filter(id=mail_id, kind=kind, used_at__isnull=True, expires_at__gt=now)
    if not await unused.update(used_at=now):
        raise LinkSpent
    return await Mail.get(id=mail_id).select_related("user")


async def left_behind() -> list[SendMail]:
    """Mails whose jobs were lost, or whose server was away for as long as a job tries."""
    now = datetime.now(UTC)
    rows = Mail.filter(
        Q(expires_at__isnull=True) | Q(expires_at__gt=now),
        sent_at__isnull=True,
        failed_at__isnull=True,
        used_at__isnull=True,
        created_at__gt=now - _GIVEN_UP,
        updated_at__lt=now - _LEFT_WAITING,
    )
    found = await rows.order_by("id").limit(100)
    # Not before another minute has passed, however often the sweeper comes by.
    await Mail.filter(id__in=[row.id for row in found]).update(updated_at=now)
    return [SendMail(mail_id=row.id) for row in found]


async def forget_old() -> None:
    await Mail.filter(created_at__lt=datetime.now(UTC) - KEPT).delete()


async def _message(services: "Services", mail: Mail) -> Message:
    facts = {name: str(value) for name, value in mail.facts.items()}
    if facts.get("device"):
        [facts["device"]] = await devices.named([facts["device"]])
    address = services.settings.address
    said = words(
        mail.kind, facts, greeting=mail.user.name, address=address, link=_link(services, mail, address)
    )
    return Message(id=str(mail.id), to=mail.user.email, subject=said.subject, text=said.text, html=said.html)


def _link(services: "Services", mail: Mail, address: str) -> str:
    if mail.expires_at is None:
        return ""
    return f"{address}/{_PATHS[mail.kind]}#token={services.tokens.mail(mail.id, until=mail.expires_at)}"
