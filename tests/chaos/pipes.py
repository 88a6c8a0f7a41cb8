"""Connections that are passed on to somewhere else, with what is done to them on the way."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

End = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Pass = Callable[[bytes], bytes]
_Accept = Callable[[asyncio.StreamReader, asyncio.StreamWriter], None]

_CHUNK = 64 * 1024


@contextlib.asynccontextmanager
async def serving(
    handle: Callable[[End], Awaitable[None]], listen: Callable[[_Accept], Awaitable[asyncio.Server]]
) -> AsyncIterator[asyncio.Server]:
    """Handles each connection in a task of its own, and ends them all."""
    tasks: set[asyncio.Future[None]] = set()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(handle((reader, writer)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    server = await listen(accept)
    try:
        yield server
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


def unchanged(chunk: bytes) -> bytes:
    return chunk


async def joined(near: End, far: End, there: Pass = unchanged, back: Pass = unchanged) -> None:
    """Both directions, until either side ends."""
    ways = {
        asyncio.create_task(_carry(near[0], far[1], there)),
        asyncio.create_task(_carry(far[0], near[1], back)),
    }
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        for _, writer in (near, far):
            writer.close()


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter, through: Pass) -> None:
    with contextlib.suppress(ConnectionError):
        while chunk := await source.read(_CHUNK):
            sink.write(through(chunk))
            await sink.drain()
