"""All sockets of one process, and what they share."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from math import inf
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID, uuid4

import structlog

from career import logs
from career.events import Event
from career.feed import Feed
from career.feed.orders import orders
from realtime.access import Door, Visitor, Watching
from realtime.attendance import LEAVE_AFTER, Attendance
from realtime.connection import Connection
from realtime.hub import Hub
from realtime.limits import Limits
from realtime.metrics import Counts, RealtimeCollector
from realtime.orders import obey
from realtime.outage import Outage
from realtime.protocol import SHUTDOWN, Closing, message_push
from realtime.pulse import Pulse
from realtime.rechecks import Rechecks
from realtime.rpc import Rpc
from realtime.rules import Channels
from realtime.wire import Message, SendMessage
from realtime.writer import Outlets

if TYPE_CHECKING:
    from realtime.annex import Annex

log = structlog.get_logger()

_LAST_LINES = 2.0
"""Seconds that a close takes at most: one for the queue, one for the close frame."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What an engine is made of; the conformance tests replace the door and the channels.

    `leave_after` are seconds in which others are not told that a connection broke.
    """

    feed: Feed
    door: Door
    channels: Channels
    rpc: Rpc
    origins: frozenset[str]
    limits: Limits = field(default_factory=Limits)
    leave_after: float = LEAVE_AFTER


class Engine:
    """The WebSocket endpoint is the engine itself, called as an ASGI application."""

    def __init__(self, parts: Parts) -> None:
        self.feed = parts.feed
        self.door = parts.door
        self.channels = parts.channels
        self.rpc = parts.rpc
        self.limits = parts.limits
        self.room = parts.limits.queue_bytes // 2  # for a reply: what is live needs some of the queue, too
        self.counts = Counts()
        self.watching = Watching(parts.channels)
        self.outage = Outage(self._tell_all)
        self.hub = Hub(parts.feed, uuid4().hex, self.counts, on_hearing=self._hearing)
        self.attendance = Attendance(
            parts.feed.presence, lambda: self.hub.backend.up, leave_after=parts.leave_after
        )
        self.pulse = Pulse(self)
        self.outlets = Outlets(self.counts, limit=parts.limits.queue_bytes)
        self.connections: set[Connection] = set()
        self.waiting: set[Connection] = set()
        self.annexes: list[Annex] = []
        self.draining = False
        self.disconnects = 0  # orders to send somebody away, so far
        self.rechecks = Rechecks(self.watching, self.hub.spawn)
        self._origins = parts.origins
        self._by_user: dict[UUID, set[Connection]] = {}

    async def open(self) -> None:
        await self.hub.open()
        self.hub.spawn(self._obey())
        self.hub.spawn(self.pulse.run())

    async def close(self) -> None:
        for connection in list(self.connections):
            connection.close(SHUTDOWN)
        await self.attendance.settle()
        await self.hub.close()

    async def drain(self, over: float) -> None:
        """Refuse new sockets, close the open ones at random moments within `over` seconds, and wait until
        their last lines have left.
        """
        self.draining = True
        async with asyncio.TaskGroup() as group:
            for annex in self.annexes:
                group.create_task(annex.drain(over))
            await send_away(self.connections, over)
        await self.attendance.settle()

    def down_for(self) -> float:
        """Seconds for which the journal has not been heard; 0 while it is, endless before it ever was."""
        backend = self.hub.backend
        if not backend.life:
            return inf
        since = backend.down_since
        return 0.0 if since is None else asyncio.get_running_loop().time() - since

    def collector(self) -> RealtimeCollector:
        return RealtimeCollector(
            self.counts,
            {
                "connections": lambda: len(self.connections),
                "waiting_connections": lambda: len(self.waiting),
                "subscriptions": lambda: sum(topic.live for topic in self.hub.topics.values()),
                "topics": lambda: len(self.hub.topics),
                "queued_bytes": lambda: sum(connection.writer.size for connection in self.connections),
                "journal_down_seconds": self.down_for,
            }
            | {name: measure for annex in self.annexes for name, measure in annex.gauges().items()},
        )

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: SendMessage
    ) -> None:
        await receive()
        refused = self.refusal(scope)
        if refused is not None:
            self.counts.refusals[str(refused.value)] += 1
            await refuse(scope, send, refused)
            return
        await send({"type": "websocket.accept"})
        connection = Connection(self, scope, send)
        self.connections.add(connection)
        self.waiting.add(connection)
        try:
            await connection.read(receive)
        finally:
            self._forget(connection)

    def admit(self, connection: Connection, visitor: Visitor) -> bool:
        """Count it among its person's connections, if they may have one more."""
        mine = self._by_user.setdefault(visitor.user_id, set())
        if len(mine) >= self.limits.connections_per_user:
            return False
        mine.add(connection)
        connection.visitor = visitor
        return True

    def of(self, user_id: UUID) -> list[Connection]:
        """The open sockets of a person."""
        return list(self._by_user.get(user_id, ()))

    def refusal(self, scope: Message) -> HTTPStatus | None:
        """Why a handshake is refused, if it is."""
        # A page of another site must not use the cookies or tokens that a browser lends it; a client that
        # is no browser sends no origin, and its token is the only credential.
        origin = next((value for name, value in scope["headers"] if name == b"origin"), None)
        if origin is not None and origin.decode("latin-1") not in self._origins:
            return HTTPStatus.FORBIDDEN
        full = len(self.connections) >= self.limits.connections
        crowded = len(self.waiting) >= self.limits.waiting_connections
        if self.draining or full or crowded:
            return HTTPStatus.SERVICE_UNAVAILABLE
        return None

    def _forget(self, connection: Connection) -> None:
        self.connections.discard(connection)
        self.waiting.discard(connection)
        self.rechecks.forget(connection)
        if connection.user_id is not None:
            mine = self._by_user.get(connection.user_id, set())
            mine.discard(connection)
            if not mine:
                self._by_user.pop(connection.user_id, None)

    async def _obey(self) -> None:
        async with self.hub.broadcast.subscribe("@control") as subscriber:
            while True:
                event = await subscriber.get()
                try:
                    order = orders.validate_json(event.message)
                    for annex in self.annexes:
                        annex.obey(order)
                    obey(self, order)
                except ValueError:
                    # A newer version may know orders that this one does not.
                    log.warning("order not understood")
                except Exception as error:  # noqa: BLE001 - the next orders must still be heard
                    logs.crashed("order not carried out", error)

    def _tell_all(self, event: Event) -> None:
        line = message_push(event.model_dump(mode="json"))
        for connection in self.connections:
            if connection.is_open:
                connection.say(line)

    def _hearing(self, up: bool) -> None:  # noqa: FBT001 - the one thing that it is told
        if not up:
            self.outage.begin()
            return
        self.outage.end()
        for annex in self.annexes:
            annex.reconnected()
        # Orders may have been lost with it.
        self.rechecks.slowly(self.connections)


class Socket(Protocol):
    @property
    def closing(self) -> asyncio.Task[None] | None: ...

    def close(self, closing: Closing) -> None: ...


async def send_away(sockets: Iterable[Socket], over: float) -> None:
    """Close them at random moments within so many seconds, and wait until their last frames have left."""
    leaving = sorted(sockets, key=lambda _: random.random())  # noqa: S311 - spreads the return
    now = asyncio.get_running_loop().time
    began = now()
    for number, socket in enumerate(leaving, start=1):
        # By the clock: of ten thousand short sleeps each would be a little longer than asked for.
        await asyncio.sleep(began + over * number / len(leaving) - now())
        socket.close(SHUTDOWN)
    closing = [socket.closing for socket in leaving if socket.closing is not None]
    if closing:
        await asyncio.wait(closing, timeout=_LAST_LINES)


async def refuse(scope: Message, send: SendMessage, status: HTTPStatus) -> None:
    extensions: dict[str, Any] = scope.get("extensions") or {}
    if "websocket.http.response" not in extensions:
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "websocket.http.response.start", "status": status.value, "headers": []})
    await send({"type": "websocket.http.response.body", "body": b""})
