"""Parts K, P and F: which of the asked skills a resume shows, where, and how recently."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from career.schema.score import How, ScoreItem, Verdict
from career.scoring.apportion import Part
from career.scoring.asked import AskedSkill
from career.scoring.evidence import Evidence, Mention
from career.scoring.tenure import ended_within
from career.scoring.weights import MatchWeights
from career.skills import Relation
from career.skills.labels import normalise

_HOW: Final = {
    Relation.STEM: How.STEM,
    Relation.BROADER: How.SIBLING,
    Relation.NARROWER: How.SIBLING,
    Relation.SIBLING: How.SIBLING,
}


@dataclass(frozen=True)
class Found:
    """The best answer of a resume to one asked skill; `worth` is relation × place, 0 to 1."""

    asked: AskedSkill
    worth: float
    mention: Mention | None
    relation: Relation | None


def best(asked: AskedSkill, evidence: Evidence, weights: MatchWeights, *, lists: bool = True) -> Found:
    """The mention worth most, the first of equal ones; with `lists` false listed ones are not looked at."""
    found = Found(asked, 0.0, None, None)
    for wanted in sorted(asked.any_of):
        for held, mentions in evidence.mentions.items():
            relation = evidence.matcher.relation(wanted, held)
            if relation is None:
                continue
            for mention in mentions:
                if mention.listed and not lists:
                    continue
                worth = weights.relation[relation] * (weights.listed if mention.listed else 1.0)
                if worth > found.worth:
                    found = Found(asked, worth, mention, relation)
    return found


def skills_part(
    asked: Sequence[AskedSkill], evidence: Evidence, weights: MatchWeights, share: float
) -> Part | None:
    """Part K; `share` is its weight among the parts that the posting asks for, which the list cap needs."""
    if not asked:
        return None
    total = math.fsum(skill.weight for skill in asked)
    found = [best(skill, evidence, weights) for skill in asked]
    shown = [best(skill, evidence, weights, lists=False) for skill in asked]
    value = math.fsum(one.asked.weight * one.worth for one in found) / total
    floor = math.fsum(one.asked.weight * one.worth for one in shown) / total
    # Only this part reads the lists, so the cap on the whole score is a cap on it.
    capped = min(value, floor + weights.list_cap / 100 / share)
    return Part(
        "skills",
        "Skills asked for",
        weights.parts["skills"],
        capped,
        tuple(_item(one, evidence) for one in found),
    )


def soft_part(asked: Sequence[AskedSkill], evidence: Evidence, weights: MatchWeights) -> Part | None:
    """Part P: a soft skill counts where it is shown, not where it is claimed in a list."""
    if not asked:
        return None
    found = [best(skill, evidence, weights, lists=False) for skill in asked]
    met = [one if one.worth >= 1 else Found(one.asked, 0.0, None, None) for one in found]
    items = tuple(_item(one, evidence) for one in met)
    value = math.fsum(one.worth for one in met) / len(met)
    return Part("soft", "Soft skills", weights.parts["soft"], value, items)


def fresh_part(
    asked: Sequence[AskedSkill], evidence: Evidence, weights: MatchWeights, today: date
) -> Part | None:
    """Part F: the share of asked weight that a current or recent role shows."""
    if not asked:
        return None
    fresh = {
        at for at, role in enumerate(evidence.resume.work) if ended_within(role, weights.fresh_years, today)
    }
    items, gained = [], 0.0
    for skill in asked:
        mention = _shown_in(skill, fresh, evidence)
        gained += skill.weight if mention else 0.0
        items.append(_fresh_item(skill, mention))
    value = gained / math.fsum(skill.weight for skill in asked)
    return Part("fresh", "Used recently", weights.parts["fresh"], min(value, 1.0), tuple(items))


def _shown_in(skill: AskedSkill, roles: set[int], evidence: Evidence) -> Mention | None:
    mentions = (mention for wanted in sorted(skill.any_of) for mention in evidence.mentions.get(wanted, ()))
    return next((mention for mention in mentions if mention.role in roles and not mention.listed), None)


def _item(found: Found, evidence: Evidence) -> ScoreItem:
    asked, mention, relation = found.asked, found.mention, found.relation
    if mention is None or relation is None:
        return ScoreItem(
            requirement_id=asked.requirement_id,
            label=asked.label,
            verdict=Verdict.MISSING,
            points=0,
            posting_quote=asked.quote,
            advice="If you have done this, add a line that says where.",
        )
    return ScoreItem(
        requirement_id=asked.requirement_id,
        label=asked.label,
        verdict=Verdict.MET if found.worth >= 1 else Verdict.PARTIAL,
        points=asked.weight * found.worth,
        quote=mention.quote,
        resume_id=mention.resume_id,
        span=mention.span,
        posting_quote=asked.quote,
        how=_how(mention, relation, evidence),
        advice="Only listed: say where you used it." if mention.listed else "",
    )


def _how(mention: Mention, relation: Relation, evidence: Evidence) -> How:
    if mention.listed:
        return How.LISTED
    if relation is not Relation.SAME:
        return _HOW[relation]
    known = evidence.matcher.knows(mention.skill_id)
    label = evidence.matcher.skill(mention.skill_id).label if known else mention.text
    return How.EXACT if normalise(label) == normalise(mention.text) else How.ALIAS


def _fresh_item(skill: AskedSkill, mention: Mention | None) -> ScoreItem:
    return ScoreItem(
        requirement_id=skill.requirement_id,
        label=skill.label,
        verdict=Verdict.MET if mention else Verdict.MISSING,
        points=skill.weight if mention else 0,
        quote=mention.quote if mention else "",
        resume_id=mention.resume_id if mention else None,
        span=mention.span if mention else None,
        posting_quote=skill.quote,
    )
