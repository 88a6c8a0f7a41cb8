"""Parts Y and D: years of relevant work, and the degree."""

import math
from collections.abc import Sequence
from datetime import date

from career.schema.posting import Must, Posting, Requirement, RequirementKind
from career.schema.resume import Education
from career.schema.score import ScoreItem, Verdict
from career.scoring.apportion import Part
from career.scoring.asked import AskedSkill, of_kind
from career.scoring.degrees import degree_level, level_asked
from career.scoring.evidence import Evidence
from career.scoring.tenure import months, years
from career.scoring.weights import MatchWeights

_EQUIVALENT = "equivalent"
_ONE_BELOW = 0.5


def relevant_roles(
    asked: Sequence[AskedSkill], evidence: Evidence, titles: Sequence[float], weights: MatchWeights
) -> list[int]:
    """Places of the roles whose title is near, or that show enough of the required skills."""
    required = [skill for skill in asked if skill.must is Must.REQUIRED]
    relevant = []
    for at, title in enumerate(titles):
        shown = evidence.shown_in(at)
        met = sum(bool(skill.any_of & shown) for skill in required)
        if title >= weights.relevant_title or (required and met >= weights.relevant_skills * len(required)):
            relevant.append(at)
    return relevant


def years_part(
    posting: Posting, evidence: Evidence, relevant: Sequence[int], weights: MatchWeights, today: date
) -> Part | None:
    """Each requirement of years by its own roles; one bound to a skill counts the roles that show it."""
    asked = [one for one in of_kind(posting, RequirementKind.YEARS) if one.years]
    if not asked:
        return None
    total = math.fsum(weights.must[one.must] for one in asked)
    items, value = [], 0.0
    for requirement in asked:
        places = _showing(requirement, evidence) if requirement.any_of else relevant
        held = _years_of(places, evidence, today)
        reached = min(1.0, held / (requirement.years or 1.0))
        share = weights.must[requirement.must] / total
        value += share * reached
        items.append(_years_item(requirement, held, reached, share, _undated(places, evidence, today)))
    return Part("years", "Years of relevant work", weights.parts["years"], min(value, 1.0), tuple(items))


def degree_part(
    posting: Posting, evidence: Evidence, years_value: float | None, weights: MatchWeights
) -> Part | None:
    """The lowest degree that is asked is enough."""
    asked = [(level, one) for one in of_kind(posting, RequirementKind.DEGREE) if (level := _level(one))]
    if not asked:
        return None
    level, requirement = min(asked, key=lambda one: one[0])
    study, held = _highest(evidence.resume.education)
    value = 1.0 if held >= level else _ONE_BELOW if held == level - 1 else 0.0
    if _EQUIVALENT in requirement.quote.lower() and years_value == 1.0:
        value = 1.0
    quote = (study.study_type or study.area or "") if study and value else ""
    item = ScoreItem(
        requirement_id=requirement.id,
        label=requirement.text,
        verdict=Verdict.MET if value == 1.0 else Verdict.PARTIAL if value else Verdict.MISSING,
        points=value,
        quote=quote,
        resume_id=study.id if study and quote else None,
        span=(0, len(quote)) if quote else None,
        posting_quote=requirement.quote,
    )
    return Part("degree", "Degree", weights.parts["degree"], value, (item,))


def _showing(requirement: Requirement, evidence: Evidence) -> list[int]:
    wanted = frozenset(requirement.any_of)
    return [at for at in range(len(evidence.resume.work)) if wanted & evidence.shown_in(at)]


def _years_of(places: Sequence[int], evidence: Evidence, today: date) -> float:
    spans = (months(evidence.resume.work[at], today) for at in places)
    return years(span for span in spans if span)


def _undated(places: Sequence[int], evidence: Evidence, today: date) -> bool:
    return any(months(evidence.resume.work[at], today) is None for at in places)


def _years_item(
    requirement: Requirement,
    held: float,
    reached: float,
    share: float,
    undated: bool,  # noqa: FBT001 - a fact
) -> ScoreItem:
    open_question = undated and reached < 1
    verdict = Verdict.MET if reached >= 1 else Verdict.PARTIAL if reached else Verdict.MISSING
    return ScoreItem(
        requirement_id=requirement.id,
        label=f"{requirement.years:g} years asked, {held:.1f} found",
        verdict=Verdict.UNKNOWN if open_question and not reached else verdict,
        points=share * reached,
        posting_quote=requirement.quote,
        advice="When did the roles without dates start and end?" if open_question else "",
    )


def _level(requirement: Requirement) -> int:
    if requirement.level and requirement.level.isdigit():
        return int(requirement.level)
    return level_asked(requirement.text)


def _highest(studies: Sequence[Education]) -> tuple[Education | None, int]:
    held = [(study.level or degree_level(study.study_type or ""), -at) for at, study in enumerate(studies)]
    level, negative = max(held, default=(0, 0))
    return (studies[-negative] if level else None), level
