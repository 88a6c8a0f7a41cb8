"""Who stands behind a token, and whether they may watch: asked once, remembered for a short while."""

import asyncio
import time
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from career.errors import Unauthenticated
from career.services import Services
from realtime.rules import Channels

_YES_LASTS = 30.0
_NO_LASTS = 5.0
"""A right just given must work soon; one taken away is told by an order."""
_AT_ONCE = 100
_MOST = 50_000
"""Answers remembered; beyond it all are forgotten, which costs a query each."""


class SessionEnded(Unauthenticated):
    """The token is good, but its login session is over or the user is gone."""


class Visitor(NamedTuple):
    """What a socket keeps of its token."""

    user_id: UUID
    session_id: UUID
    expires_at: datetime | None
    """None for a token that lasts, as the product gives none out."""
    info: str = ""
    """JSON of what others on a channel may see."""


class Door(Protocol):
    async def enter(self, token: str) -> Visitor:
        """Raise `TokenExpired`, `SessionEnded`, or `Unauthenticated` for a token that is none of ours."""

    def opens(self, channel: str, token: str) -> bool:
        """Whether a subscribe with this token (empty: with none) may be asked about; membership decides."""

    def forget(self, session_id: UUID) -> None:
        """That session has just ended: whatever is remembered of it is void."""


class SignedIn:
    """The door of the product: our token, of a session that still lives."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def enter(self, token: str) -> Visitor:
        claims = self._services.tokens.read_realtime(token)
        try:
            await self._services.people.person(claims.user_id, claims.session_id)
        except Unauthenticated as error:
            raise SessionEnded from error
        info = claims.info.model_dump_json(exclude_none=True)
        return Visitor(claims.user_id, claims.session_id, claims.expires_at, info)

    def opens(self, channel: str, token: str) -> bool:  # noqa: ARG002 - membership alone decides
        return True

    def forget(self, session_id: UUID) -> None:
        self._services.people.forget(session_id)


class Watching:
    """Membership answers, remembered 30 s for a yes and 5 s for a no."""

    def __init__(self, channels: Channels) -> None:
        self._channels = channels
        self._known: dict[tuple[UUID, str], tuple[bool, float]] = {}
        self._forgotten = 0
        self._gate = asyncio.Semaphore(_AT_ONCE)

    async def allows(self, user_id: UUID, channel: str) -> bool:
        known = self._known.get((user_id, channel))
        if known is not None and time.monotonic() < known[1]:
            return known[0]
        return await self.ask(user_id, channel)

    async def ask(self, user_id: UUID, channel: str) -> bool:
        """Whatever was remembered."""
        async with self._gate:
            while True:
                before = self._forgotten
                answer = await self._channels.may_watch(user_id, channel)
                # A yes from before a right was taken away would outlive the order that ends what it opened.
                if not answer or before == self._forgotten:
                    break
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[user_id, channel] = (
            answer,
            time.monotonic() + (_YES_LASTS if answer else _NO_LASTS),
        )
        return answer

    def forget(self, user_id: UUID, channel: str) -> None:
        self._forgotten += 1
        self._known.pop((user_id, channel), None)
