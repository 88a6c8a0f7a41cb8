"""Dates as resumes write them, in the months of many languages; a general date parser guesses too much."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from career.reading.data import table

FIRST_YEAR = 1950
YEARS_AHEAD = 10
_DASH = "-‐‑‒–—―−~〜～"
_TWO_DIGIT_PIVOT = 10
"""'30 in 2026 is 2030, '40 is 1940: years further ahead than a degree takes belong to the last century."""


@dataclass(frozen=True, slots=True)
class Span:
    """A date or a range found in a text: offsets, and `YYYY` or `YYYY-MM` values as far as they are known.

    A single date has only an `end`; `current` is a range whose end is a word for "now".
    """

    begin: int
    finish: int
    start: str | None
    end: str | None
    current: bool = False

    @property
    def is_range(self) -> bool:
        return self.start is not None


@dataclass(frozen=True)
class _Grammar:
    span: re.Pattern[str]
    atom: re.Pattern[str]
    months: dict[str, int]
    duration: re.Pattern[str]
    hint: re.Pattern[str]
    only: re.Pattern[str]


def spans(text: str, today: date) -> list[Span]:
    """Every date and range of the text, in order, the longest reading of each."""
    prepared = _prepared(text)
    return [span for match in _grammar().span.finditer(prepared) if (span := _span(match, today))]


def single_range(text: str, today: date) -> Span | None:
    """The first range of the text, else its first date."""
    found = spans(text, today)
    return next((span for span in found if span.is_range), found[0] if found else None)


def looks_dated(text: str) -> bool:
    """A year, a word for now or a duration: enough to tell a column of dates from a column of text."""
    return bool(_grammar().hint.search(_prepared(text)))


def without_dates(text: str, today: date) -> str:
    """What is left of the text when dates and durations are taken out."""
    prepared, left, at = _prepared(text), [], 0
    for span in spans(text, today):
        left.append(text[at : span.begin])
        at = span.finish
    left.append(text[at:])
    rest = " ".join(left)
    if len(prepared) > at or left:
        rest = _grammar().duration.sub(" ", _prepared(rest)) if looks_dated(rest) else rest
    return re.sub(r"\s+", " ", re.sub(r"[(\[]\s*[)\]]", " ", rest)).strip(f" ,;:|•·()/{_DASH}")


def is_only_dates(text: str, today: date) -> bool:
    """Nothing but dates, durations and the words that introduce them."""
    if not looks_dated(text) and not spans(text, today):
        return False
    rest = _prepared(without_dates(text, today))
    return not _grammar().only.sub("", rest).strip(" ,;:|·•().-")


def _prepared(text: str) -> str:
    """Same length as the text, with one kind of dash and lower case."""
    lowered = "".join(_lower(letter) for letter in text)
    return re.sub(f"[{_DASH}]", "-", lowered).replace("’", "'")


@cache
def _lower(letter: str) -> str:
    folded = unicodedata.normalize("NFKC", letter).casefold()
    return folded if len(folded) == 1 else letter.lower()[:1]


def _span(match: re.Match[str], today: date) -> Span | None:
    groups = match.groupdict()
    begin, finish = match.span()
    if groups["single"]:
        value = _value(groups["single"], today)
        if value is None:
            return None
        if groups["since"]:
            return Span(begin, finish, value, None, current=True)
        return Span(begin, finish, None, value)
    end = None if groups["now"] else _value(groups["end"], today)
    start = _value(groups["start"], today) or _borrowed(groups["start"], end)
    if start is None or (end is None and not groups["now"]):
        return None
    return Span(begin, finish, start, end, current=bool(groups["now"]))


def _borrowed(start: str, end: str | None) -> str | None:
    """The year of "Jan - Mar 2020" stands once."""
    month = _grammar().months.get(start.strip(" .,"))
    return f"{end[:4]}-{month:02}" if month and end else None


def _value(text: str | None, today: date) -> str | None:
    match = _grammar().atom.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    groups = {key[:-1]: value for key, value in match.groupdict().items() if value is not None}
    year = _year(groups, today)
    if not FIRST_YEAR <= year <= today.year + YEARS_AHEAD:
        return None
    if name := groups.get("name"):
        return f"{year}-{_grammar().months[name]:02}"
    month = int(groups.get("month", 0))
    return f"{year}-{month:02}" if 1 <= month <= 12 else str(year)


def _year(groups: dict[str, str], today: date) -> int:
    digits = groups.get("year", "")
    if len(digits) == 4:
        return int(digits)
    short = int(groups.get("short", digits or 0))
    century = today.year - today.year % 100
    return century + short if century + short <= today.year + _TWO_DIGIT_PIVOT else century - 100 + short


@cache
def _grammar() -> _Grammar:
    words: dict[str, Any] = table("months")
    months: dict[str, int] = {**words["months"], **words["seasons"]}
    name = _any(months)
    year = r"(?:19|20)\d\d"
    day_before = r"\d{1,2}(?:st|nd|rd|th|er|º|°|\.)?\s+(?:de\s+|of\s+)?"
    day_after = r"\d{1,2}(?:st|nd|rd|th)?,\s*"
    atoms = [
        rf"(?P<yearA>{year})\s*[年년]\s*(?P<monthA>1[0-2]|0?[1-9])\s*[月월](?:\s*\d{{1,2}}\s*[日일])?",
        rf"(?P<yearB>{year})\s*[年년]",
        rf"(?P<yearC>{year})[-/.]\s?(?P<monthC>1[0-2]|0?[1-9])(?:[-/.]\s?\d{{1,2}})?(?![\d])\.?",
        rf"\d{{1,2}}[./-](?P<monthD>1[0-2]|0?[1-9])[./-](?P<yearD>{year})",
        rf"(?P<monthE>1[0-2]|0?[1-9])\s?[./-]\s?(?P<yearE>{year})",
        rf"(?:{day_before})?(?P<nameF>{name})\.?,?\s*(?:{day_after})?(?:d[eo]l?\s+|of\s+)?(?P<yearF>{year})",
        rf"(?P<nameG>{name})\.?\s*'?(?P<shortG>\d\d)(?!\d)",
        rf"(?P<yearH>{year})\s*,?\s*(?P<nameH>{name})\b",
        r"'(?P<shortI>\d\d)(?!\d)",
        r"(?P<monthJ>1[0-2]|0[1-9])/(?P<shortJ>\d\d)(?![\d/])",
        rf"(?P<yearK>{year})(?:\s*г\.)?",
    ]
    atom = "|".join(atoms)
    bare = re.sub(r"\?P<\w+>", "?:", atom)
    until = f"(?:\\s*-+\\s*|\\s+(?:{_any(words['until'])})\\s+|\\s*(?:至|到|から|부터)\\s*)"
    now = rf"(?:{_any(words['present'])})"
    introduced = rf"(?:{_any(words['from'])})\s+"
    lone = rf"(?P<since>(?:{_any(words['since'])})\s+)?(?P<single>{bare})"
    ranged = (
        rf"(?:{introduced})?(?P<start>{bare}|(?:{name})\.?)(?:{until}\s*-?\s*)"
        rf"(?:(?P<end>{bare}|\d\d(?![\d]))|(?P<now>{now})(?!\w))"
    )
    border, after = r"(?<![\w$€£+.,/@#&=%-])", r"(?![\w%+@&=]|[-/.,]\d)"
    duration = rf"\(?\b\d{{1,2}}\+?\s*(?:{_any(words['duration'])})\b\.?\)?"
    return _Grammar(
        span=re.compile(rf"{border}(?:{ranged}|{lone}){after}"),
        atom=re.compile(rf"{atom}|(?P<shortZ>\d\d)"),
        months=months,
        duration=re.compile(duration),
        hint=re.compile(rf"(?<!\d){year}(?!\d)|{now}(?!\w)|{duration}"),
        only=re.compile(rf"(?<!\w)(?:{_any(words['from'])}|{_any(words['until'])}|{now})(?!\w)"),
    )


def _any(words: Any) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
