"""The counts of one process without Redis: the twin for tests, held to the same contract."""

import time
from collections import defaultdict, deque
from collections.abc import Collection
from datetime import UTC, datetime

from career.limiting.port import Count, Rate, away, exceeded, not_counted


class MemoryLimiter:
    """Always exact. `down` makes counting fail, as when Redis is gone."""

    def __init__(self) -> None:
        self.down = False
        self._times: defaultdict[tuple[str, str], deque[float]] = defaultdict(deque)

    async def take(self, rate: Rate, subject: str) -> Count | None:
        if self.down:
            not_counted(rate)
            return None
        now = time.time()
        times = self._times[rate.name, subject]
        while times and times[0] < now - rate.seconds:
            times.popleft()
        if len(times) >= rate.times:
            raise exceeded(rate, used=len(times), resets_at=times[0] + rate.seconds)
        times.append(now)
        return Count(rate, rate.times - len(times), datetime.fromtimestamp(times[0] + rate.seconds, UTC))

    async def forget(self, rate: Rate, subject: str) -> None:
        self._times.pop((rate.name, subject), None)

    async def forget_all(self, subjects: Collection[str]) -> None:
        if self.down:
            raise away()
        for name, subject in list(self._times):
            if subject.partition(" ")[0] in subjects:
                del self._times[name, subject]
