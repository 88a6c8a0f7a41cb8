"""What a posting asks for: each bullet or sentence with its kind, its weight and its place in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from career.reading import demands, phrases, salary
from career.reading.cues import Strength, strength_at
from career.reading.passages import Passage, Section
from career.reading.phrases import vocabulary
from career.reading.skill_groups import Group, groups
from career.schema.ids import IdMaker
from career.schema.posting import Must, Requirement, RequirementKind
from career.schema.skill import SkillHit

_MOST: Final = 40
_LAST: Final = {RequirementKind.DUTY: 3, RequirementKind.SOFT: 2}
"""What goes first when there are more than 40."""
_LABELLED: Final = re.compile(r"[^\W\d][\w ]{1,24}:\s")
"""`Notice period: 30 days`."""
_HEADS: Final = {Section.REQUIRED: Must.REQUIRED, Section.PREFERRED: Must.PREFERRED}


class Finder(Protocol):
    """What finds skills in text: `career.skills.load()` in the product."""

    def find(self, text: str, *, listed: bool = False) -> list[SkillHit]: ...


@dataclass(frozen=True, slots=True)
class _Asked:
    """A requirement before it has its id; `label` stands in for the sentence where that says it better."""

    kind: RequirementKind
    passage: Passage
    must: Must
    any_of: tuple[str, ...] = ()
    years: float | None = None
    level: str | None = None
    label: str | None = None


def read(found: list[Passage], finder: Finder) -> tuple[Requirement, ...]:
    """At most 40, in the order of the text; duties and soft skills make room first."""
    asked = [one for passage in found for one in _asked(passage, finder)]
    ids = IdMaker()
    return tuple(_requirement(one, ids) for one in _most_telling(asked))


def _most_telling(asked: list[_Asked]) -> list[_Asked]:
    if len(asked) > _MOST:
        asked = list(
            {(one.kind, one.any_of or one.passage.start, one.level, one.label): one for one in asked}.values()
        )
    ranked = sorted(range(len(asked)), key=lambda at: (_rank(asked[at]), at))
    return [asked[at] for at in sorted(ranked[:_MOST])]


def _rank(one: _Asked) -> int:
    weight = {Must.REQUIRED: 0, Must.UNMARKED: 1, Must.PREFERRED: 1}[one.must]
    return _LAST.get(one.kind, weight)


def _requirement(one: _Asked, ids: IdMaker) -> Requirement:
    quote = one.passage.text
    return Requirement(
        id=ids.make("r", one.kind, one.label, quote, *one.any_of),
        kind=one.kind,
        text=one.label or quote,
        quote=quote,
        start=one.passage.start,
        end=one.passage.end,
        must=one.must,
        any_of=one.any_of,
        years=one.years,
        level=one.level,
    )


def _asked(passage: Passage, finder: Finder) -> Iterator[_Asked]:
    if passage.section in {Section.IGNORED, Section.BENEFITS}:
        yield from _knock_outs(passage, only=demands.PERMITS)
        return
    if passage.section is Section.INTRODUCTION:
        yield from _knock_outs(passage)
        return
    knock_outs = list(_knock_outs(passage))
    hits = _hits(passage, finder)
    found = [*knock_outs, *_studies(passage), *_skills(passage, hits)]
    if passage.section is Section.DUTY:
        found = [_duty(passage), *(one for one in found if one.kind is not RequirementKind.SOFT)]
    elif (
        not found and passage.section in _HEADS and not _is_notice(passage) and not _must(passage, 0).dropped
    ):
        # Nothing in it has a name that we know: it still is asked, and counts by its meaning.
        found = [_Asked(RequirementKind.SKILL, passage, _must(passage, 0).must)]
    yield from found


def _is_notice(passage: Passage) -> bool:
    """Pay, dates and other labelled facts, which stand as lines under any heading."""
    dates, text = vocabulary("posting_words")["dates"], passage.text
    if not passage.bullet and _LABELLED.match(text):
        return True
    return salary.find(text) is not None or bool(
        phrases.finder((*dates["posted"], *dates["until"])).search(text)
    )


def _hits(passage: Passage, finder: Finder) -> list[SkillHit]:
    """Firm hits; languages, licences and the field of a degree are no skills beside that."""
    taken = [*demands.field_of_degree(passage), *demands.licence_spans(passage.text)]
    taken += [(start, end) for _, start, end in demands.language_spans(passage.text)]
    return [
        hit
        for hit in finder.find(passage.text)
        if hit.strength == "firm" and not any(start < hit.end and hit.start < end for start, end in taken)
    ]


def _duty(passage: Passage) -> _Asked:
    return _Asked(RequirementKind.DUTY, passage, Must.UNMARKED)


def _knock_outs(passage: Passage, only: frozenset[RequirementKind] = demands.ALL) -> Iterator[_Asked]:
    for demand in demands.every(passage):
        strength = _must(passage, demand.start)
        if demand.kind in only and not strength.dropped:
            yield _Asked(demand.kind, passage, strength.must, level=demand.level, label=demand.label)


def _studies(passage: Passage) -> Iterator[_Asked]:
    degree = demands.degree(passage)
    if degree is not None:
        strength = _must(passage, degree.start)
        if not strength.dropped:
            yield _Asked(RequirementKind.DEGREE, passage, strength.must, level=degree.level)


def _skills(passage: Passage, hits: list[SkillHit]) -> Iterator[_Asked]:
    """Years belong to the first skill after them in the same sentence, else they are general."""
    soft = demands.soft_spans(passage)
    is_soft = [any(start < hit.end and hit.start < end for start, end in soft) for hit in hits]
    hard = groups(passage.text, [hit for hit, softly in zip(hits, is_soft, strict=True) if not softly])
    years = demands.years(passage)
    bound = _bound(hard, years)
    if years is not None and not (strength := _must(passage, years.start)).dropped:
        any_of = bound.skill_ids if bound else ()
        yield _Asked(RequirementKind.YEARS, passage, strength.must, any_of, years.years)
    for group in hard:
        strength = _must(passage, group.start)
        if group is not bound and not strength.dropped:
            yield _Asked(RequirementKind.SKILL, passage, strength.must, group.skill_ids)
    if soft and not (strength := _must(passage, soft[0][0])).dropped:
        ids = dict.fromkeys(hit.skill_id for hit, softly in zip(hits, is_soft, strict=True) if softly)
        yield _Asked(RequirementKind.SOFT, passage, strength.must, tuple(ids))


def _bound(found: list[Group], years: demands.Years | None) -> Group | None:
    if years is None:
        return None
    return next((group for group in found if group.start >= years.end), None) or (
        found[-1] if found else None
    )


def _must(passage: Passage, at: int) -> Strength:
    """The cue nearest in the clause beats the heading; in a duty the same words mean something else."""
    if passage.section is Section.DUTY:
        return Strength(Must.UNMARKED)
    head = _HEADS.get(passage.section, Must.UNMARKED)
    return strength_at(passage.text, at, head)
