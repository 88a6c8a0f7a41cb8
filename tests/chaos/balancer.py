"""A small TCP balancer before the nodes, as any installation has one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from itertools import count

_CHUNK = 64 * 1024


class Balancer:
    """Gives each connection to the next of `ports` that takes it; takes no part in what is said.

    `turned_away` counts connections for which there was no node at all.
    """

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.turned_away = 0
        self.port = 0
        self._turn = count()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for port in self._in_turn():
            try:
                there, back = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            await _join(reader, writer, there, back)
            return
        self.turned_away += 1
        writer.transport.abort()

    def _in_turn(self) -> Iterator[int]:
        first = next(self._turn)
        ports = list(self.ports)
        for step in range(len(ports)):
            yield ports[(first + step) % len(ports)]


@contextlib.asynccontextmanager
async def balancing() -> AsyncIterator[Balancer]:
    balancer = Balancer()
    tasks: set[asyncio.Task[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(balancer.connect(reader, writer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", 0, backlog=1024)
    balancer.port = server.sockets[0].getsockname()[1]
    try:
        yield balancer
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


async def _join(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    there: asyncio.StreamReader,
    back: asyncio.StreamWriter,
) -> None:
    """Both directions, until either side ends."""
    ways = {asyncio.create_task(_carry(reader, back)), asyncio.create_task(_carry(there, writer))}
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        for end in (writer, back):
            end.close()


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while chunk := await source.read(_CHUNK):
            sink.write(chunk)
            await sink.drain()
