"""What a document says by itself in its language: headings, months, and how a date is put together."""

import tomllib
import unicodedata
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field, TypeAdapter

from career.schema.base import PartialDate, Shape

Direction = Literal["ltr", "rtl"]

_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""Script and regions by which Chinese is written in traditional characters."""


class Language(Shape):
    """`comma` parts places and lists, `pause` the items of a list, `colon` a name from its items."""

    direction: Direction = "ltr"
    comma: str = ", "
    pause: str = ""
    colon: str = ": "
    short: tuple[str, ...] = Field(min_length=12, max_length=12)
    long: tuple[str, ...] = Field(min_length=12, max_length=12)
    month_year: str
    day_month_year: str
    present: str
    score: str
    courses: str
    heads: dict[str, str]

    def listed(self, items: tuple[str, ...]) -> str:
        return (self.pause or self.comma).join(items)

    def month(self, when: PartialDate) -> str:
        """`2020-03` and `2020-03-15` to "Mar 2020", `2020` to "2020": a day says nothing in a resume."""
        year, *rest = when.split("-")
        if not rest:
            return year
        return self.month_year.format(month=self.short[int(rest[0]) - 1], year=year)

    def range(self, start: PartialDate | None, end: PartialDate | None, *, current: bool) -> str:
        """An end that nobody stated is not made up: then the start stands alone."""
        first = self.month(start) if start else ""
        last = self.month(end) if end else self.present if current else ""
        return " – ".join(dict.fromkeys(part for part in (first, last) if part))

    def day(self, when: date) -> str:
        return self.day_month_year.format(day=when.day, month=self.long[when.month - 1], year=when.year)


def language_of(tag: str | None) -> Language:
    """The words for a BCP 47 tag; a language that we do not speak is headed in English."""
    known = _languages()
    return known.get(written(tag), known["en"])


def written(tag: str | None) -> str:
    """The part of a tag that decides how it is set: its language, and for Chinese the script (`zh-Hant`)."""
    primary, *rest = (tag or "en").replace("_", "-").casefold().split("-")
    return "zh-Hant" if primary == "zh" and _TRADITIONAL & set(rest) else primary


def is_rtl(text: str) -> bool:
    """Whether any letter of the text is written from right to left."""
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)


@cache
def _languages() -> dict[str, Language]:
    text = (files("career.documents") / "languages.toml").read_text("utf-8")
    return TypeAdapter(dict[str, Language]).validate_python(tomllib.loads(text))
