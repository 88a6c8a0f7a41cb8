"""A document that somebody of this process has open: who they are, and how far they have heard."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from career.errors import Unavailable
from career.feed.documents import BELL, ENTRIES_A_READ, Documents, EntryId, Log, awareness_in
from realtime.documents.awareness import Company
from realtime.documents.protocol import awareness_frame, step_one, update_frame

if TYPE_CHECKING:
    from realtime.documents.contents import Opened
    from realtime.documents.member import Member

Spawn: TypeAlias = Callable[[Coroutine[None, None, None]], None]


class Room:
    """`size` is about the document's bytes, with what repeats counted twice until it is loaded again."""

    def __init__(self, document: UUID, journal: Documents, spawn: Spawn) -> None:
        self.document = document
        self.members: dict[str, Member] = {}
        self.company = Company()
        self.size = 0
        self.gate = asyncio.Lock()
        self.listening: asyncio.Task[None] | None = None
        self._journal = journal
        self._spawn = spawn
        self._cursor: EntryId | None = None
        self._reading = asyncio.Lock()
        self._rung = False

    def hear(self, payload: str) -> None:
        if payload == BELL:
            self.ring()
            return
        awareness = awareness_in(payload)
        if awareness is not None:
            self.company.hear(awareness)
            # The sender hears it too: y-websocket gives up a connection that is silent for 30 s.
            self._offer(awareness_frame(awareness))

    def ring(self) -> None:
        """There may be something new in the log; one that is rung during a read causes one more."""
        if not self._rung and self._cursor is not None:
            self._rung = True
            self._spawn(self._catch_up())

    def opened(self, opened: "Opened") -> None:
        """A member loaded the document. The first to do so says from where on the others must hear."""
        self.size = opened.opening.size
        if self._cursor is None:
            self._cursor = opened.top

    async def ask_again(self, opened: "Opened") -> None:
        """The journal may have lost what it had: have everybody send what it lacks now."""
        async with self._reading:
            self.opened(opened)
            if self._cursor is None or opened.top < self._cursor:
                self._cursor = opened.top
        self._offer(step_one(opened.opening.state))
        self.ring()

    async def _catch_up(self) -> None:
        async with self._reading:
            self._rung = False
            assert self._cursor is not None
            try:
                found = await self._journal.since(self.document, self._cursor)
            except Unavailable:
                # Read again soon: when the journal is back, and every few seconds.
                return
            self._forward(found)
            self._cursor = found.top
        if len(found.entries) >= ENTRIES_A_READ:
            self.ring()

    def _forward(self, found: Log) -> None:
        if found.snapshot is not None:
            # Some entries were merged before they were read here; the merge has them, and the rest repeats.
            self._offer(update_frame(found.snapshot))
        for entry in found.entries:
            self.size += len(entry.update)
            self._offer(update_frame(entry.update), but=entry.author)

    def _offer(self, frame: bytes, *, but: str = "") -> None:
        for name, member in list(self.members.items()):
            if name != but:
                member.outlet.offer(frame)
