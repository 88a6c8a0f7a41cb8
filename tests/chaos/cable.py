"""A cable to Redis that can break without anybody being told."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path

from tests.chaos.pipes import End, joined, serving


class Cable:
    """Once it broke, whoever listened through it hears nothing more and sees an open connection; who comes
    later gets a sound one.
    """

    def __init__(self, there: Path, path: Path) -> None:
        self.url = f"unix://{path}"
        self._there = there
        self._numbers = count()
        self._listening: set[int] = set()
        self._broken: frozenset[int] = frozenset()

    def break_off(self) -> int:
        """Return how many were listening."""
        self._broken = frozenset(self._listening)
        return len(self._broken)

    async def carry(self, near: End) -> None:
        number = next(self._numbers)

        def asked(chunk: bytes) -> bytes:
            if b"SUBSCRIBE" in chunk:
                self._listening.add(number)
            return chunk

        def answered(chunk: bytes) -> bytes:
            return b"" if number in self._broken else chunk

        await joined(near, await asyncio.open_unix_connection(self._there), asked, answered)


@contextlib.asynccontextmanager
async def laid(there: Path) -> AsyncIterator[Cable]:
    """To the socket of Redis, from one beside it."""
    path = there.with_name("cable.sock")
    cable = Cable(there, path)
    async with serving(cable.carry, lambda accept: asyncio.start_unix_server(accept, path)):
        yield cable
    path.unlink()
