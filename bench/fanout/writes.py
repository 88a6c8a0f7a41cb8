"""Nothing but writes: no WebSocket library, no Redis. What it reaches, with this client nobody can exceed.

`python -m bench.fanout.writes <redis> <port>` serves it; messages come over a connection of their own.
"""

import asyncio
import sys
from typing import cast

import uvloop

from bench.fanout.client import Dialect
from bench.fanout.load import Plan
from bench.fanout.message import text

_FEED = b"FEED\r\n\r\n"


class Peer(asyncio.Protocol):
    """A socket that listens, or the one that says what is written to all others."""

    def __init__(self, listeners: list[asyncio.Transport]) -> None:
        self._listeners = listeners
        self._feeds = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self._feeds:
            frame = framed(data.rstrip(b"\n"))
            for listener in self._listeners:
                listener.write(frame)
        elif data.startswith(_FEED):
            self._feeds = True
        else:
            self._transport.write(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
            self._listeners.append(self._transport)

    def connection_lost(self, _error: Exception | None) -> None:
        if self._transport in self._listeners:
            self._listeners.remove(self._transport)


def framed(text: bytes) -> bytes:
    """A server's text frame, not masked."""
    return b"\x81\x7e" + len(text).to_bytes(2, "big") + text


class Writes:
    dialect = Dialect("/")

    def __init__(self, feed: asyncio.StreamWriter) -> None:
        self._feed = feed
        self._lines: list[str] = []

    def hello(self, _index: int) -> bytes:
        return b""

    async def publish(self, stamp: int) -> None:
        """A burst leaves in one piece, and so becomes one frame of many lines."""
        self._lines.append(text(stamp))
        if len(self._lines) == 1:
            asyncio.get_running_loop().call_soon(self._send)

    def _send(self) -> None:
        self._feed.write("".join(f"{line}\n" for line in self._lines).encode())
        self._lines.clear()


async def enter(plan: Plan) -> Writes:
    _, feed = await asyncio.open_connection("127.0.0.1", plan.ports[0])
    feed.write(_FEED)
    await asyncio.sleep(0.1)  # the first message must not travel with it
    return Writes(feed)


async def serve(port: int) -> None:
    listeners: list[asyncio.Transport] = []
    server = await asyncio.get_running_loop().create_server(
        lambda: Peer(listeners), "127.0.0.1", port, backlog=2048
    )
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[2])))
