"""After repeated failures a service is left alone for a while, so that nobody waits for it in vain."""

from collections import deque
from collections.abc import Callable
from datetime import timedelta

from career.errors import Unavailable

FAILURES = 3
WINDOW = timedelta(seconds=60)
"""Three failures within a minute are an outage, not bad luck; a minute later it is worth a try."""


class Breaker:
    """`clock` gives seconds of any monotonic origin."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failures: deque[float] = deque(maxlen=FAILURES)
        self._open_until = float("-inf")

    def check(self) -> None:
        """Raises `Unavailable` while the service is left alone."""
        rest = self._open_until - self._clock()
        if rest > 0:
            raise Unavailable("The language model failed repeatedly.", retry_after=timedelta(seconds=rest))

    def failed(self) -> None:
        now = self._clock()
        self._failures.append(now)
        if len(self._failures) == FAILURES and now - self._failures[0] <= WINDOW.total_seconds():
            self._open_until = now + WINDOW.total_seconds()
            self._failures.clear()
