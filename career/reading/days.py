"""Days as postings write them: ISO, in words, or as "3 days ago"."""

import re
from datetime import date, datetime, timedelta
from typing import Final

import dateparser

_ISO: Final = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
_LANGUAGES: Final = ("en", "de", "fr", "es", "pt", "it", "nl")
_LONGEST: Final = 40
_FARTHEST: Final = timedelta(days=3 * 366)
"""A day of a posting farther away than this is a misreading."""


def read_day(text: str, today: date, language: str | None = None) -> str | None:
    """The ISO day, or `None`; "30+ days ago" is the latest day that it allows."""
    iso = _ISO.match(text)
    found = _by_numbers(iso) if iso else _in_words(text[:_LONGEST], today, language)
    return found.isoformat() if found and abs(found - today) <= _FARTHEST else None


def _by_numbers(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _in_words(text: str, today: date, language: str | None) -> date | None:
    """`30+` loses its plus: the lower bound of the age is all that is known."""
    spoken = [language] if language in _LANGUAGES else list(_LANGUAGES)
    found = dateparser.parse(
        re.sub(r"(\d)\s*\+", r"\1", text).strip(" .:,;()"),
        languages=spoken,
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - a day has no zone
            "DATE_ORDER": "MDY" if language == "en" else "DMY",
            "REQUIRE_PARTS": ["day", "month"],
            "RETURN_AS_TIMEZONE_AWARE": False,
            "PARSERS": ["relative-time", "absolute-time"],
        },
    )
    return found.date() if found else None
