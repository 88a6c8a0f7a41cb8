"""When queued lines leave: all sockets of a process are flushed by one callback, not by one each."""

import asyncio
from collections import deque
from typing import Protocol

_FIRST, _MOST = 4, 128
"""Sockets flushed in the first turn of a sweep; doubled with each, up to about a millisecond's worth. The
journal is heard between two turns, so that the next lines still join the frames that have not left: what
comes in bursts mostly comes within the first of them.
"""


class Queue(Protocol):
    def flush(self) -> None: ...


class Post:
    """`soon` means the next turn of the loop, `later` within a topic's window."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._soon: deque[Queue] = deque()
        self._later: dict[float, list[Queue]] = {}

    def soon(self, queue: Queue) -> None:
        if not self._soon:
            self._loop.call_soon(self._sweep, _FIRST)
        self._soon.append(queue)

    def later(self, queue: Queue, window: float) -> None:
        """Those who come while others of the same window wait leave with them, a little earlier."""
        waiting = self._later.get(window)
        if waiting is None:
            waiting = self._later[window] = []
            self._loop.call_later(window, self._ripen, window)
        waiting.append(queue)

    def _ripen(self, window: float) -> None:
        for queue in self._later.pop(window):
            self.soon(queue)

    def _sweep(self, turn: int) -> None:
        soon = self._soon
        for _ in range(min(turn, len(soon))):
            soon.popleft().flush()
        if soon:
            self._loop.call_soon(self._sweep, min(2 * turn, _MOST))
