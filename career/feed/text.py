"""A text while it is being written: collected into pieces, told with positions that make replays harmless."""

import asyncio
import time
from datetime import timedelta
from types import TracebackType
from typing import Self

import structlog

from career.errors import Unavailable
from career.events import Event, GenerationGrew, GenerationProgressed
from career.feed.port import Checkpoint, Feed, Position, Signal

log = structlog.get_logger()

_PACE = timedelta(milliseconds=40)
"""A piece every 40 ms reads as flowing; a token each would be a frame each."""
_FULL = 2048
"""UTF-16 units that are told at once, without waiting for the pace …"""
_LARGEST = 8192
"""… and at most in one piece: far below the limit of an event, whatever JSON escapes."""
_LISTEN = 0.25
"""Seconds between two looks at the stop flag when nothing is written: a stop takes effect within 500 ms."""
_CHECKPOINT = 1.0
"""Seconds between two checkpoints, new text or not: a sweeper takes 20 s of silence for a dead worker."""


class TextStream:
    """One attempt at a text, told on its channel: `async with TextStream(feed, channel, attempt) as stream`.

    The writer asks `stopped()` now and then: it is true once somebody cancelled or a newer attempt began.
    A journal that does not answer never fails the writing; what could not be told is told later.
    """

    def __init__(self, feed: Feed, channel: str, attempt: int, *, pace: timedelta = _PACE) -> None:
        self._feed = feed
        self._channel = channel
        self._attempt = attempt
        self._pace = pace.total_seconds()
        self._told: list[str] = []
        self._told_units = 0
        self._pending = ""
        self._progress: tuple[str, int] | None = None
        self._position: Position | None = None
        self._signal = Signal(stop=False, attempt=attempt)
        self._saved_at = float("-inf")
        self._wake = asyncio.Event()
        self._telling = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._flush()
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None

    @property
    def text(self) -> str:
        """Everything written so far, told or not."""
        return "".join(self._told) + self._pending

    def stopped(self) -> bool:
        return self._signal.stop or self.superseded()

    def superseded(self) -> bool:
        """A newer attempt writes: this one must change nothing any more."""
        return self._signal.attempt > self._attempt

    async def write(self, piece: str) -> None:
        self._pending += piece
        self._wake.set()
        if units(self._pending) >= _FULL:
            await self._flush()

    async def progress(self, step: str, percent: int) -> None:
        """Only the newest of one pace is told."""
        self._progress = (step, percent)
        self._wake.set()

    async def finish(self) -> str:
        """Tell the rest and return the whole text."""
        self._saved_at = float("-inf")
        await self._flush()
        return self.text

    async def _run(self) -> None:
        while True:
            try:
                async with asyncio.timeout(_LISTEN):
                    await self._wake.wait()
                await asyncio.sleep(self._pace)
            except TimeoutError:
                pass
            await self._flush()

    async def _flush(self) -> None:
        async with self._telling:
            self._wake.clear()
            try:
                await self._tell()
                await self._look()
            except Unavailable:
                # What is left is told by a later flush; without one, the row has it before the end is told.
                log.info("text stream waits", channel=self._channel)

    async def _tell(self) -> None:
        while self._pending and not self.stopped():
            piece = self._pending[:_LARGEST]
            grew = GenerationGrew(attempt=self._attempt, at=self._told_units, text=piece)
            await self._publish(grew)
            self._pending = self._pending[len(piece) :]
            self._told.append(piece)
            self._told_units += units(piece)
        if self._progress is not None and not self.stopped():
            (step, percent), self._progress = self._progress, None
            await self._publish(
                GenerationProgressed(attempt=self._attempt, at=self._told_units, step=step, percent=percent)
            )

    async def _publish(self, event: Event) -> None:
        self._position = await self._feed.publish(self._channel, event)

    async def _look(self) -> None:
        now = time.monotonic()
        if now - self._saved_at < _CHECKPOINT:
            self._signal = await self._feed.texts.signal(self._channel)
            return
        position = self._position or await self._feed.position(self._channel)
        checkpoint = Checkpoint(self._attempt, "".join(self._told), position, time.time())
        self._signal = await self._feed.texts.save(self._channel, checkpoint)
        self._saved_at = now


def units(text: str) -> int:
    """The length as JavaScript counts it: UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)
