"""The table that is printed after the scenarios."""

from collections.abc import Iterable

from bench.parts.table import table
from tests.chaos.property import Verdict

_HEAD = (
    "scenario",
    "clients × channels",
    "published",
    "received",
    "failed recoveries",
    "duplicates",
    "out of order",
    "gaps unannounced",
    "longest pause s",
)
ROWS: list[tuple[str, ...]] = []


class Record:
    """`name` is that of the test."""

    def __init__(self, name: str) -> None:
        self._name = name.removeprefix("test_").replace("_", " ")

    def add(self, verdicts: Iterable[Verdict], name: str | None = None) -> None:
        """`published` and `received` are of all clients and channels together; `name` tells the scenarios of
        one test apart.
        """
        found = list(verdicts)
        ROWS.append(
            (
                name or self._name,
                str(len(found)),
                f"{sum(verdict.published for verdict in found):,}",
                f"{sum(verdict.received for verdict in found):,}",
                str(sum(verdict.failed_recoveries for verdict in found)),
                str(sum(len(verdict.duplicates) for verdict in found)),
                str(sum(len(verdict.disorder) for verdict in found)),
                str(sum(len(verdict.gaps) for verdict in found)),
                f"{max((verdict.worst_pause for verdict in found), default=0.0):.1f}",
            )
        )


def printed() -> str:
    return table(_HEAD, ROWS)
