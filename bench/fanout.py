"""Deliveries a second to 500 sockets, with journal, positions and recovery on.

    python -m bench.fanout

The engine runs on one core, the sockets and the publisher on the other; events of about 200 bytes go through
Redis as in production. Targets: bursts of 10 at 384 000/s (three times Socket.IO on Node) and 2 µs of CPU a
delivery, one by one 110 000/s, 35 KiB a socket that has a topic of its own.
"""

import asyncio
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import cast
from uuid import uuid4

import orjson
import psutil
import uvloop
from redis.asyncio import Redis

from bench.parts.table import table
from career.events import NotificationCreated
from career.feed import RedisFeed
from realtime.limits import Limits
from tests.support.processes import free_port
from tests.support.redis_server import RedisServer
from tests.support.sockets import Guests, Person, house

SOCKETS = 500
IDLE_SOCKETS = 1000
SECONDS = 4.0
SERVER_CORE, CLIENT_CORE = {0}, {1}
LIMITS = Limits(connections_per_user=SOCKETS)


class Socket(asyncio.Protocol):
    """As little of a client as counts: the measured core must be the server's."""

    def __init__(self, tally: "Tally", token: str) -> None:
        self._tally = tally
        self._token = token
        self._upgraded = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transport is no subclass of asyncio's.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(
            b"GET /connection/websocket HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )

    def data_received(self, data: bytes) -> None:
        if not self._upgraded:
            self._upgraded = True
            self._transport.write(masked(orjson.dumps({"id": 1, "connect": {"token": self._token}})))
            data = data.partition(b"\r\n\r\n")[2]
        if b'"connect"' in data:
            self._tally.opened += 1
        if b"{}" in data:
            self._transport.write(masked(b"{}"))  # a ping: who does not answer is closed
        self._tally.add(data.count(b'"pub":'))


class Tally:
    def __init__(self) -> None:
        self.opened = 0
        self.deliveries = 0
        self._wanted = 0
        self._reached = asyncio.Event()

    def add(self, count: int) -> None:
        self.deliveries += count
        if self.deliveries >= self._wanted:
            self._reached.set()

    async def reach(self, wanted: int) -> None:
        self._wanted = wanted
        if self.deliveries < wanted:
            self._reached.clear()
            await self._reached.wait()


def masked(text: bytes) -> bytes:
    """A client's frame, masked with zeros."""
    size = bytes([0xFE]) + len(text).to_bytes(2, "big") if len(text) > 125 else bytes([0x80 | len(text)])
    return b"\x81" + size + bytes(4) + text


async def serve(redis_url: str, port: int) -> None:
    client = Redis.from_url(redis_url)
    async with house(RedisFeed(client), limits=LIMITS, port=port):
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)
    await client.aclose()


async def opened(port: int, people: Sequence[Person]) -> tuple[Tally, list[asyncio.Transport]]:
    guests, tally = Guests(), Tally()
    transports: list[asyncio.Transport] = []
    for person in people:
        token = guests.token(person)
        transport, _ = await asyncio.get_running_loop().create_connection(
            lambda token=token: Socket(tally, token), "127.0.0.1", port
        )
        transports.append(transport)
    while tally.opened < len(people):  # noqa: ASYNC110 - polling costs nothing here
        await asyncio.sleep(0.01)
    return tally, transports


def event() -> NotificationCreated:
    """About 200 bytes of JSON."""
    return NotificationCreated(notification_id=uuid4(), kind="n", title="An interview")


async def fan_out(feed: RedisFeed, server: psutil.Process, port: int, burst: int) -> tuple[float, float]:
    """Deliveries a second, and microseconds of the server's CPU for each."""
    person = Person()
    tally, transports = await opened(port, [person] * SOCKETS)
    for _ in range(20):
        await feed.publish(person.channel, event())
    await tally.reach(20 * SOCKETS)
    before, begun = tally.deliveries, time.perf_counter()
    cpu = sum(server.cpu_times()[:2])
    while time.perf_counter() < begun + SECONDS:
        wanted = tally.deliveries + burst * SOCKETS
        await asyncio.gather(*(feed.publish(person.channel, event()) for _ in range(burst)))
        await tally.reach(wanted)
    seconds, count = time.perf_counter() - begun, tally.deliveries - before
    spent = sum(server.cpu_times()[:2]) - cpu
    for transport in transports:
        transport.abort()
    await asyncio.sleep(0.5)
    return count / seconds, spent / count * 1e6


async def memory(server: psutil.Process, port: int) -> float:
    """KiB a socket whose person has it alone."""
    # The first ones also pay for what all share: pools, caches, code.
    _, transports = await opened(port, [Person() for _ in range(IDLE_SOCKETS)])
    before = server.memory_info().rss
    _, more = await opened(port, [Person() for _ in range(IDLE_SOCKETS)])
    transports += more
    used = server.memory_info().rss - before
    for transport in transports:
        transport.abort()
    return used / 1024 / IDLE_SOCKETS


async def measure(redis_url: str) -> None:
    port = free_port()
    os.sched_setaffinity(0, SERVER_CORE)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.fanout", redis_url, str(port)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    os.sched_setaffinity(0, CLIENT_CORE)
    assert process.stdout is not None
    assert process.stdin is not None
    assert await process.stdout.readline() == b"ready\n"
    client, server = Redis.from_url(redis_url), psutil.Process(process.pid)
    try:
        kib = await memory(server, port)
        bursts, cpu = await fan_out(RedisFeed(client), server, port, 10)
        single, single_cpu = await fan_out(RedisFeed(client), server, port, 1)
    finally:
        process.stdin.close()
        await process.wait()
        await client.aclose()
    print(f"\n{SOCKETS} sockets, events of some 200 bytes, one core for the engine\n")
    rows = [
        ("bursts of 10, deliveries/s", f"{bursts:,.0f}", "384,000"),
        ("bursts of 10, CPU a delivery", f"{cpu:.2f} µs", "2 µs"),
        ("one by one, deliveries/s", f"{single:,.0f}", "110,000"),
        ("one by one, CPU a delivery", f"{single_cpu:.2f} µs", "–"),
        ("memory a socket with its own topic", f"{kib:.1f} KiB", "35 KiB"),
    ]
    print(table(("measured", "value", "target"), rows))


def main() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(8192, hard), hard) if soft < 8192 else (soft, hard))
    if len(sys.argv) == 3:
        uvloop.run(serve(sys.argv[1], int(sys.argv[2])))
        return
    with tempfile.TemporaryDirectory() as folder:
        redis = RedisServer(Path(folder), fsync="no")
        redis.start()
        try:
            uvloop.run(measure(redis.url))
        finally:
            redis.stop()


if __name__ == "__main__":
    main()
