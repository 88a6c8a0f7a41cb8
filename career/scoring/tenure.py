"""Months of work, counted once where roles overlap."""

from collections.abc import Iterable
from datetime import date

from career.schema.resume import Volunteer, Work

Months = range
"""Months since year 0, the last one exclusive."""


def month_of(partial: str) -> int:
    """A year alone counts as its January: less than the truth rather than more."""
    year, _, rest = partial.partition("-")
    return int(year) * 12 + (int(rest[:2]) if rest else 1) - 1


def months(role: Work | Volunteer, today: date) -> Months | None:
    """The months of a role, or `None` where start or end is not known or they are in the wrong order."""
    if role.start_date is None or (role.end_date is None and not role.current):
        return None
    now = today.year * 12 + today.month - 1
    first = month_of(role.start_date)
    last = min(month_of(role.end_date), now) if role.end_date else now
    return range(first, last + 1) if first <= last else None


def years(spans: Iterable[Months]) -> float:
    return len({month for span in spans for month in span}) / 12


def ended_within(role: Work, limit: int, today: date) -> bool:
    """Whether the role is current or ended at most `limit` years ago."""
    span = months(role, today)
    return span is not None and today.year * 12 + today.month - span.stop <= limit * 12


def newest_first(roles: tuple[Work, ...], today: date) -> list[int]:
    """Places of the roles, newest first; those without dates last, in document order."""

    def age(at: int) -> tuple[int, int, int]:
        span = months(roles[at], today)
        return (-span.stop, -span.start, at) if span else (0, 0, at)

    return sorted(range(len(roles)), key=age)
