"""Titles of jobs: which line is one, and what else is packed into it (place, company, kind of contract)."""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from career.reading.job_terms import employment_types, remote
from career.reading.locations import is_place, location
from career.reading.phrases import alternatives, finder, vocabulary
from career.schema.posting import EmploymentType, PostingLocation, Remote

_LONGEST: Final = 12
"""Words in a title."""
_GENDERS: Final = re.compile(
    r"\s*[(\[]?(?<![\w/|])(?:[mwfdhxi*]|gn|all genders)"
    r"(?:\s?[/|,*]\s?(?:[mwfdhxiv*]|div|inter)\.?){1,4}(?![\w/|])[)\]]?"
    r"|\s*[(\[](?:gn|all genders|alle geschlechter|[mwfd]{3}|h/f|f/h|m/f)[)\]]",
    re.IGNORECASE,
)
_ENDINGS: Final = re.compile(
    r"(?<=\w)(?:[*:_·/(-]{1,2}in(?:nen)?\)?|\((?:a|e|r|in|ne|trice|euse)\)|/a|·e|/-a)(?!\w)"
)
_TAIL: Final = re.compile(r"\s+[-–—|·•@]\s+|\s*\|\s*|\s*•\s*")
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]")
_LEVEL: Final = re.compile(r"\s+(?:[ivx]{1,4}|\d|l\d|[a-d]|p\d)$", re.IGNORECASE)
_TURN: Final = re.compile(
    r",|\s(?:of|for|in|to|at|with|and|on|/|und|für|im|in der|bei|de|des|du|d['’]|en|chez|para|do|da|dos"
    r"|di|per|del|della|van|voor|bij)\s|&|:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    company: str | None = None
    locations: tuple[PostingLocation, ...] = ()
    remote: Remote | None = None
    employment_types: tuple[EmploymentType, ...] = ()


def is_title(line: str) -> bool:
    """A line of at most 12 words at whose heart stands the noun of a job, and which is no sentence."""
    words = line.split()
    if not 0 < len(words) <= _LONGEST or line.rstrip()[-1] in ".!?;,:" or len(line) > 160:
        return False
    first = _TAIL.split(_bare(line))[0].strip()
    if finder(vocabulary("posting_words")["titles"]["sentences"]).search(first):
        return False
    if _GENDERS.search(line) and _noun(anywhere=True).search(first):
        return True
    return any(_has_noun(part) for part in _TURN.split(first) if part.strip())


def tidy(text: str, company: str | None = None) -> Title:
    """A title without "(m/w/d)", and with the tails that name a place or the company taken off."""
    parts = [part.strip() for part in _TAIL.split(_GENDERS.sub("", text)) if part.strip()]
    if not parts:
        return Title(" ".join(text.split()))
    if len(parts) > 1 and not is_title(parts[0]) and is_title(parts[1]):
        parts[:2] = parts[1::-1]
    kept, at = _split_company(_without_brackets(parts[0]))
    found = Title("")
    for tail in [*_BRACKETS.findall(parts[0]), *parts[1:]]:
        found = _with_tail(found, tail.strip(), company)
        if _is_shift(tail, found) and f" - {tail}" in text:
            kept = f"{kept} - {tail}"
    return replace(found, text=" ".join(kept.split()).strip(" ,-–|"), company=found.company or at)


def _with_tail(found: Title, tail: str, company: str | None) -> Title:
    kinds = employment_types(tail)
    place = location(tail) if is_place(tail) else None
    named = tail if _is_company(tail) or (company and tail.casefold() == company.casefold()) else None
    return Title(
        found.text,
        found.company or (None if place else named),
        found.locations + ((place,) if place and place.city != "Remote" else ()),
        found.remote or remote(tail),
        found.employment_types or kinds,
    )


def _split_company(text: str) -> tuple[str, str | None]:
    """`Nurse at Acme`: only after a title, and only a name."""
    match = re.search(r"\s+(?:at|bei|chez|@)\s+(?=[A-ZÀ-Þ0-9])", text)
    if match is None or not is_title(text[: match.start()]):
        return text, None
    return text[: match.start()], text[match.end() :].strip()


def _is_shift(tail: str, found: Title) -> bool:
    """`Staff Nurse - Nights`: what is neither a place nor a company nor a term belongs to the title."""
    return not _says_terms(tail) and tail != found.company


def _without_brackets(text: str) -> str:
    return _BRACKETS.sub(lambda found: "" if _says_terms(found[1]) else found[0], text)


def _says_terms(text: str) -> bool:
    return bool(is_place(text) or remote(text) or employment_types(text))


def _is_company(text: str) -> bool:
    words = text.casefold().split()
    return len(words) > 1 and words[-1] in vocabulary("posting_words")["company"]["suffixes"]


def _bare(line: str) -> str:
    return _ENDINGS.sub("", _BRACKETS.sub("", _GENDERS.sub("", line.strip(" *#"))))


def _has_noun(part: str) -> bool:
    """At the end, as in English, or at the beginning, as in the Romance languages."""
    part = _LEVEL.sub("", part.strip())
    leading = vocabulary("posting_words")["titles"]["leading"]
    return bool(_noun().search(part) or finder(leading).match(part))


@cache
def _noun(*, anywhere: bool = False) -> re.Pattern[str]:
    titles = vocabulary("posting_words")["titles"]
    end = "" if anywhere else r"\W*$"
    plural = alternatives(titles["nouns"]).replace(r"(?![^\W\d])", r"(?:s|n|en|in|innen)?(?![^\W\d])")
    endings = "|".join(sorted(titles["endings"], key=len, reverse=True))
    return re.compile(rf"(?:{plural}|\w(?:{endings})(?!\w)){end}", re.IGNORECASE)
