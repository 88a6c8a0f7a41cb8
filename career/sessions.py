"""Sign-ins that last: rotating refresh tokens in one family a device, and who is behind an access token."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from career.errors import Unauthenticated, Unavailable
from career.feed import Disconnect
from career.limiting import Rate
from career.visitors import Visitor
from models.sessions import RefreshToken, Session, SessionEnd
from models.users import User

if TYPE_CHECKING:
    from career.services import Services

log = structlog.get_logger()

PAGE_LEEWAY: Final = timedelta(seconds=10)
"""How long an answer may be on its way to a page that is no longer there."""
_REMEMBERED_S: Final = 5.0
"""Seconds for which a process trusts what it knew of a session: a logout elsewhere is seen after that."""
_MOST_REMEMBERED: Final = 10_000


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
            expires_at=now + services.settings.refresh_token_life,
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
            session.last_seen_at, session.expires_at = now, now + services.settings.refresh_token_life
            await session.save(update_fields=["last_seen_at", "expires_at", "updated_at"])
            return SignedIn(session.user, session, await _link(session))
    await end(services, session, SessionEnd.REUSE)
    raise RefreshReused("This refresh token was used before, so its sign-in has been ended.")


async def _lost_its_answer(link: RefreshToken, leeway: timedelta) -> bool:
    if not leeway or link.used_at is None or link.used_at < datetime.now(UTC) - leeway:
        return False
    later = RefreshToken.filter(session_id=link.session.id, id__gt=link.id, used_at__isnull=False)
    return not await later.exists()


async def end(services: "Services", session: Session, why: SessionEnd) -> None:
    """End it everywhere: no more refreshing, and its sockets are closed."""
    ended = await Session.filter(id=session.id, ended_at__isnull=True).update(
        ended_at=datetime.now(UTC), ended_by=why
    )
    services.people.forget(session.id)
    if ended:
        try:
            await services.feed.tell(Disconnect(user=session.user_id, sid=session.id))
        except Unavailable:
            # Sockets check their session again at each token refresh, ten minutes at most.
            log.warning("disconnect_not_told")


async def logout(services: "Services", user: User, session_id: UUID) -> None:
    session = await Session.of(user).get_or_none(id=session_id)
    if session is not None:
        await end(services, session, SessionEnd.LOGOUT)


async def socket_token(services: "Services", user: User, session_id: UUID) -> str:
    """A token for the socket; a client that asks for one too often is told when to come back."""
    rate = Rate("socket_tokens", services.settings.realtime.tokens_per_minute, per=timedelta(minutes=1))
    await services.limiter.take(rate, str(user.id))
    return services.tokens.realtime(user, session_id)


class People:
    """Who is behind a token: the database's answer, remembered for a few seconds."""

    def __init__(self) -> None:
        self._known: dict[UUID, tuple[float, User]] = {}

    async def person(self, user_id: UUID, session_id: UUID) -> User:
        """The person, or `Unauthenticated` when the session has ended."""
        known = self._known.get(session_id)
        if known and known[0] > time.monotonic() and known[1].id == user_id:
            return known[1]
        session = await Session.filter(id=session_id, user_id=user_id).select_related("user").first()
        if session is None or not session.alive(datetime.now(UTC)):
            raise Unauthenticated("This sign-in is over. Sign in again.")
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[session_id] = (time.monotonic() + _REMEMBERED_S, session.user)
        return session.user

    def forget(self, session_id: UUID) -> None:
        self._known.pop(session_id, None)


async def _link(session: Session) -> str:
    token = secrets.token_urlsafe(32)
    await RefreshToken.create(session=session, digest=_digest(token))
    return token


def _digest(token: str) -> str:
    # A random token of 256 bits needs no slow hash: there is nothing to guess.
    return hashlib.sha256(token.encode()).hexdigest()
