"""All document sockets of one process: who is let in, and who must leave."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from urllib.parse import parse_qs
from uuid import UUID

import structlog

from career import logs, shared_documents
from career.errors import Unauthenticated, Unavailable
from career.feed import Disconnect, Order, Unsubscribe
from realtime.documents.access import Gate, Shelf
from realtime.documents.contents import Contents
from realtime.documents.limits import DocumentLimits
from realtime.documents.member import Member
from realtime.documents.protocol import NOT_A_MEMBER, NOT_SIGNED_IN, UNAVAILABLE
from realtime.documents.rooms import Full, Rooms
from realtime.engine import Engine, refuse, send_away
from realtime.protocol import CONNECTION_LIMIT, NO_PONG, WRITE_ERROR, Closing
from realtime.wire import Message, SendMessage

log = structlog.get_logger()

_SETTLED = 5.0
"""Seconds; what is not merged then stays in the journal."""


class DocumentSockets:
    """The WebSocket endpoint, called as an ASGI application; it shares the engine's line to the journal."""

    def __init__(
        self, engine: Engine, gate: Gate, shelf: Shelf, limits: DocumentLimits | None = None
    ) -> None:
        self.limits = limits or DocumentLimits()
        self.contents = Contents(engine.feed.documents, shelf)
        self.rooms = Rooms(engine.hub, engine.feed.documents, self.contents, self.limits)
        self.members: set[Member] = set()
        self._engine = engine
        self._gate = gate
        self._tick = 0
        engine.annexes.append(self)

    async def close(self) -> None:
        """Send everybody away, and let their documents settle as far as there is time."""
        await self.drain(0)
        await self.rooms.close(within=_SETTLED)
        await self.contents.close()

    def reconnected(self) -> None:
        self._engine.hub.spawn(self.rooms.ask_again())

    def obey(self, order: Order) -> None:
        match order:
            case Unsubscribe():
                for member in self._of(order.user):
                    if member.document and order.channel == shared_documents.channel(member.document):
                        self._engine.hub.spawn(self._review(member, or_close=True))
            case Disconnect():
                for member in self._of(order.user):
                    if order.sid is None or (member.visitor and member.visitor.session_id == order.sid):
                        member.close(NOT_SIGNED_IN)

    async def drain(self, over: float) -> None:
        await send_away(self.members, over)

    def gauges(self) -> dict[str, Callable[[], float]]:
        return {
            "document_connections": lambda: len(self.members),
            "document_rooms": lambda: len(self.rooms),
            "document_queued_bytes": lambda: sum(member.outlet.size for member in self.members),
        }

    def count(self, closing: Closing) -> None:
        self._engine.counts.closes[str(closing.code)] += 1

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: SendMessage
    ) -> None:
        await receive()
        refused = self._engine.refusal(scope)
        if refused is None and len(self.members) >= self.limits.connections:
            refused = HTTPStatus.SERVICE_UNAVAILABLE
        if refused is not None:
            await refuse(scope, send, refused)
            return
        await send({"type": "websocket.accept"})
        member = Member(self, send)
        self.members.add(member)
        try:
            await self._welcome(member, scope)
            await member.read(receive)
        finally:
            self.members.discard(member)

    def tick(self) -> None:
        """Once a second; the tests call it as fast as they like."""
        self._tick += 1
        now = asyncio.get_running_loop().time()
        for member in list(self.members):
            suspended = member.outlet.suspended_at
            if suspended is not None and now - suspended > self.limits.write_seconds:
                member.close(WRITE_ERROR)
            elif now - member.heard_at > self.limits.silence_seconds:
                member.close(NO_PONG)
        if self._tick % self.limits.reread_seconds == 0:
            self.rooms.ring()
        slot = self._tick % self.limits.review_seconds
        due = [member for member in self.members if member.slot == slot]
        self._engine.hub.spawn(self._review_all(due))

    async def _welcome(self, member: Member, scope: Message) -> None:
        try:
            async with asyncio.timeout(self.limits.frame_seconds):
                closing = await self._admit(member, scope)
        except Unauthenticated:
            closing = NOT_SIGNED_IN
        except Full:
            closing = CONNECTION_LIMIT
        except (Unavailable, TimeoutError):
            closing = UNAVAILABLE
        except Exception as error:  # noqa: BLE001 - whatever it was, the client comes back
            logs.crashed("document_not_opened", error)
            closing = UNAVAILABLE
        if closing is not None:
            member.close(closing)

    async def _admit(self, member: Member, scope: Message) -> Closing | None:
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if len(token) > self.limits.token_bytes:
            return NOT_SIGNED_IN
        visitor = member.visitor = await self._gate.enter(token)
        if len(self._of(visitor.user_id)) > self.limits.connections_per_user:
            return CONNECTION_LIMIT
        document = _document(scope["path_params"]["document"])
        if document is None:
            return NOT_A_MEMBER
        # Named before asking, so that an order that comes meanwhile finds them.
        member.document = document
        member.role = await self._gate.role(visitor, document)
        if member.role is None:
            return NOT_A_MEMBER
        if member.closing is None:
            await self.rooms.enter(document, member)
        return None

    async def _review_all(self, members: list[Member]) -> None:
        for member in members:
            await self._review(member, or_close=False)

    async def _review(self, member: Member, *, or_close: bool) -> None:
        """Ask again what a member may do. An order means that it changed: without an answer they leave."""
        if member.visitor is None or member.document is None:
            return
        try:
            async with asyncio.timeout(self.limits.frame_seconds):
                role = await self._gate.role(member.visitor, member.document)
        except Unauthenticated:
            member.close(NOT_SIGNED_IN)
        except Exception as error:  # noqa: BLE001 - the database in whatever state it is
            log.warning("membership_not_checked", cause=type(error).__name__)
            if or_close:
                member.close(UNAVAILABLE)
        else:
            if role is None:
                member.close(NOT_A_MEMBER)
            member.role = role

    def _of(self, user_id: UUID) -> list[Member]:
        return [member for member in self.members if member.visitor and member.visitor.user_id == user_id]


def _document(name: str) -> UUID | None:
    """A name that is no id is a document that nobody may open."""
    try:
        return UUID(name)
    except ValueError:
        return None
