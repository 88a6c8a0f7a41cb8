"""Slots: processes that may be killed, for work on strangers' bytes and for work that would hold up the loop.

A slot is one process that takes a picklable function and its arguments through a socket and answers with
the result. It has a limit of memory, is replaced after so many calls, and is killed when a call takes too
long: whatever a hostile file does, it does it there.
"""

import asyncio
import contextlib
import os
import pickle
import socket
import struct
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final, TypeVar

import structlog

from career.errors import Unavailable

log = structlog.get_logger()

T = TypeVar("T")

MEMORY: Final = 2 << 30
"""Bytes of address space of one process."""
_CALLS: Final = 200
"""Calls after which a process is replaced: libraries in C leak a little."""
_WAITING: Final = 64
"""Calls that may wait for a slot; beyond it somebody must try again later."""
_LENGTH: Final = struct.Struct("!BQ")
"""Of a frame: whether it is a result (1) or an error (0), and its bytes."""


class SlotDied(RuntimeError):
    """The process ended in the middle of a call, twice: out of memory, or a crash in C."""


class SlotTimedOut(TimeoutError):
    """The call took longer than its limit, and its process was killed."""


class Slots:
    """`size` processes, started when they are first needed."""

    def __init__(self, size: int = 1) -> None:
        self._free: asyncio.Queue[_Slot] = asyncio.Queue()
        for _ in range(size):
            self._free.put_nowait(_Slot())
        self._all = list(self._free._queue)  # type: ignore[attr-defined] # noqa: SLF001 - just filled
        self._waiting = 0

    async def call(self, function: Callable[..., T], *args: object, limit: timedelta) -> T:
        """The function's result; its own exceptions are raised here as they are.

        Raises `SlotTimedOut`, `SlotDied`, and `Unavailable` when too many wait already.
        """
        if self._waiting >= _WAITING:
            raise Unavailable("Too much is being worked on. Try again in a moment.")
        self._waiting += 1
        try:
            slot = await self._free.get()
        finally:
            self._waiting -= 1
        try:
            result: T = await self._twice(slot, pickle.dumps((function, args)), limit)
            return result
        finally:
            self._free.put_nowait(slot)

    async def close(self) -> None:
        for slot in self._all:
            await slot.kill()

    @staticmethod
    async def _twice(slot: "_Slot", request: bytes, limit: timedelta) -> Any:
        for last in (False, True):
            try:
                async with asyncio.timeout(limit.total_seconds()):
                    ok, answer = await slot.ask(request)
                break
            except TimeoutError:
                await slot.kill()
                raise SlotTimedOut(f"a slot took longer than {limit.total_seconds():g} s") from None
            except (OSError, EOFError, asyncio.IncompleteReadError):
                await slot.kill()
                log.warning("slot_died", again=not last)
                if last:
                    raise SlotDied("a slot died twice over one call") from None
            except BaseException:
                # Cancelled in the middle of a call: its answer would be taken for the next one's.
                await slot.kill()
                raise
        result = pickle.loads(answer)  # noqa: S301 - written by our own process
        if ok:
            return result
        raise result


class _Slot:
    """One process and the socket to it."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._calls = 0

    async def ask(self, request: bytes) -> tuple[bool, bytes]:
        if self._process is None or self._process.returncode is not None or self._calls >= _CALLS:
            await self.kill()
            await self._start()
        assert self._reader is not None
        assert self._writer is not None
        self._calls += 1
        self._writer.write(_LENGTH.pack(1, len(request)) + request)
        await self._writer.drain()
        ok, length = _LENGTH.unpack(await self._reader.readexactly(_LENGTH.size))
        return bool(ok), await self._reader.readexactly(length)

    async def _start(self) -> None:
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "career.slot_process",
                    str(theirs.fileno()),
                    str(os.getpid()),
                    pass_fds=(theirs.fileno(),),
                    stdin=asyncio.subprocess.DEVNULL,
                )
            self._reader, self._writer = await asyncio.open_connection(sock=ours)
        except BaseException:
            # Cancelled in the middle: a process that was started nevertheless ends with its socket.
            ours.close()
            raise
        self._calls = 0

    async def kill(self) -> None:
        if self._writer is not None:
            self._writer.close()
            with contextlib.suppress(OSError):
                await self._writer.wait_closed()
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
        self._process = self._reader = self._writer = None
