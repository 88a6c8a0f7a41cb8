"""Pay in free text: amounts with their currency and period, or nothing where the text leaves a doubt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from typing import Final, get_args

from career.reading.money import CROWNS, Amount, Period, agreed, amounts, tables
from career.reading.phrases import finder
from career.schema.posting import Salary

_PERIOD_AFTER: Final = 24
_PERIOD_BEFORE: Final = 18
_MONEY_BEFORE: Final = 30
_MONEY_AFTER: Final = 28
_SALARY_NEAR: Final = 60
"""Characters in which a word of pay vouches for an amount without a period."""
_MOST: Final = 300
"""Numbers looked at in one text: a posting has dozens, a page of noise any number."""
_NOWHERE: Final = 1_000_000
_BETWEEN_BEFORE: Final = 20
_WIDEST: Final = 5
"""The top of a range of pay is at most this many times its bottom; more is a range misread."""
_YEARLY: Final[dict[Period, int]] = {"hour": 2_080, "day": 260, "week": 52, "month": 12, "year": 1}
_LINE: Final = re.compile(r"[\n;]|[.!?]\s")
_GAP: Final = 40


@dataclass(frozen=True, slots=True)
class Pay:
    """A salary and where its quote stands; `distance` is the way to the nearest word of pay."""

    salary: Salary
    start: int
    end: int
    distance: int


@dataclass(frozen=True, slots=True)
class _Range:
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    currency: str


def find(text: str) -> Salary | None:
    """The salary that `text` states: of several the one nearest to a word of pay, else the first."""
    best = min(every(text), key=lambda pay: (pay.distance, pay.start), default=None)
    return best.salary if best else None


def every(text: str) -> Iterator[Pay]:
    """All amounts that can be pay, in the order of the text."""
    words = tables().words
    salaries = [match.span() for match in finder(words["salary"]).finditer(text)]
    for found in _ranges(text):
        pay = _judged(found, text, salaries)
        if pay is not None:
            yield pay


def minor_units(amount: Decimal, currency: str) -> int:
    """Whole minor units of ISO 4217."""
    return int(amount.scaleb(tables().minor_units.get(currency, 2)).to_integral_value())


def currency_code(name: str) -> str | None:
    """The ISO code of a currency by code, sign or name."""
    code = tables().codes.get(name.strip().casefold())
    if code and code != CROWNS:
        return code
    return name.strip() if re.fullmatch(r"[A-Z]{3}", name.strip()) else None


def written_period(text: str) -> Period | None:
    """The period that a short text names, such as `HOUR` or `per month`."""
    named = [
        (match.start(), period) for period in get_args(Period) if (match := _periods(period).search(text))
    ]
    return min(named)[1] if named else None


def guessed_period(amount: Decimal, currency: str) -> Period:
    known = tables()
    scaled = amount / known.scale.get(currency, 1)
    if scaled < known.guess.hour:
        return "hour"
    return "month" if scaled < known.guess.month else "year"


def is_plausible(amount: Decimal, currency: str, period: Period) -> bool:
    known = tables()
    largest = known.guess.largest_year_inr if currency == "INR" else known.guess.largest_year
    return 0 < amount * _YEARLY[period] <= largest * known.scale.get(currency, 1)


def _ranges(text: str) -> Iterator[_Range]:
    """Amounts with a currency, two of them taken together where the text joins them."""
    used = -1
    found = list(islice(amounts(text), _MOST))
    for first, second in pairwise([*found, None]):
        if first is None or first.start < used:
            continue
        if second is not None and _are_joined(first, second, text):
            used = second.end
            joined = _both(first, second, text)
        else:
            joined = _alone(first, text)
        if joined is not None:
            yield joined


def _are_joined(first: Amount, second: Amount, text: str) -> bool:
    """Only a range mark stands between them, and perhaps the period of the first."""
    gap = text[first.end : second.start].strip().casefold()
    if len(gap) > _GAP or "\n" in gap:
        return False
    words = tables().words
    for period in get_args(Period):
        gap = _periods(period).sub("", gap, count=1).strip()
    if gap in words["ranges"]:
        return True
    before = text[max(0, first.start - _BETWEEN_BEFORE) : first.start]
    return gap in words["joins"] and bool(finder(words["between"]).search(before))


def _both(first: Amount, second: Amount, text: str) -> _Range | None:
    named = agreed((first.currency, second.currency))
    currency = _settled(named, text) if named else None
    if currency is None or first.value is None or second.value is None:
        return None
    times = second.times or 1
    low = first.value * (first.times or (times if first.value < 1_000 else 1))
    high = second.value * times
    if not low <= high <= low * _WIDEST:
        return None
    return _Range(first.start, second.end, low, high, currency)


def _alone(found: Amount, text: str) -> _Range | None:
    currency = _settled(found.currency, text) if found.currency else None
    if currency is None or found.value is None:
        return None
    value = found.value * (found.times or 1)
    before = text[max(0, found.start - _PERIOD_BEFORE) : found.start].rstrip()
    words = tables().words
    if found.open or _ends_with(before, words["from"]):
        return _Range(found.start, found.end, value, None, currency)
    if _ends_with(before, words["up_to"]):
        return _Range(found.start, found.end, None, value, currency)
    return _Range(found.start, found.end, value, value, currency)


def _ends_with(before: str, words: tuple[str, ...]) -> bool:
    return any(match.end() == len(before) for match in finder(words).finditer(before))


def _settled(currency: str, text: str) -> str | None:
    """Which crown it is, by the words of the whole text; in doubt none."""
    if currency != CROWNS:
        return currency
    crowns = tables().crowns
    votes = {code: len(finder(crowns[code]).findall(text)) for code in ("SEK", "NOK", "DKK")}
    votes = {code: count + text.count(code) for code, count in votes.items()}
    best = max(votes, key=lambda code: votes[code])
    return best if votes[best] > 0 and list(votes.values()).count(votes[best]) == 1 else None


def _judged(found: _Range, text: str, salaries: list[tuple[int, int]]) -> Pay | None:
    distance = min((_way(found, span) for span in salaries), default=_NOWHERE)
    if _is_other_money(found, text, salaries):
        return None
    amount = found.high if found.high is not None else found.low
    assert amount is not None
    period, end = _period(found, text)
    if period is None and distance > _SALARY_NEAR and not _looks_like_pay(found, amount):
        return None
    guessed = period or guessed_period(amount, found.currency)
    if not is_plausible(amount, found.currency, guessed):
        return None
    salary = Salary(
        min=None if found.low is None else minor_units(found.low, found.currency),
        max=None if found.high is None else minor_units(found.high, found.currency),
        currency=found.currency,
        period=guessed,
        period_guessed=period is None,
        quote=text[found.start : end],
    )
    return Pay(salary, found.start, end, distance)


def _looks_like_pay(found: _Range, amount: Decimal) -> bool:
    """A bare amount is pay when it is a range, or as large as a year's pay."""
    is_range = found.low is not None and found.high is not None and found.low < found.high
    return is_range or guessed_period(amount, found.currency) == "year"


