"""Property P: every gap is announced, nothing comes twice, and the order is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Heard:
    """A publication, by the serial number that its publisher gave it: from 0, without holes."""

    serial: int
    at: float


@dataclass(frozen=True, slots=True)
class Told:
    """The client was told that it may have missed something: `recovered: false`, or `getState` was called."""

    at: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one client heard of one channel. `gaps` are those that nobody announced."""

    published: int
    received: int
    failed_recoveries: int
    duplicates: tuple[int, ...]
    disorder: tuple[int, ...]
    gaps: tuple[str, ...]
    worst_pause: float

    @property
    def holds(self) -> bool:
        return not (self.duplicates or self.disorder or self.gaps)

    @property
    def whole(self) -> bool:
        return self.received == self.published


def judge(entries: Iterable[Heard | Told], published: int) -> Verdict:
    """P for a client that was subscribed before number 0, at a moment when all of it should have arrived."""
    seen: set[int] = set()
    duplicates: list[int] = []
    disorder: list[int] = []
    gaps: list[str] = []
    newest, announced, told = -1, False, 0
    for entry in entries:
        if isinstance(entry, Told):
            announced = True
            told += 1
            continue
        if entry.serial in seen:
            duplicates.append(entry.serial)
        elif entry.serial < newest:
            disorder.append(entry.serial)
        elif entry.serial > newest + 1 and not announced:
            gaps.append(f"{newest + 1}…{entry.serial - 1}")
        seen.add(entry.serial)
        newest = max(newest, entry.serial)
        announced = False
    if newest < published - 1 and not announced:
        gaps.append(f"{newest + 1}…{published - 1}")
    return Verdict(
        published, len(seen), told, tuple(duplicates), tuple(disorder), tuple(gaps), worst_pause(entries)
    )


def worst_pause(entries: Iterable[Heard | Told]) -> float:
    """Seconds between two publications that came one after the other."""
    times = [entry.at for entry in entries if isinstance(entry, Heard)]
    return max((later - earlier for earlier, later in pairwise(times)), default=0.0)
