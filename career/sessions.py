"""Sign-ins that last: rotating refresh tokens in one family a device, ended one by one or all at once."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from career import audit, mails
from career.errors import NotFound, Unauthenticated, Unavailable
from career.feed import Disconnect
from career.limiting import Rate
from career.outbox import committing
from career.visitors import Visitor
from models.audit import AuditKind
from models.mails import MailKind
from models.sessions import RefreshToken, Session, SessionEnd
from models.users import User

if TYPE_CHECKING:
    from career.services import Services

log = structlog.get_logger()

PAGE_LEEWAY: Final = timedelta(seconds=10)
"""How long an answer may be on its way to a page that is no longer there."""


class RefreshReused(Unauthenticated):
    code = "refresh_reused"


@dataclass(frozen=True)
class SignedIn:
    """A session just opened or prolonged. The refresh token is known only now: its digest is stored."""

    user: User
    session: Session
    refresh_token: str


async def open_session(services: "Services", user: User, visitor: Visitor) -> SignedIn:
    now = datetime.now(UTC)
    async with in_transaction():
        session = await Session.create(
            user=user,
            device=visitor.device,
            place=visitor.place,
            expires_at=_until(services, now, now),
        )
        return SignedIn(user, session, await _link(session))


async def rotate(services: "Services", refresh_token: str, *, leeway: timedelta = timedelta()) -> SignedIn:
    """Give a new token for an old one; one that comes twice ends its whole family.

    Within `leeway` of its first use a token may come again, as long as none of its successors was used: a
    page that is left while it refreshes never sees the answer (docs/decisions/0009).
    """
    now = datetime.now(UTC)
    async with in_transaction():
        # Used first, looked at second: of two at once the other one waits here, and then sees who was first.
        mine = RefreshToken.filter(digest=_digest(refresh_token))
        first_use = await mine.filter(used_at__isnull=True).update(used_at=now)
        link = await mine.select_related("session__user").first()
        if link is None or not link.session.alive(now):
            raise Unauthenticated("This sign-in is over. Sign in again.")
        session = link.session
        if first_use or await _lost_its_answer(link, leeway):
            session.last_seen_at, session.expires_at = now, _until(services, session.created_at, now)
            await session.save(update_fields=["last_seen_at", "expires_at", "updated_at"])
            return SignedIn(session.user, session, await _link(session))
    await _stolen(services, session)
    raise RefreshReused("This refresh token was used before, so its sign-in has been ended.")


async def _lost_its_answer(link: RefreshToken, leeway: timedelta) -> bool:
    if not leeway or link.used_at is None or link.used_at < datetime.now(UTC) - leeway:
        return False
    later = RefreshToken.filter(session_id=link.session.id, id__gt=link.id, used_at__isnull=False)
    return not await later.exists()


def _until(services: "Services", began: datetime, now: datetime) -> datetime:
    """Until when it may be prolonged: a while after each visit, and never beyond its whole life."""
    return min(now + services.settings.refresh_token_life, began + services.settings.session_life)


async def end(services: "Services", session: Session, why: SessionEnd) -> bool:
    """End it everywhere: no more refreshing, and its sockets are closed. Whether it was still going on."""
    living = Session.filter(id=session.id, ended_at__isnull=True)
    ended = await living.update(ended_at=datetime.now(UTC), ended_by=why)
    if ended:
        await close_doors(services, session)
    services.people.forget(session.id)
    return bool(ended)


async def end_all(user_id: UUID, why: SessionEnd, *, but: UUID | None = None) -> list[Session]:
    """End a person's sign-ins, `but` one, in the caller's transaction; `close_doors` comes after it."""
    living = Session.filter(user_id=user_id, ended_at__isnull=True).exclude(id=but)
    sessions = await living.select_for_update(no_key=True)
    ids = [session.id for session in sessions]
    await Session.filter(id__in=ids).update(ended_at=datetime.now(UTC), ended_by=why)
    return list(sessions)


async def close_doors(services: "Services", *sessions: Session) -> None:
    """Of sessions that have ended: their sockets close, and no process believes their tokens any more."""
    for session in sessions:
        services.people.forget(session.id)
        try:
            await services.feed.tell(Disconnect(user=session.user_id, sid=session.id))
        except Unavailable:
            # Sockets check their session again at each token refresh, ten minutes at most.
            log.warning("disconnect_not_told")


async def living(user: User) -> list[Session]:
    """The sign-ins that may go on, the one used last first."""
    going_on = Session.of(user).filter(ended_at__isnull=True, expires_at__gt=datetime.now(UTC))
    return await going_on.order_by("-last_seen_at")


async def logout(services: "Services", user: User, session_id: UUID, visitor: Visitor) -> None:
    session = await Session.of(user).get_or_none(id=session_id)
    if session is not None and await end(services, session, SessionEnd.LOGOUT):
        await audit.note(user.id, AuditKind.SIGNED_OUT, visitor)


async def revoke(services: "Services", user: User, session_id: UUID, visitor: Visitor) -> None:
    """End one of one's sign-ins from another one."""
    session = await Session.of(user).get_or_none(id=session_id, ended_at__isnull=True)
    if session is None:
        raise NotFound
    if await end(services, session, SessionEnd.REVOKED):
        await audit.note(user.id, AuditKind.SESSION_ENDED, visitor, ended=session.device)


async def revoke_others(services: "Services", user: User, session_id: UUID, visitor: Visitor) -> None:
    async with committing(services):
        ended = await end_all(user.id, SessionEnd.REVOKED, but=session_id)
        for session in ended:
            await audit.note(user.id, AuditKind.SESSION_ENDED, visitor, ended=session.device)
    await close_doors(services, *ended)


async def _stolen(services: "Services", session: Session) -> None:
    """Two hold one token: nobody goes on with it, and the person hears of it."""
    async with committing(services) as outbox:
        living = Session.filter(id=session.id, ended_at__isnull=True)
        if not await living.update(ended_at=datetime.now(UTC), ended_by=SessionEnd.REUSE):
            return
        where = Visitor(device=session.device, place=session.place)
        await audit.note(session.user_id, AuditKind.SESSION_STOLEN, where)
        await mails.post(
            outbox, session.user, MailKind.SESSION_STOLEN, device=where.device, place=where.place
        )
    await close_doors(services, session)


async def socket_token(services: "Services", user: User, session_id: UUID) -> str:
    """A token for the socket; a client that asks for one too often is told when to come back."""
    rate = Rate("socket_tokens", services.settings.realtime.tokens_per_minute, per=timedelta(minutes=1))
    await services.limiter.take(rate, str(user.id))
    return services.tokens.realtime(user, session_id)


async def _link(session: Session) -> str:
    token = secrets.token_urlsafe(32)
    await RefreshToken.create(session=session, digest=_digest(token))
    return token


def _digest(token: str) -> str:
    # A random token of 256 bits needs no slow hash: there is nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()
