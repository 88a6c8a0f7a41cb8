"""Saying that nothing is heard, to everybody whom it concerns."""

import asyncio
from collections.abc import Callable

from career.events import Event, JournalLost, JournalRestored

_SPOKEN_AFTER = 1.0
"""Seconds: a connection that is back by then was a blink, and what it missed has been made up for."""


class Outage:
    """`tell` says an event to all sockets of this process."""

    def __init__(self, tell: Callable[[Event], None], *, after: float = _SPOKEN_AFTER) -> None:
        self._tell = tell
        self._after = after
        self._waiting: asyncio.TimerHandle | None = None
        self._told = False

    def begin(self) -> None:
        """May be called again while it lasts."""
        if self._waiting is None and not self._told:
            self._waiting = asyncio.get_running_loop().call_later(self._after, self._speak)

    def end(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        if self._told:
            self._told = False
            self._tell(JournalRestored())

    def _speak(self) -> None:
        self._waiting = None
        self._told = True
        self._tell(JournalLost())
