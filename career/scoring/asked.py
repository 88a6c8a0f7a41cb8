"""What a posting asks for, each thing once, with its weight."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from career.schema.posting import Must, Posting, Requirement, RequirementKind
from career.scoring.weights import MatchWeights
from career.skills import Matcher

_SKILL_KINDS = {RequirementKind.SKILL, RequirementKind.YEARS, RequirementKind.DUTY, RequirementKind.SOFT}


@dataclass(frozen=True)
class AskedSkill:
    """One of `any_of` is enough."""

    requirement_id: str | None
    any_of: frozenset[str]
    label: str
    must: Must
    weight: float
    quote: str


def hard_skills(posting: Posting, matcher: Matcher, weights: MatchWeights) -> list[AskedSkill]:
    """The skills of part K, in the posting's order; one that the title or a second line names weighs more."""
    titled = {hit.skill_id for hit in matcher.find(posting.title or "") if hit.strength == "firm"}
    merged: dict[frozenset[str], AskedSkill] = {}
    times: dict[frozenset[str], int] = {}
    for skill in _skills(posting, matcher, weights, soft=False):
        times[skill.any_of] = times.get(skill.any_of, 0) + 1
        known = merged.get(skill.any_of)
        if known is None or known.weight < skill.weight:
            merged[skill.any_of] = skill
    return [
        replace(skill, weight=skill.weight * weights.emphasis)
        if times[any_of] > 1 or any_of & titled
        else skill
        for any_of, skill in merged.items()
    ]


def soft_skills(posting: Posting, matcher: Matcher, weights: MatchWeights) -> list[AskedSkill]:
    """The skills of part P."""
    found = _skills(posting, matcher, weights, soft=True)
    return list({skill.any_of: skill for skill in found}.values())


def of_kind(posting: Posting, kind: RequirementKind) -> list[Requirement]:
    return [requirement for requirement in posting.requirements if requirement.kind == kind]


def _skills(posting: Posting, matcher: Matcher, weights: MatchWeights, *, soft: bool) -> Iterator[AskedSkill]:
    for requirement in posting.requirements:
        if requirement.kind not in _SKILL_KINDS:
            continue
        any_of = requirement.any_of or _named_soft(requirement, matcher)
        kinds = {matcher.skill(skill_id).kind for skill_id in any_of if matcher.knows(skill_id)}
        if any_of and (kinds == {"soft"}) == soft:
            yield AskedSkill(
                requirement_id=requirement.id,
                any_of=frozenset(any_of),
                label=_label(any_of, requirement, matcher),
                must=requirement.must,
                weight=weights.must[requirement.must],
                quote=requirement.quote,
            )


def _named_soft(requirement: Requirement, matcher: Matcher) -> tuple[str, ...]:
    """A line about soft skills that came without ids is searched for them."""
    if requirement.kind != RequirementKind.SOFT:
        return ()
    hits = matcher.find(requirement.text)
    return tuple(hit.skill_id for hit in hits if matcher.skill(hit.skill_id).kind == "soft")


def _label(any_of: tuple[str, ...], requirement: Requirement, matcher: Matcher) -> str:
    labels = [matcher.skill(skill_id).label for skill_id in any_of if matcher.knows(skill_id)]
    return " or ".join(labels) or requirement.text
