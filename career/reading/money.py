"""Amounts of money in text: a number, its multiplier and its currency, in the spellings of `salary.toml`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from career.reading.phrases import BLANK, CJK, alternatives, document

Period = Literal["hour", "day", "week", "month", "year"]
CROWNS: Final = "kr"
"""Stands for a krone or krona until the words around it tell which."""

_NUMBER: Final = (
    rf"\d{{1,3}}(?:{BLANK}\d{{3}}(?!\d))+(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,9}(?:[.,]\d{1,3}(?!\d)|[.,]\d{2,3}(?=[.,]\d))*"
)
_MILLIONS: Final = (
    rf"{BLANK}?(?:mm?|mn|mio|mln|mill?i[oó]n\w*|millones|milliard\w*|milhões|b|bn|billion|mrd|cr|crores?|億|억)"
    r"(?!\w)"
)


class Guess(BaseModel):
    hour: int
    month: int
    largest_year: int
    largest_year_inr: int


class Tables(BaseModel):
    """`salary.toml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    currencies: dict[str, tuple[str, ...]]
    dollars: tuple[str, ...]
    crowns: dict[str, tuple[str, ...]]
    minor_units: dict[str, int]
    scale: dict[str, int]
    guess: Guess
    multipliers: dict[str, int]
    implied: dict[str, str]
    words: dict[str, tuple[str, ...]]
    periods: dict[Period, tuple[str, ...]]

    @cached_property
    def codes(self) -> dict[str, str]:
        spelt = {name.casefold(): code for code, names in self.currencies.items() for name in names}
        return spelt | {name.casefold(): CROWNS for name in self.crowns["spellings"]}

    @cached_property
    def amount(self) -> re.Pattern[str]:
        money = alternatives(self.codes)
        after = alternatives(self.codes, start=False)
        times = alternatives(self.multipliers, start=False)
        return re.compile(
            rf"(?<![^\W{CJK}])(?<![.,%#])(?:(?P<before>{money}){BLANK}{{0,2}})?(?<![\d.,])(?P<number>{_NUMBER})"
            rf"(?P<millions>{_MILLIONS})?(?:{BLANK}?(?P<times>{times}))?"
            rf"(?:{BLANK}?(?P<thousands>[TtKk](?=€|EUR|CHF))?(?P<after>{after}))?"
            r"(?P<open>\+)?(?!%|[.,]?\d)",
            re.IGNORECASE,
        )


@dataclass(frozen=True, slots=True)
class Amount:
    """One number with what stands at it; `value` is none where its separators can be read in two ways."""

    start: int
    end: int
    value: Decimal | None
    times: int | None
    currency: str | None
    open: bool


@lru_cache(maxsize=1)
def tables() -> Tables:
    return Tables.model_validate(document("salary"))


def amounts(text: str) -> Iterator[Amount]:
    """Every number of the text, in order; most of them are no money."""
    known = tables()
    for match in known.amount.finditer(text):
        before, after = match["before"], match["after"]
        word = (match["times"] or "").casefold()
        named = agreed(known.codes.get((name or "").casefold()) for name in (before, after))
        yield Amount(
            start=match.start(),
            end=match.end(),
            value=None if match["millions"] else number(match["number"]),
            times=1_000 if match["thousands"] else known.multipliers.get(word),
            currency=named or (known.implied.get(word) if not (before or after) else None),
            open=bool(match["open"]),
        )


def number(text: str) -> Decimal | None:
    """`1,234.56`, `1.234,56`, `1 234`, `1'000`, `12,00,000`; none where the groups make no number."""
    text = re.sub(rf"{BLANK}|['’]", "", text)
    marks = [char for char in text if char in ".,"]
    if not marks:
        return Decimal(text)
    head, _, tail = text.rpartition(marks[-1])
    if len(set(marks)) == 1 and (len(marks) > 1 or len(tail) == 3):
        return _grouped(text, marks[0])
    if len(set(marks)) > 2 or marks.count(marks[-1]) > 1 or len(tail) > 2:
        return None
    whole = _grouped(head, marks[0]) if len(marks) > 1 else Decimal(head)
    return None if whole is None else Decimal(f"{whole}.{tail}")


def _grouped(text: str, mark: str) -> Decimal | None:
    """Groups of three; or, as in India, of two before a last one of three."""
    first, *groups = text.split(mark)
    sizes = [len(group) for group in groups]
    western = all(size == 3 for size in sizes) and len(first) <= 3
    indian = mark == "," and sizes[-1:] == [3] and all(size == 2 for size in sizes[:-1]) and len(first) <= 2
    if not (western or indian) or (first.startswith("0") and first != ""):
        return None
    return Decimal("".join((first, *groups)))


def agreed(codes: Iterable[str | None]) -> str | None:
    """`$80,000 CAD` is Canadian: a code beats the bare sign; two that disagree are no currency."""
    named = {code for code in codes if code}
    if len(named) == 2 and named & set(tables().dollars):
        named.discard("USD")
    return named.pop() if len(named) == 1 else None
