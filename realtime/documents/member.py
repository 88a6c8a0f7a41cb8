"""One socket of somebody in a document, from the handshake to its close."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from career import logs
from career.errors import TooLarge, Unavailable
from models.shared_documents import DocumentRole
from realtime.documents.awareness import GONE, State, packed, states
from realtime.documents.outlet import Outlet
from realtime.documents.protocol import (
    MALFORMED,
    TOO_LARGE,
    UNAVAILABLE,
    Awareness,
    Malformed,
    Query,
    StepOne,
    Update,
    awareness_frame,
    read,
    step_one,
    step_two,
)
from realtime.documents.updates import EMPTY, normalised
from realtime.limits import Bucket
from realtime.protocol import TOO_BIG, TOO_MANY, Closing, close_reason
from realtime.wire import Message, SendMessage

if TYPE_CHECKING:
    from realtime.access import Visitor
    from realtime.documents.endpoint import DocumentSockets
    from realtime.documents.room import Room


_CLOSE_WITHIN = 1.0
_CLIENTS = 64
"""Yjs clients of one socket whose leaving is told; an honest one has as many as it has tabs."""


class Member:
    """`room` is none before it entered and after it left."""

    def __init__(self, house: "DocumentSockets", send: SendMessage) -> None:
        loop = asyncio.get_running_loop()
        self.id = uuid4().hex
        self.visitor: Visitor | None = None
        self.role: DocumentRole | None = None
        self.document: UUID | None = None
        self.room: Room | None = None
        self.heard_at = loop.time()
        self.slot = random.randrange(house.limits.review_seconds)  # noqa: S311 - spreads the questions
        self.outlet = Outlet(send, limit=house.limits.queue_bytes, fail=self.close)
        self.closing: asyncio.Task[None] | None = None
        self._house = house
        self._send = send
        self._loop = loop
        self._bucket = Bucket(house.limits.frames_per_second, house.limits.frame_burst, self.heard_at)
        self._clients: dict[int, int] = {}
        self._reader: asyncio.Task[object] | None = None

    async def read(self, receive: Callable[[], Awaitable[Message]]) -> None:
        """Handle frames in order until the socket is gone."""
        self._reader = asyncio.current_task()
        try:
            while True:
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    return
                if self.closing is None:
                    await self._take(message.get("bytes"))
        except asyncio.CancelledError:
            # A close frame cannot leave a full socket: `_close` then ends the reading from outside.
            if self.closing is None or self._reader is None or self._reader.uncancel():
                raise
        finally:
            self.outlet.end()
            self._house.rooms.leave(self)

    def close(self, closing: Closing) -> None:
        """Leave the room and close; at most about a second. What was not sent, the next step1 brings."""
        if self.closing is None:
            self._house.count(closing)
            self.outlet.end()
            self._house.rooms.leave(self)
            self.closing = self._loop.create_task(self._close(closing))

    def farewell(self) -> bytes | None:
        """What tells the others that this one is no longer there, if it ever said that it was."""
        if not self._clients:
            return None
        return packed([State(client, clock, GONE) for client, clock in self._clients.items()])

    async def _take(self, frame: bytes | None) -> None:
        limits = self._house.limits
        self.heard_at = self._loop.time()
        if not self._bucket.take(self.heard_at):
            self.close(TOO_MANY)
        elif frame is None:
            self.close(MALFORMED)
        elif len(frame) > limits.frame_bytes:
            self.close(TOO_BIG)
        else:
            await self._perform(frame)

    async def _perform(self, frame: bytes) -> None:
        # A document may be larger than the queue; one that was asked for is sent before the next is.
        await self.outlet.emptied()
        try:
            async with asyncio.timeout(self._house.limits.frame_seconds):
                match read(frame):
                    case StepOne(state):
                        await self._open(state)
                    case Update(update):
                        await self._write(update)
                    case Awareness(payload):
                        await self._show(payload)
                    case Query():
                        self._introduce()
        except Malformed:
            self.close(MALFORMED)
        except TooLarge:
            self.close(TOO_LARGE)
        except (Unavailable, TimeoutError):
            # Never swallow an edit: the client comes back, and sends what we lack.
            self.close(UNAVAILABLE)
        except Exception as error:  # noqa: BLE001 - whatever it was, the others write on
            logs.crashed("document_frame_failed", error)
            self.close(UNAVAILABLE)

    async def _open(self, state: bytes) -> None:
        room = self.room
        if room is None:
            return
        opened = await self._house.contents.open(room.document, state)
        room.opened(opened)
        self.outlet.answer(step_two(opened.opening.missing))
        if self.role is DocumentRole.EDITOR:
            # Edits made offline come up in answer to this.
            self.outlet.answer(step_one(opened.opening.state))
        self._introduce()

    async def _write(self, update: bytes) -> None:
        room = self.room
        if room is None or self.role is not DocumentRole.EDITOR:
            return
        if len(update) > self._house.limits.update_bytes:
            raise TooLarge("An update of this size is not taken.")
        found = normalised(update)
        if found == EMPTY:
            # The answer of a client that has nothing new.
            return
        await self._house.rooms.write(room, found, self.id)

    async def _show(self, payload: bytes) -> None:
        room = self.room
        if room is None:
            return
        if len(payload) > self._house.limits.awareness_bytes:
            raise TooLarge("Nobody has that much to say of themselves.")
        for client, clock, value in states(payload):
            if value == GONE:
                self._clients.pop(client, None)
            elif client in self._clients or len(self._clients) < _CLIENTS:
                self._clients[client] = clock
        await self._house.rooms.show(room.document, payload)

    def _introduce(self) -> None:
        """Say who is here."""
        if self.room is not None and (present := self.room.company.present()):
            self.outlet.answer(awareness_frame(packed(present)))

    async def _close(self, closing: Closing) -> None:
        try:
            async with asyncio.timeout(_CLOSE_WITHIN):
                await self._send(
                    {
                        "type": "websocket.close",
                        "code": closing.code,
                        "reason": close_reason(closing.reason),
                    }
                )
        except Exception:  # noqa: BLE001 - the socket is full or gone: its reader ends without the frame
            if self._reader is not None and not self._reader.done():
                self._reader.cancel()
