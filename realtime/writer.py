"""The way out of one socket: a queue bounded in bytes, and frames of many lines.

Nothing here is a task while the socket takes what it is given: a flush steps the ASGI `send` inline, and
only a congested socket costs a task until it moves again.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import Any, TypeAlias, cast

from realtime.metrics import Counts
from realtime.protocol import SLOW, WRITE_ERROR, Closing

Message: TypeAlias = MutableMapping[str, Any]
"""An ASGI message, as the server defines it."""
SendMessage: TypeAlias = Callable[[Message], Awaitable[None]]

_LINES = 64
_FRAME_BYTES = 64 * 1024
"""A frame costs some 8 µs and one more line in it 0.4 µs; larger ones would gain nothing more."""


class _Cell:
    """A line that a newer one of the same key may replace until it is sent."""

    __slots__ = ("key", "line")

    def __init__(self, key: str, line: str) -> None:
        self.key = key
        self.line = line


class Writer:
    """Sends lines in order. `fail` is told once, in a later turn of the loop, why no more can be."""

    __slots__ = (
        "_cells",
        "_counts",
        "_due",
        "_fail",
        "_flushing",
        "_idle",
        "_limit",
        "_lines",
        "_loop",
        "_mover",
        "_send",
        "ended",
        "size",
        "suspended_at",
    )

    def __init__(
        self, send: SendMessage, *, limit: int, counts: Counts, fail: Callable[[Closing], None]
    ) -> None:
        self._send = send
        self._limit = limit
        self._counts = counts
        self._fail = fail
        self._loop = asyncio.get_running_loop()
        self._lines: deque[str | _Cell] = deque()
        self._cells: dict[str, _Cell] = {}
        self._flushing: asyncio.Handle | None = None
        self._due = 0.0
        self._mover: asyncio.Task[None] | None = None
        self._idle: asyncio.Future[None] | None = None
        self.size = 0
        self.suspended_at: float | None = None
        self.ended = False

    def offer(self, line: str, size: int, window: float) -> None:
        """`size` is the line's bytes; it leaves within `window` seconds, 0 meaning the next loop turn."""
        if self.ended:
            return
        self._lines.append(line)
        self.size += size
        if self._flushing is None:
            if self.suspended_at is None:
                self._schedule(window)
        elif self._due and (not window or self.size > _FRAME_BYTES):
            self._flushing.cancel()
            self._schedule(0.0)
        if self.size > self._limit:
            self._break(SLOW)

    def replace(self, key: str, line: str, size: int, window: float) -> None:
        """Offer a line that stands in for an unsent one of the same key."""
        cell = self._cells.get(key)
        if cell is None:
            if self.ended:
                return
            cell = self._cells[key] = _Cell(key, line)
            self.offer("", size, window)
            if not self.ended:
                self._lines[-1] = cell
            return
        self.size += size - len(cell.line.encode())
        cell.line = line

    def say(self, line: str) -> None:
        """Offer a line that concerns this socket alone."""
        self.offer(line, len(line.encode()), 0.0)

    async def emptied(self) -> None:
        """Wait until everything offered was given to the socket."""
        if (self._lines or self._mover is not None) and not self.ended:
            self._idle = self._loop.create_future()
            await self._idle

    def end(self) -> None:
        """Send nothing more."""
        self.ended = True
        self._lines.clear()
        self._cells.clear()
        self.size = 0
        self.suspended_at = None
        if self._flushing is not None:
            self._flushing.cancel()
            self._flushing = None
        if self._mover is not None:
            self._mover.cancel()
        self._wake()

    def _schedule(self, window: float) -> None:
        self._due = window
        if window:
            self._flushing = self._loop.call_later(window, self._flush)
        else:
            self._flushing = self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._flushing = None
        while self._lines:
            coroutine = cast(
                "Coroutine[asyncio.Future[None] | None, None, None]",
                self._send({"type": "websocket.send", "text": self._frame()}),
            )
            try:
                waiting = coroutine.send(None)
            except StopIteration:
                continue
            except Exception:  # noqa: BLE001 - whatever the server raises, the socket is gone
                self._break(WRITE_ERROR)
                return
            self.suspended_at = self._loop.time()
            self._mover = self._loop.create_task(self._move(coroutine, waiting))
            return
        self._wake()

    def _frame(self) -> str:
        self._counts.frames += 1
        lines = self._lines
        if len(lines) <= _LINES and self.size <= _FRAME_BYTES and not self._cells:
            frame = "\n".join(cast("deque[str]", lines))
            lines.clear()
            self.size = 0
            return frame
        taken: list[str] = []
        size = 0
        while lines and len(taken) < _LINES and size < _FRAME_BYTES:
            line = self._taken(lines.popleft())
            size += len(line.encode())
            taken.append(line)
        self.size = self.size - size if lines else 0
        return "\n".join(taken)

    def _taken(self, line: str | _Cell) -> str:
        if isinstance(line, str):
            return line
        del self._cells[line.key]
        return line.line

    async def _move(
        self,
        coroutine: Coroutine[asyncio.Future[None] | None, None, None],
        waiting: asyncio.Future[None] | None,
    ) -> None:
        """Carry on a `send` that the socket made wait; nothing else is written meanwhile."""
        try:
            while True:
                if waiting is None:
                    await asyncio.sleep(0)
                else:
                    await asyncio.wait({waiting})
                waiting = coroutine.send(None)
        except StopIteration:
            pass
        except Exception:  # noqa: BLE001 - see _flush
            self._mover = None
            self._break(WRITE_ERROR)
            return
        finally:
            coroutine.close()
        self._mover = None
        self.suspended_at = None
        self._flush()

    def _break(self, why: Closing) -> None:
        if not self.ended:
            self.end()
            self._loop.call_soon(self._fail, why)

    def _wake(self) -> None:
        if self._idle is not None and not self._idle.done():
            self._idle.set_result(None)
