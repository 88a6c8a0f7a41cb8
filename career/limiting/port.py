"""What the product asks of whoever counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Protocol

from career.errors import Exhausted, Unavailable


class RateExceeded(Exhausted):
    """Too often within a while; it works again at `resets_at`."""

    code = "rate_exceeded"


class Otherwise(Enum):
    """What happens while nothing can be counted."""

    LET_IN = auto()
    """A person at work must not suffer because Redis is away."""
    REFUSE = auto()
    """Whatever guesses passwords or costs money waits until somebody counts again."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`times` within any `per` (whole seconds), for each subject by itself; `name` tells rates apart.

    An `exact` rate remembers each time. The others are for what happens often: they weigh the window before,
    and each process takes a thirtieth ahead, so that most calls ask nobody.
    """

    name: str
    times: int
    per: timedelta
    otherwise: Otherwise = Otherwise.LET_IN
    exact: bool = True

    @property
    def seconds(self) -> int:
        return int(self.per.total_seconds())


@dataclass(frozen=True, slots=True)
class Count:
    """How much of a rate is left after something was counted."""

    rate: Rate
    remaining: int
    resets_at: datetime


class Limiter(Protocol):
    async def take(self, rate: Rate, subject: str) -> Count | None:
        """Count one more, or raise `RateExceeded`; `subject` is a person's id, an address or the like.

        `None`: nothing could be counted, and the rate lets in. Raise `Unavailable` when it does not.
        """

    async def forget(self, rate: Rate, subject: str) -> None:
        """Begin anew, as after a sign-in that succeeded; nothing happens when nothing can be counted."""

    async def forget_all(self, subjects: Collection[str]) -> None:
        """Leave no count of these, nor of those that begin with one of them and a space.

        Raise `Unavailable` when that cannot be done now.
        """


def exceeded(rate: Rate, *, used: int, resets_at: float) -> RateExceeded:
    """`resets_at` in seconds since 1970."""
    return RateExceeded(
        f"This works {rate.times} times in {_spoken(rate.seconds)}. Wait a little, then try again.",
        limit=rate.times,
        used=used,
        resets_at=datetime.fromtimestamp(resets_at, UTC),
    )


def not_counted(rate: Rate) -> None:
    """Let it pass or raise `Unavailable`, as the rate says."""
    if rate.otherwise is Otherwise.REFUSE:
        raise away()


def away() -> Unavailable:
    return Unavailable("This cannot be done at the moment.", retry_after=timedelta(seconds=1))


def _spoken(seconds: int) -> str:
    for size, unit in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        if seconds % size == 0:
            count = seconds // size
            return f"{count} {unit}s" if count > 1 else f"one {unit}"
    return f"{seconds} seconds"
