"""How a frame gets into a socket: through the server's own buffer where it lets us, else by ASGI's `send`."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any, Protocol, TypeAlias, cast

from realtime.press import Press

Message: TypeAlias = MutableMapping[str, Any]
"""An ASGI message, as the server defines it."""
SendMessage: TypeAlias = Callable[[Message], Awaitable[None]]
Rest: TypeAlias = Coroutine[Any, Any, object]

EXTENSION = "websocket.frames"
"""In a scope's `extensions`: `write(frame)`, and `writable`, the event that is clear while the peer's buffer
is full. Our web process offers it (`server/sockets.py`); any other server is talked to by `send`.
"""


class Wire(Protocol):
    def send(self, text: str) -> Rest | None:
        """Give the socket one text frame. None: it took it. Otherwise await this before the next one."""


def wire(scope: Message, send: SendMessage, press: Press) -> Wire:
    offered = (scope.get("extensions") or {}).get(EXTENSION)
    if offered is None:
        return AsgiWire(send)
    return FrameWire(offered["write"], offered["writable"], press)


class FrameWire:
    """Writes finished frames, so that what is sent to many is encoded once."""

    __slots__ = ("_press", "_writable", "_write")

    def __init__(self, write: Callable[[bytes], None], writable: asyncio.Event, press: Press) -> None:
        self._write = write
        self._writable = writable
        self._press = press

    def send(self, text: str) -> Rest | None:
        self._write(self._press.frame(text))
        return None if self._writable.is_set() else self._writable.wait()


class AsgiWire:
    """Steps `send` inline: while the socket takes what it is given, no task and no loop turn is spent."""

    __slots__ = ("_send",)

    def __init__(self, send: SendMessage) -> None:
        self._send = send

    def send(self, text: str) -> Rest | None:
        coroutine = cast(
            "Coroutine[asyncio.Future[None] | None, None, None]",
            self._send({"type": "websocket.send", "text": text}),
        )
        try:
            waiting = coroutine.send(None)
        except StopIteration:
            return None
        return _finish(coroutine, waiting)


async def _finish(
    coroutine: Coroutine[asyncio.Future[None] | None, None, None], waiting: asyncio.Future[None] | None
) -> None:
    """Carry on a `send` that the socket made wait."""
    try:
        while True:
            if waiting is None:
                await asyncio.sleep(0)
            else:
                await asyncio.wait({waiting})
            waiting = coroutine.send(None)
    except StopIteration:
        return
    finally:
        coroutine.close()
