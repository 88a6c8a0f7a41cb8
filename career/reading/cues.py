"""How strongly a sentence asks: the words of its clause beat the heading above it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from career.reading.phrases import alternatives, finder, vocabulary
from career.schema.posting import Must

_CLAUSE: Final = re.compile(r"[;,]|\s[–—-]\s|\bbut\b|\baber\b|\bmais\b|\bpero\b|\bmas\b|\bmaar\b")

_IS_OWN: Final = re.compile(r"\b(?:is|are|would|ist|sind|wäre|est|sont|serait|es|é|è|sarà)\b", re.IGNORECASE)
"""A part with a verb speaks of its own subject: "English, German is a plus"."""
_IS_LIST: Final = re.compile(r"\s*(?:and|or|und|oder|et|ou|y|o|e|en|of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Strength:
    must: Must
    dropped: bool = False
    """`no experience needed`: nothing is asked at all."""


def strength_at(text: str, at: int, head: Must) -> Strength:
    """How strongly what stands at offset `at` is asked for."""
    cues = vocabulary("posting_asks")["cues"]
    kinds = _kinds(text) | ({head.value} if head is not Must.UNMARKED else set())
    clause = _clause(text, at) if len(kinds) > 1 else text
    if finder(cues["dropped"]).search(clause) or _denied().search(clause):
        return Strength(head, dropped=True)
    if finder(cues["preferred"]).search(clause):
        return Strength(Must.PREFERRED)
    if finder(cues["required"]).search(clause):
        return Strength(Must.REQUIRED)
    return Strength(head)


@cache
def _denied() -> re.Pattern[str]:
    cues = vocabulary("posting_asks")["cues"]
    denials, needs = alternatives(cues["denials"]), alternatives(cues["needs"])
    return re.compile(rf"(?:{denials})[^.;,()]{{1,40}}(?:{needs})", re.IGNORECASE)


def _kinds(text: str) -> set[str]:
    said = {kind for kind in ("required", "preferred", "dropped") if _says(kind, text)}
    return said | ({"dropped"} if _denied().search(text) else set())


def _says(kind: str, text: str) -> bool:
    return bool(finder(vocabulary("posting_asks")["cues"][kind]).search(text))


def _clause(text: str, at: int) -> str:
    """The part around `at`; without a cue of its own it borrows the next one's ("Python, SQL preferred")."""
    start, parts = 0, []
    for match in [*_CLAUSE.finditer(text), None]:
        end = match.start() if match else len(text)
        parts.append((start, end))
        start = match.end() if match else end
    here = next((index for index, (_, end) in enumerate(parts) if at < end), len(parts) - 1)
    for index, (first, last) in enumerate(parts[here:]):
        clause = text[first:last]
        if _kinds(clause) and (index == 0 or not _IS_OWN.search(clause) or _IS_LIST.match(clause)):
            return clause
    return text[slice(*parts[here])]
