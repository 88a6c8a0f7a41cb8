"""Which of a person's lines answer a posting best, by the words and skills that they share."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from career.schema.posting import Posting, Requirement, RequirementKind
from career.scoring.asked import hard_skills
from career.scoring.weights import load_weights
from career.skills import Matcher
from career.writing.facts import FactBook
from career.writing.facts.items import Item, Owner
from career.writing.facts.lexicon import Lexicon
from career.writing.facts.text import Text

_ROLE = 0.5
"""Paid roles come before projects and voluntary work of about the same worth."""
_FADE = 0.9
"""A year that has passed since a role ended takes a tenth of its lines' nearness."""
_TOLD = frozenset({RequirementKind.DUTY, RequirementKind.SKILL, RequirementKind.YEARS, RequirementKind.SOFT})


@dataclass(frozen=True)
class Asked:
    """A line of the posting, taken apart; `skills` with what each weighs."""

    requirement: Requirement
    text: Text


@dataclass(frozen=True)
class Ranked:
    """A role with its lines, best first."""

    owner: Owner
    lines: tuple[Item, ...]
    best: float


def asked_of(posting: Posting, matcher: Matcher, lexicon: Lexicon) -> tuple[Asked, ...]:
    return tuple(
        Asked(one, Text(one.quote or one.text, lexicon, matcher))
        for one in posting.requirements
        if one.kind in _TOLD
    )


def asked_skills(posting: Posting, matcher: Matcher) -> dict[str, float]:
    """Ids of the skills asked for with their weight, heaviest first."""
    asked = hard_skills(posting, matcher, load_weights().match)
    weights = {skill_id: skill.weight for skill in asked for skill_id in sorted(skill.any_of)}
    return dict(sorted(weights.items(), key=lambda pair: -pair[1]))


def ranked(
    book: FactBook, asked: Sequence[Asked], skills: dict[str, float], hidden: frozenset[str]
) -> list[Ranked]:
    """Roles, voluntary work and projects that have lines, best first; ties by the resume's order."""
    found = []
    for owner in book.owners.values():
        if owner.kind == "study" or not owner.name:
            continue
        lines = [i for i in book.of_owner(owner.id) if i.kind == "bullet" and i.id not in hidden]
        marks: dict[str, float] = {line.id: _mark(line, owner, asked, skills, book.today) for line in lines}
        lines.sort(key=lambda line: -marks[line.id])
        if lines:
            found.append(
                Ranked(owner, tuple(lines), marks[lines[0].id] + (_ROLE if owner.kind == "role" else 0))
            )
    return sorted(found, key=lambda one: -one.best)


def _mark(line: Item, owner: Owner, asked: Sequence[Asked], skills: dict[str, float], today: date) -> float:
    shown = sum(skills.get(skill_id, 0) for skill_id in {hit.skill_id for hit in line.text.skills})
    alike = max((_shared(line.text, one.text) for one in asked), default=0.0)
    numbered = 0.2 if line.text.numbers else 0.0
    return shown + 2 * alike + numbered + 0.3 * math.pow(_FADE, _years_since(owner, today))


def _shared(line: Text, wanted: Text) -> float:
    theirs = frozenset(_content(wanted))
    return len(theirs & frozenset(_content(line))) / len(theirs) if theirs else 0.0


def _content(text: Text) -> Iterator[str]:
    plain = ("function", "neutral", "letter")
    for token in text.tokens:
        if not any(text.lexicon.has(name, token.folded) for name in plain):
            yield token.stem


def _years_since(owner: Owner, today: date) -> float:
    if owner.current or not owner.end:
        return 0.0
    return max(0.0, today.year - int(owner.end[:4]))
