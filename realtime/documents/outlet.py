"""The way out of one document socket: whole frames in order, in a queue bounded in bytes."""

import asyncio
from collections import deque
from collections.abc import Callable

from realtime.protocol import SLOW, WRITE_ERROR, Closing
from realtime.wire import SendMessage


class Outlet:
    """`fail` is told once why no more can be sent. `suspended_at` is when the socket took no more."""

    def __init__(self, send: SendMessage, *, limit: int, fail: Callable[[Closing], None]) -> None:
        self._send = send
        self._limit = limit
        self._fail = fail
        self._frames: deque[tuple[bytes, int]] = deque()
        self._filled = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()
        self._sender = asyncio.get_running_loop().create_task(self._run())
        self.size = 0
        self.suspended_at: float | None = None
        self.ended = False

    def answer(self, frame: bytes) -> None:
        """Send what this client asked for. It asks once at a time, and its document may be larger than the
        queue, so this does not count.
        """
        self._add(frame, 0)

    def offer(self, frame: bytes) -> None:
        """Send what somebody else said. The merge of a document comes this way too, so what counts is what
        waits already.
        """
        if self.size > self._limit:
            self._break(SLOW)
        else:
            self._add(frame, len(frame))

    async def emptied(self) -> None:
        """Wait until the socket took everything, or nothing more is sent."""
        await self._empty.wait()

    def end(self) -> None:
        self.ended = True
        self._frames.clear()
        self.size = 0
        self.suspended_at = None
        self._sender.cancel()
        self._empty.set()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self._filled.wait()
            while self._frames:
                frame, size = self._frames.popleft()
                self.suspended_at = loop.time()
                try:
                    await self._send({"type": "websocket.send", "bytes": frame})
                except Exception:  # noqa: BLE001 - whatever the server raises, the socket is gone
                    self._break(WRITE_ERROR)
                    return
                self.suspended_at = None
                self.size -= size
            self._filled.clear()
            self._empty.set()

    def _add(self, frame: bytes, size: int) -> None:
        if not self.ended:
            self._frames.append((frame, size))
            self.size += size
            self._empty.clear()
            self._filled.set()

    def _break(self, why: Closing) -> None:
        self.end()
        self._fail(why)
