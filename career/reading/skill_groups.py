"""Skills of one sentence, with those put together of which one is enough."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final, Literal

from career.reading.phrases import alternatives, finder, vocabulary
from career.schema.skill import SkillHit

_LEAD: Final = 25
"""Characters before a list in which "one of" or "such as" is looked for."""

Unit = list[SkillHit]
Link = Literal["or", "comma", "none"]


@dataclass(frozen=True, slots=True)
class Group:
    """One skill, or several of which one is enough."""

    start: int
    skill_ids: tuple[str, ...]


def groups(text: str, hits: list[SkillHit]) -> list[Group]:
    return list(_groups(text, sorted(hits, key=lambda hit: hit.start)))


def _groups(text: str, hits: list[SkillHit]) -> Iterator[Group]:
    seen: set[tuple[str, ...]] = set()
    for chain in _chains(text, list(_units(text, hits))):
        parts = [[hit for unit in chain for hit in unit]] if _is_choice(text, chain) else chain
        for part in parts:
            ids = tuple(dict.fromkeys(hit.skill_id for hit in part))
            if ids not in seen:
                seen.add(ids)
                yield Group(part[0].start, ids)


def _units(text: str, hits: list[SkillHit]) -> Iterator[Unit]:
    """A slash binds closest: "Git, MySQL/PostgreSQL" asks for two things."""
    unit: Unit = []
    for hit in hits:
        if unit and not re.fullmatch(r"\s*/\s*", text[unit[-1].end : hit.start]):
            yield unit
            unit = []
        unit.append(hit)
    if unit:
        yield unit


def _chains(text: str, units: list[Unit]) -> Iterator[list[Unit]]:
    """Neighbours with only a comma or "or" between; after an "or" a comma starts anew."""
    chain: list[Unit] = []
    closed = False
    for unit in units:
        link = _link(text, chain[-1], unit) if chain else "none"
        if link == "none" or (closed and link == "comma"):
            if chain:
                yield chain
            chain, closed = [], False
        chain.append(unit)
        closed = closed or link == "or"
    if chain:
        yield chain


def _is_choice(text: str, chain: list[Unit]) -> bool:
    if len(chain) < 2:
        return False
    if any(_link(text, left, right) == "or" for left, right in pairwise(chain)):
        return True
    cues = vocabulary("posting_asks")["cues"]
    before = text[max(0, chain[0][0].start - _LEAD) : chain[0][0].start]
    after = text[chain[-1][-1].end :].lstrip(" ,")
    return bool(finder(cues["either"]).search(before)) or bool(finder(cues["equivalents"]).match(after))


def _link(text: str, left: Unit, right: Unit) -> Link:
    between = text[left[-1].end : right[0].start]
    if _ors().fullmatch(between):
        return "or"
    return "comma" if re.fullmatch(r"\s*,\s*", between) else "none"


@cache
def _ors() -> re.Pattern[str]:
    words = alternatives(vocabulary("posting_asks")["cues"]["ors"])
    return re.compile(rf"\s*(?:\||,?\s*(?:{words}))\s*", re.IGNORECASE)
