"""The way out of one socket: a queue bounded in bytes, and frames of many lines.

Nothing here is a task while the socket takes what it is given; only a congested socket costs one until it
moves again, and nobody else waits for it.
"""

import asyncio
from collections.abc import Callable

from realtime.metrics import Counts
from realtime.post import Post
from realtime.press import Press
from realtime.protocol import SLOW, WRITE_ERROR, Closing
from realtime.wire import Wire

_LINES = 64
_FRAME_BYTES = 64 * 1024
"""A frame costs as much as some twenty lines in it; larger ones would gain nothing more."""


class _Cell:
    """A line that a newer one of the same key may replace until it is sent."""

    __slots__ = ("key", "line")

    def __init__(self, key: str, line: str) -> None:
        self.key = key
        self.line = line


class Outlets:
    """What all writers of a process share."""

    __slots__ = ("counts", "limit", "post", "press")

    def __init__(self, counts: Counts, *, limit: int) -> None:
        self.counts = counts
        self.limit = limit
        self.post = Post()
        self.press = Press()


class Writer:
    """Sends lines in order. `fail` is told once, in a later turn of the loop, why no more can be."""

    __slots__ = (
        "_cells",
        "_fail",
        "_idle",
        "_later",
        "_lines",
        "_mover",
        "_outlets",
        "_soon",
        "_wire",
        "ended",
        "size",
        "suspended_at",
    )

    def __init__(self, wire: Wire, outlets: Outlets, *, fail: Callable[[Closing], None]) -> None:
        self._wire = wire
        self._outlets = outlets
        self._fail = fail
        self._lines: list[str | _Cell] = []
        self._cells: dict[str, _Cell] | None = None
        self._soon = False
        self._later = False
        self._mover: asyncio.Task[object] | None = None
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
        if not self._soon and self._mover is None:
            if not window or self.size > _FRAME_BYTES:
                self._soon = True
                self._outlets.post.soon(self)
            elif not self._later:
                self._later = True
                self._outlets.post.later(self, window)
        if self.size > self._outlets.limit:
            self._break(SLOW)

    def replace(self, key: str, line: str, size: int, window: float) -> None:
        """Offer a line that stands in for an unsent one of the same key."""
        if self._cells is None:
            self._cells = {}
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
            self._idle = asyncio.get_running_loop().create_future()
            await self._idle

    def end(self) -> None:
        """Send nothing more."""
        self.ended = True
        self._lines = []
        self._cells = None
        self.size = 0
        self.suspended_at = None
        if self._mover is not None:
            self._mover.cancel()
        self._wake()

    def flush(self) -> None:
        """Give the socket all it takes; called by the post alone."""
        self._soon = self._later = False
        if self._mover is not None:
            return
        while self._lines:
            try:
                rest = self._wire.send(self._frame())
            except Exception:  # noqa: BLE001 - whatever the server raises, the socket is gone
                self._break(WRITE_ERROR)
                return
            if rest is not None:
                loop = asyncio.get_running_loop()
                self.suspended_at = loop.time()
                self._mover = loop.create_task(rest)
                self._mover.add_done_callback(self._moved)
                return
        self._wake()

    def _frame(self) -> str:
        outlets, lines = self._outlets, self._lines
        outlets.counts.frames += 1
        if len(lines) <= _LINES and self.size <= _FRAME_BYTES and not self._cells:
            self._lines = []
            self.size = 0
            return outlets.press.text(lines)  # type: ignore[arg-type] # without cells every line is a text
        count = size = 0
        taken: list[str] = []
        while count < min(len(lines), _LINES) and size < _FRAME_BYTES:
            line = self._taken(lines[count])
            size += len(line.encode())
            taken.append(line)
            count += 1
        del lines[:count]
        self.size = self.size - size if lines else 0
        return "\n".join(taken)

    def _taken(self, line: str | _Cell) -> str:
        if isinstance(line, str):
            return line
        assert self._cells is not None
        del self._cells[line.key]
        return line.line

    def _moved(self, mover: asyncio.Task[object]) -> None:
        """The socket takes more, or it is gone."""
        self._mover = None
        self.suspended_at = None
        if mover.cancelled():
            return
        if mover.exception() is not None:
            self._break(WRITE_ERROR)
            return
        self.flush()

    def _break(self, why: Closing) -> None:
        if not self.ended:
            self.end()
            asyncio.get_running_loop().call_soon(self._fail, why)

    def _wake(self) -> None:
        if self._idle is not None and not self._idle.done():
            self._idle.set_result(None)
