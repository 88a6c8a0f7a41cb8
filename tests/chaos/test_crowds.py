"""Many at once, and one who does not keep up."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from pathlib import Path

from websockets.asyncio.client import connect

from tests.chaos.people import Document, Person
from tests.chaos.record import Record
from tests.chaos.scene import assert_whole, staged
from tests.chaos.town import Node, Town, until

CROWD = 300
ROOM_FOR_ALL = {"REALTIME_CONNECTIONS_PER_USER": str(2 * CROWD)}
"""They are browsers of one person, who may have twenty otherwise."""
DEPLOY_OVER = 6.0
FREED_WITHIN = 20.0
MIB = 1024 * 1024
PIECE = 30_000
"""Bytes of a message, so that a queue of a megabyte is full in a second."""
KEPT = 8 * MIB
"""What a process may grow by, which is less than what is told meanwhile."""


async def test_a_deploy_under_three_hundred_connections(town: Town, messages: int, record: Record) -> None:
    """Ten messages a second, so that what is measured is the server and not the crowd's one process."""
    await town.heal(nodes=0)
    leaving = {"REALTIME_DRAIN_SECONDS": str(DEPLOY_OVER)}
    async with town.only(**ROOM_FOR_ALL, **leaving) as old, staged(town, rate=10, heal=False) as scene:
        await scene.arrive(CROWD)
        async with scene.publishing(messages // 5):
            await asyncio.sleep(0.5)
            await town.open(**ROOM_FOR_ALL)
            town.drain(old)
            assert await town.left(old, DEPLOY_OVER)
        verdicts = await scene.judged()
        record.add(verdicts)
        codes = scene.codes()
    assert_whole(verdicts)
    assert codes == {0, 3001}, "they came, and they were sent away; nobody was cut off"


async def test_a_client_that_stops_reading(town: Town, messages: int, record: Record) -> None:
    await town.heal(nodes=0)
    async with town.only() as node, staged(town, rate=60, size=PIECE, heal=False) as scene:
        await scene.arrive(2)
        before, sockets_before = resident(node), sockets(node)
        queued: list[float] = []

        async def cut() -> bool:
            queued.append(await node.metric("realtime_queued_bytes"))
            return await count(node, "realtime_closes_total", 1, code="3008")

        async with scene.publishing(messages), stalled(node, scene.person, scene.document):
            await until(lambda: count(node, "realtime_connections", 3))
            await until(cut, FREED_WITHIN)
            await until(lambda: count(node, "realtime_connections", 2), FREED_WITHIN)
            await until(lambda: sockets(node) <= sockets_before, FREED_WITHIN)
        grown = resident(node) - before
        verdicts = await scene.judged()
        record.add(verdicts)
    assert_whole(verdicts)
    assert PIECE < max(queued) < 1.5 * MIB, "its queue was filled, and no further"
    assert scene.publisher.published[scene.document.channel] * PIECE > KEPT > grown, "nothing of it is kept"
    document = [verdict for verdict in verdicts if verdict.published >= messages]
    assert max(verdict.worst_pause for verdict in document) < 1, "nobody else waits for it"


@contextlib.asynccontextmanager
async def stalled(node: Node, person: Person, document: Document) -> AsyncIterator[None]:
    """A program that subscribes to the document, and reads nothing from then on."""
    wire = socket.socket()
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    wire.connect(("127.0.0.1", node.port))
    commands = (
        {"id": 1, "connect": {"token": person.token}},
        {"id": 2, "subscribe": {"channel": document.channel}},
    )
    async with connect(
        f"ws://127.0.0.1:{node.port}/connection/websocket",
        sock=wire,
        compression=None,
        ping_interval=None,
        close_timeout=0.1,
    ) as opened:
        await opened.send("\n".join(map(json.dumps, commands)))
        await opened.recv()
        opened.transport.pause_reading()
        try:
            yield
        finally:
            opened.transport.abort()


async def count(node: Node, name: str, wanted: int, **labels: str) -> bool:
    return await node.metric(name, **labels) == wanted


def resident(node: Node) -> int:
    """Bytes of memory that the process has."""
    status = Path(f"/proc/{node.process.running.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def sockets(node: Node) -> int:
    """Open sockets of the process."""
    found = 0
    for descriptor in Path(f"/proc/{node.process.running.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found += descriptor.readlink().name.startswith("socket")
    return found