def _way(found: _Range, span: tuple[int, int]) -> int:
    return max(span[0] - found.end, found.start - span[1], 0)


def _is_other_money(found: _Range, text: str, salaries: list[tuple[int, int]]) -> bool:
    """Funding, revenue, a bonus …: said before with no word of pay in between, or right after."""
    other = finder(tables().words["other_money"])
    window = max(0, found.start - _MONEY_BEFORE)
    for match in other.finditer(text[window : found.start]):
        said = window + match.end()
        if not any(said <= start and end <= found.start for start, end in salaries):
            return True
    after = re.split(
        r"[\n;.,(+&]|\bplus\b|\band\b|\bund\b|\bet\b|\by\b", text[found.end : found.end + _MONEY_AFTER]
    )[0]
    return bool(other.search(after))


def _period(found: _Range, text: str) -> tuple[Period | None, int]:
    """The period nearest to the amount, and where the quote ends."""
    after = _LINE.split(text[found.end : found.end + _PERIOD_AFTER])[0]
    inner = text[found.start : found.end]
    named = [
        (match.start(), match.end(), period)
        for period in get_args(Period)
        if (match := _periods(period).search(after))
    ]
    if named:
        _, end, period = min(named)
        return period, found.end + end
    for period in get_args(Period):
        if _periods(period).search(inner):
            return period, found.end
    # A word may begin earlier than the window: it must end in it.
    start = max(0, found.start - 2 * _PERIOD_BEFORE)
    before = text[start : found.start].rpartition("\n")[2]
    ends = [
        (len(before) - match.end(), period)
        for period in get_args(Period)
        for match in _periods(period).finditer(before)
        if len(before) - match.end() <= _PERIOD_BEFORE
    ]
    return (min(ends)[1] if ends else None), found.end


def _periods(period: Period) -> re.Pattern[str]:
    return finder(tables().periods[period])
