"""Places of work as written: city, region, country."""

import re
from functools import cache
from typing import Final

from career.reading.data import table
from career.schema.posting import PostingLocation

_NOISE: Final = re.compile(r"\([^()]*\)|\b(?:area|metropolitan|greater|region|und Umgebung)\b", re.IGNORECASE)
_POSTAL: Final = re.compile(
    r"\b(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
)
_HAS_DIGIT: Final = re.compile(r"\d")
_MOST: Final = 10
_LONGEST: Final = 8
"""Words in a place with its country."""


def location(text: str) -> PostingLocation | None:
    """`Berlin`, `Austin, TX`, `London, England, United Kingdom`; countries become ISO 3166 codes."""
    parts = _parts(text)
    if not parts or len(parts) > 4:
        return None
    country = country_code(parts[-1])
    if country and (len(parts) == 1 or parts[-1] not in _regions()):
        return _place(parts[:-1], country)
    if len(parts) > 1 and parts[-1] in _regions():
        country, region = _regions()[parts[-1]]
        return PostingLocation(city=parts[0], region=region, country=country)
    return _place(parts, None)


def is_place(text: str) -> bool:
    """A country, a large city, or something before a country or a state; never a sentence."""
    parts = _parts(text)
    if not 0 < len(parts) <= 4 or len(text.split()) > _LONGEST or any(map(_HAS_DIGIT.search, parts)):
        return False
    if country_code(parts[-1]) or parts[0].casefold() in _cities():
        return True
    return len(parts) > 1 and parts[-1] in _regions()


def country_code(text: str) -> str | None:
    """ISO 3166 by name in sixteen languages, or by a code already."""
    name = text.strip().strip(".")
    if re.fullmatch(r"[A-Z]{2}", name):
        return "GB" if name == "UK" else name if name in set(_countries().values()) else None
    return _countries().get(name.casefold())


def several(text: str) -> tuple[PostingLocation, ...]:
    """Places parted by `;`, `|`, `•`, "or" and the like."""
    parts = re.split(r"\s*[;|•·]\s*|\s+(?:or|oder|ou|o|of|and|und|et|y|e|en)\s+(?=[A-ZÀ-Þ])", text)
    found = [location(part) for part in parts if part.strip()]
    return tuple(dict.fromkeys(place for place in found if place is not None))[:_MOST]


def _place(parts: list[str], country: str | None) -> PostingLocation | None:
    if not parts and not country:
        return None
    city = parts[0] if parts else None
    region = parts[1] if len(parts) > 1 else None
    return PostingLocation(city=city, region=region, country=country)


def _parts(text: str) -> list[str]:
    bare = _POSTAL.sub("", _NOISE.sub("", text)).strip(" ,.-–|")
    return [part.strip(" .") for part in re.split(r",|\s[–-]\s|/", bare) if part.strip(" .")]


def _countries() -> dict[str, str]:
    known: dict[str, str] = table("places")["countries"]
    return known


@cache
def _cities() -> frozenset[str]:
    return frozenset(name.casefold() for name in table("places")["cities"])


@cache
def _regions() -> dict[str, tuple[str, str]]:
    """Code or name of a state to its country and code."""
    states = table("places")["regions"].items()
    named = {name: (country, code) for country, known in states for code, name in known.items()}
    return named | {code: (country, code) for country, known in reversed(states) for code in known}
