"""One socket from handshake to close. The ASGI call reads; writing is done by callbacks."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from enum import IntEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import structlog

from career import logs
from career.errors import Unavailable
from realtime import commands, protocol, subscriptions
from realtime.hub import Gone
from realtime.limits import Bucket
from realtime.protocol import Closing, Refusal, Request
from realtime.pulse import SLOTS
from realtime.rules import Rules
from realtime.topic import Member, Spoiled
from realtime.wire import Message, SendMessage, wire
from realtime.writer import Writer

if TYPE_CHECKING:
    from career.feed import Seat
    from realtime.access import Visitor
    from realtime.engine import Engine

log = structlog.get_logger()

_FLUSH_WITHIN = 1.0
_CLOSE_WITHIN = 1.0
_AFTER_REFUSAL = 1.0
"""Seconds in which the client reads its connect error before the socket goes."""


class State(IntEnum):
    NEW = 0
    CONNECTING = 1
    OPEN = 2
    CLOSING = 3


class Connection:
    """`own` are the server-side channels, which the client can neither leave nor subscribe to again."""

    __slots__ = (
        "_bucket",
        "_loop",
        "_reader",
        "_send",
        "born_at",
        "client",
        "closing",
        "engine",
        "members",
        "offer",
        "own",
        "pinged",
        "rates",
        "refused",
        "replace",
        "slot",
        "state",
        "visitor",
        "writer",
    )

    def __init__(self, engine: "Engine", scope: Message, send: SendMessage) -> None:
        loop = asyncio.get_running_loop()
        limits = engine.limits
        self.engine = engine
        self.client = str(uuid4())
        self.state = State.NEW
        self.visitor: Visitor | None = None
        self.own: tuple[str, ...] = ()
        self.members: dict[str, Member] = {}
        self.born_at = loop.time()
        self.slot = random.randrange(SLOTS)  # noqa: S311 - spreads pings, nothing secret
        self.pinged = False
        self.refused = False
        self.rates: dict[str, Bucket] = {}
        outlets = engine.outlets
        self.writer = Writer(wire(scope, send, outlets.press), outlets, fail=self._failed)
        self.offer = self.writer.offer
        self.replace = self.writer.replace
        self._loop = loop
        self._send = send
        self._bucket = Bucket(limits.commands_per_second, limits.command_burst, self.born_at)
        self._reader: asyncio.Task[object] | None = None
        self.closing: asyncio.Task[None] | None = None

    async def read(self, receive: Callable[[], Awaitable[Message]]) -> None:
        """Handle commands strictly in order until the socket is gone."""
        self._reader = asyncio.current_task()
        try:
            while True:
                message = await receive()
                if message["type"] == "websocket.disconnect":
                    if self.state < State.CLOSING:
                        self.engine.counts.closes["client"] += 1
                    return
                if self.state < State.CLOSING and not self.refused:
                    await self._frame(message.get("text"))
        except asyncio.CancelledError:
            # A close frame cannot leave a full socket: `_close` then ends the reading from outside.
            if self.closing is None or self._reader is None or self._reader.uncancel():
                raise
        finally:
            self.state = State.CLOSING
            self.writer.end()
            self.leave_all()

    def close(self, closing: Closing, *, flush: bool = True) -> None:
        """Leave every topic, send what is queued if `flush`, and close; at most about two seconds."""
        if self.state < State.CLOSING:
            self.state = State.CLOSING
            self.engine.counts.closes[str(closing.code)] += 1
            self.leave_all()
            self.closing = self._loop.create_task(self._close(closing, flush=flush))

    def begin(self) -> None:
        self.state = State.CONNECTING

    def opened(self) -> None:
        self.state = State.OPEN
        self.engine.waiting.discard(self)

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    def now(self) -> float:
        return self._loop.time()

    def say(self, line: str) -> None:
        self.writer.say(line)

    def join(self, channel: str, rules: Rules) -> Member:
        member = self.engine.hub.join(channel, rules, self)
        self.members[channel] = member
        return member

    def abandon(self, channel: str) -> None:
        """A subscribe came to nothing."""
        member = self.members.pop(channel, None)
        if member is not None:
            self.engine.hub.leave(member)

    def leave(self, channel: str) -> None:
        """For good, so that others are told at once."""
        self._end(channel, self.engine.attendance.leave)

    def leave_all(self) -> None:
        """The client may be back in a moment, and nobody needs to know."""
        for channel in list(self.members):
            self._end(channel, self.engine.attendance.part)

    def disown(self, channel: str) -> None:
        self.own = tuple(own for own in self.own if own != channel)

    def lose(self, channel: str) -> None:
        """A publication was missed: the client subscribes again from the position that it has."""
        self.drop(channel, protocol.UNSUBSCRIBED_INSUFFICIENT, protocol.INSUFFICIENT)

    def drop(self, channel: str, push: Closing, closing: Closing) -> None:
        """End a subscription from here, for the client to begin it again. The SDK obeys the push for a live
        one; a server-side one would be forgotten for good, so its connection closes instead.
        """
        member = self.members.get(channel)
        if member is None:
            return
        if channel in self.own:
            self.close(closing)
        elif member.live:
            self._end(channel, self.engine.attendance.part)
            self.say(protocol.unsubscribe_push(channel, push))
        else:
            member.spoil(Spoiled.STATE)

    def revoke(self, channel: str) -> None:
        """End a subscription for good; one that is under way is refused."""
        member = self.members.get(channel)
        if member is None:
            return
        if member.live:
            self.leave(channel)
            self.disown(channel)
            self.say(protocol.unsubscribe_push(channel, protocol.UNSUBSCRIBED))
        else:
            member.spoil(Spoiled.REVOKED)

    @property
    def user_id(self) -> UUID | None:
        return self.visitor.user_id if self.visitor else None

    def _end(self, channel: str, tell: Callable[["Seat", Rules], None]) -> None:
        member = self.members.pop(channel, None)
        if member is None:
            return
        was_live = member.live
        self.engine.hub.leave(member)
        if was_live:
            tell(subscriptions.seat(self, channel), member.topic.rules)

    async def _frame(self, text: str | None) -> None:
        if text is None:
            self.close(protocol.BAD_REQUEST, flush=False)
            return
        size = len(text) if text.isascii() else len(text.encode(errors="surrogatepass"))
        if size > self.engine.limits.frame_bytes:
            self.close(protocol.TOO_BIG, flush=False)
            return
        try:
            asked = protocol.requests(text)
        except protocol.Malformed:
            self.close(protocol.BAD_REQUEST, flush=False)
            return
        for request in asked:
            if self.state is State.CLOSING or self.refused:
                return
            await self._request(request)

    async def _request(self, request: Request) -> None:
        if isinstance(request, protocol.Pong):
            if not self.pinged:
                self.close(protocol.BAD_REQUEST, flush=False)
            self.pinged = False
            return
        if not self._bucket.take(self._loop.time()):
            self.close(protocol.TOO_MANY)
            return
        if (self.state is State.NEW) != isinstance(request, protocol.Connect):
            self.close(protocol.BAD_REQUEST, flush=False)
            return
        refusal = await self._perform(request)
        self.engine.counts.answered(request, self._outcome(refusal))
        if refusal is None or self.state is State.CLOSING:
            return
        if isinstance(request, protocol.Unsubscribe):
            self.say(protocol.reply(request.id, "unsubscribe"))
            return
        self.say(protocol.error_reply(request.id, refusal))
        if isinstance(request, protocol.Connect):
            self.refused = True
            self._loop.call_later(_AFTER_REFUSAL, self.close, protocol.CLOSED)

    async def _perform(self, request: Request) -> Refusal | None:
        try:
            async with asyncio.timeout(self.engine.limits.command_seconds):
                await commands.perform(self, request)
        except Refusal as refusal:
            return refusal
        except commands.Hangup as hangup:
            self.close(hangup.closing)
        except Gone:
            return None
        except (TimeoutError, Unavailable):
            return protocol.internal_error()
        except Exception as error:  # noqa: BLE001 - one command must not end the others
            logs.crashed("command failed", error, command=type(request).__name__)
            return protocol.internal_error()
        return None

    def _outcome(self, refusal: Refusal | None) -> str:
        if self.state is State.CLOSING:
            return "closed"
        return str(refusal.code) if refusal else "ok"

    def _failed(self, why: Closing) -> None:
        self.close(why, flush=False)

    async def _close(self, closing: Closing, *, flush: bool) -> None:
        if flush:
            try:
                async with asyncio.timeout(_FLUSH_WITHIN):
                    await self.writer.emptied()
            except TimeoutError:
                log.info("closed with lines unsent", code=closing.code)
        self.writer.end()
        try:
            async with asyncio.timeout(_CLOSE_WITHIN):
                await self._send(
                    {
                        "type": "websocket.close",
                        "code": closing.code,
                        "reason": protocol.close_reason(closing.reason),
                    }
                )
        except Exception:  # noqa: BLE001 - the socket is full or gone: its reader ends without the frame
            if self._reader is not None and not self._reader.done():
                self._reader.cancel()
