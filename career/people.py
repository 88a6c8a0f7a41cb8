"""Who is behind a token: the database's answer, remembered for a few seconds."""

import time
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from career.errors import Unauthenticated
from models.sessions import Session
from models.users import User

_REMEMBERED_S: Final = 5.0
"""Seconds for which a process trusts what it knew of a session: a logout elsewhere is seen after that."""
_MOST_REMEMBERED: Final = 10_000


class People:
    """One a process."""

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
