"""As little of a WebSocket client as counts, the same for all: what is measured is the server's core."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from bench.fanout.message import MARK, TILDE, stamps

_PATIENCE = 10.0
_AT_ONCE = 50
_SAMPLED = 25
"""Of so many sockets one notes when it received what."""


@dataclass(frozen=True)
class Dialect:
    """How to begin, by what one knows that the subscription stands (nothing: by the handshake), and what to
    answer to a ping; both of these as frames.
    """

    path: str
    opened: bytes = b""
    ping: bytes = b"\x89\x00"
    pong: bytes = b""


class Lost(Exception):
    """Deliveries that never came, or sockets that were closed."""


class Tally:
    def __init__(self) -> None:
        self.opened = 0
        self.closed = 0
        self.deliveries = 0
        self.latencies: list[int] = []
        self._wanted = 0
        self._reached = asyncio.Event()

    def add(self, count: int) -> None:
        self.deliveries += count
        if self.deliveries >= self._wanted:
            self._reached.set()

    async def reach(self, wanted: int) -> None:
        self._wanted = wanted
        self._reached.clear()
        if self.deliveries < wanted:
            try:
                async with asyncio.timeout(_PATIENCE):
                    await self._reached.wait()
            except TimeoutError:
                missing = wanted - self.deliveries
                raise Lost(f"{missing} deliveries did not come, {self.closed} sockets closed") from None


class Opening(asyncio.Protocol):
    """A socket until its subscription stands."""

    def __init__(self, dialect: Dialect, hello: bytes, reader: "Reader") -> None:
        self._dialect = dialect
        self._hello = hello
        self._reader = reader
        self._heard = b""
        self._upgraded = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transport is no subclass of asyncio's.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(
            f"GET {self._dialect.path} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self._heard += data
        if not self._upgraded and b"\r\n\r\n" in self._heard:
            self._upgraded = True
            if self._hello:
                self._transport.write(masked(self._hello))
        if self._upgraded and self._dialect.opened in self._heard:
            self._reader.transport = self._transport
            self._transport.set_protocol(self._reader)
            self._reader.tally.opened += 1

    def connection_lost(self, _error: Exception | None) -> None:
        self._reader.tally.closed += 1


class Reader(asyncio.Protocol):
    """A socket that counts what it hears."""

    transport: asyncio.Transport

    def __init__(self, tally: Tally, dialect: Dialect) -> None:
        self.tally = tally
        self._ping = dialect.ping
        self._pong = masked(dialect.pong)
        self._cut = b""

    def data_received(self, data: bytes) -> None:
        if self._cut or data[-1] == TILDE:
            data = self._mended(data)
        self.tally.add(data.count(MARK))
        if self._ping in data:
            self.transport.write(self._pong)  # who does not answer is closed

    def connection_lost(self, _error: Exception | None) -> None:
        self.tally.closed += 1

    def _mended(self, data: bytes) -> bytes:
        """With the mark whole that two reads cut in pieces."""
        data = self._cut + data
        whole = data.rstrip(MARK)
        self._cut = data[len(whole) :]
        return whole


class Witness(Reader):
    """One that also notes how long each message took."""

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter_ns()
        self.tally.latencies.extend(now - stamp for stamp in stamps(data))
        super().data_received(data)


def masked(text: bytes) -> bytes:
    """A client's text frame, masked with zeros."""
    size = bytes([0xFE]) + len(text).to_bytes(2, "big") if len(text) > 125 else bytes([0x80 | len(text)])
    return b"\x81" + size + bytes(4) + text


async def connect(dialect: Dialect, ports: Sequence[int], hellos: Sequence[bytes]) -> Tally:
    """One socket for each greeting, spread over the ports; returns when all are subscribed."""
    tally = Tally()

    async def open_one(index: int) -> None:
        reader = (Reader if index % _SAMPLED else Witness)(tally, dialect)
        await asyncio.get_running_loop().create_connection(
            lambda: Opening(dialect, hellos[index], reader), "127.0.0.1", ports[index % len(ports)]
        )

    for start in range(0, len(hellos), _AT_ONCE):
        end = min(start + _AT_ONCE, len(hellos))
        await asyncio.gather(*map(open_one, range(start, end)))
        try:
            async with asyncio.timeout(_PATIENCE):
                while tally.opened + tally.closed < end:  # noqa: ASYNC110 - polling costs nothing here
                    await asyncio.sleep(0.005)
        except TimeoutError:
            pass
        if tally.opened < end:
            raise Lost(f"only {tally.opened} of {len(hellos)} sockets were subscribed")
    return tally
