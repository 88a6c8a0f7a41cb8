"""The rooms of a process: opened by the first member, settled and closed after the last."""

import asyncio
from uuid import UUID

import structlog

from career import logs
from career.errors import TooLarge, Unavailable
from career.feed.documents import Documents, channel
from realtime.documents.contents import Contents
from realtime.documents.limits import DocumentLimits
from realtime.documents.member import Member
from realtime.documents.room import Room
from realtime.documents.updates import NOTHING
from realtime.hub import Hub

log = structlog.get_logger()


class Full(Exception):
    """As many sockets as may be in one document are in it."""


class Rooms:
    def __init__(self, hub: Hub, journal: Documents, contents: Contents, limits: DocumentLimits) -> None:
        self._hub = hub
        self._journal = journal
        self._contents = contents
        self._limits = limits
        self._rooms: dict[UUID, Room] = {}
        self._compacting: set[UUID] = set()
        self._closing: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._rooms)

    async def enter(self, document: UUID, member: Member) -> None:
        """Return when the member hears everything that is written from now on.

        Raises `Full`, and `Unavailable` when the journal is not heard.
        """
        if not self._hub.backend.up:
            raise Unavailable("The journal is not heard.")
        room = self._rooms.get(document)
        if room is None:
            room = self._rooms[document] = Room(document, self._journal, self._hub.spawn)
        if len(room.members) >= self._limits.members:
            raise Full
        room.members[member.id] = member
        member.room = room
        async with room.gate:
            if room.listening is None:
                ready = asyncio.Event()
                room.listening = asyncio.get_running_loop().create_task(self._listen(room, ready))
                await ready.wait()
            await self._hub.backend.confirmed(channel(document))

    def leave(self, member: Member) -> None:
        room, member.room = member.room, None
        if room is None:
            return
        del room.members[member.id]
        farewell = member.farewell()
        if farewell is not None:
            self._hub.spawn(self.show(room.document, farewell))
        if not room.members:
            closing = asyncio.get_running_loop().create_task(self._close(room))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def write(self, room: Room, update: bytes, author: str) -> None:
        """Tell everybody; `Unavailable` when nobody may have heard, `TooLarge` for more than a document."""
        if room.size + len(update) > self._limits.document_bytes:
            # Counted on the way, some things twice; now exactly.
            room.size = await self._contents.size_with(room.document, update)
            if room.size > self._limits.document_bytes:
                raise TooLarge("This document cannot grow any more.")
        count = await self._journal.append(room.document, update, author)
        if count >= self._limits.compact_entries and room.document not in self._compacting:
            self._compacting.add(room.document)
            self._hub.spawn(self._compact(room.document))

    async def show(self, document: UUID, awareness: bytes) -> None:
        """Tell everybody who hears it; a failure is no error."""
        try:
            await self._journal.tell_awareness(document, awareness)
        except Unavailable:
            log.debug("awareness_not_told")

    def ring(self) -> None:
        """Look into every log, bell or not."""
        for room in self._rooms.values():
            room.ring()

    async def ask_again(self) -> None:
        """The journal is back, perhaps with less than it had."""
        for room in list(self._rooms.values()):
            try:
                await room.ask_again(await self._contents.open(room.document, NOTHING))
            except Unavailable:
                return
            except Exception as error:  # noqa: BLE001 - the other rooms ask all the same
                logs.crashed("document_not_read", error)

    async def close(self, *, within: float) -> None:
        """Wait until the rooms that were left are settled, so many seconds at most."""
        if self._closing:
            await asyncio.wait(self._closing, timeout=within)
        for task in self._closing:
            task.cancel()
        listening = {room.listening for room in self._rooms.values() if room.listening is not None}
        for task in listening:
            task.cancel()
        if listening:
            await asyncio.wait(listening)

    async def _listen(self, room: Room, ready: asyncio.Event) -> None:
        async with self._hub.broadcast.subscribe(channel(room.document)) as subscriber:
            ready.set()
            while True:
                event = await subscriber.get()
                try:
                    room.hear(event.message)
                except Exception as error:  # noqa: BLE001 - not ours, and the next ones must still be heard
                    logs.crashed("payload_not_understood", error)

    async def _compact(self, document: UUID) -> None:
        try:
            await self._contents.compact(document)
        finally:
            self._compacting.discard(document)

    async def _close(self, room: Room) -> None:
        await self._contents.settle(room.document)
        async with room.gate:
            if room.members:
                return
            if room.listening is not None:
                room.listening.cancel()
                await asyncio.wait({room.listening})
                room.listening = None
            # Somebody may have come during the wait; whoever has the gate next listens again.
            if not room.members and self._rooms.get(room.document) is room:
                del self._rooms[room.document]
