"""A small TCP balancer before the nodes, as any installation has one."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from itertools import count

from tests.chaos.pipes import End, joined, serving


class Balancer:
    """Gives each connection to the next of `ports` that takes it; takes no part in what is said."""

    def __init__(self) -> None:
        self.ports: list[int] = []
        self.port = 0
        self._turn = count()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def connect(self, near: End) -> None:
        for port in self._in_turn():
            try:
                far = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                continue
            await joined(near, far)
            return
        near[1].transport.abort()

    def _in_turn(self) -> Iterator[int]:
        first = next(self._turn)
        ports = list(self.ports)
        for step in range(len(ports)):
            yield ports[(first + step) % len(ports)]


@contextlib.asynccontextmanager
async def balancing() -> AsyncIterator[Balancer]:
    balancer = Balancer()
    async with serving(
        balancer.connect, lambda accept: asyncio.start_server(accept, "127.0.0.1", 0, backlog=1024)
    ) as server:
        balancer.port = server.sockets[0].getsockname()[1]
        yield balancer
