"""Time held in roles, counted in whole months."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol


class Dated(Protocol):
    @property
    def start(self) -> str | None: ...
    @property
    def end(self) -> str | None: ...
    @property
    def current(self) -> bool: ...


def months_of(roles: Sequence[Dated], today: date) -> int:
    """Months in at least one of the roles; a role with an unknown start or end counts nothing."""
    held: set[int] = set()
    for role in roles:
        start = _month(role.start)
        end = today.year * 12 + today.month - 1 if role.current and not role.end else _month(role.end)
        if start is not None and end is not None:
            held.update(range(start, end))
    return len(held)


def whole_years(months: int) -> int:
    return months // 12


def _month(partial: str | None) -> int | None:
    if not partial:
        return None
    year, month = int(partial[:4]), int(partial[5:7] or 1)
    return year * 12 + month - 1
