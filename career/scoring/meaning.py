"""Part S: how alike the work told and the work offered are."""

import heapq

from career.embedding import Similarity
from career.schema.posting import Posting, RequirementKind
from career.schema.score import How, ScoreItem, Verdict
from career.scoring.apportion import Part
from career.scoring.blind import Passage
from career.scoring.evidence import Evidence
from career.scoring.weights import MatchWeights

_TELLING = {RequirementKind.SKILL, RequirementKind.DUTY, RequirementKind.YEARS, RequirementKind.SOFT}
_CLOSE = 0.5
"""Calibrated likeness from which a line is called an answer rather than near one."""


def meaning_part(
    posting: Posting, evidence: Evidence, similarity: Similarity, weights: MatchWeights
) -> Part | None:
    lines = [one.text for one in posting.requirements if one.kind in _TELLING]
    offered = "\n".join(filter(None, (posting.title, *dict.fromkeys(lines))))
    if not offered.strip() or not lines:
        return None
    value = float(similarity.between([evidence.narrative], [offered])[0, 0]) if evidence.narrative else 0.0
    items = _pairs(posting, evidence, similarity, weights.pairs)
    whole = ScoreItem(
        label="Experience and posting as a whole",
        verdict=_verdict(value),
        points=0 if any(item.points for item in items) else value,
        how=How.MEANING,
    )
    return Part("meaning", "Likeness of the work", weights.parts["meaning"], value, (*items, whole))


def _pairs(posting: Posting, evidence: Evidence, similarity: Similarity, count: int) -> list[ScoreItem]:
    """The closest pairs of requirement and line, each requirement once."""
    wanted = [one for one in posting.requirements if one.kind in _TELLING]
    lines = [piece for piece in evidence.shown if piece.kind in {"experience", "project", "summary"}]
    if not lines:
        return []
    likeness = similarity.between([one.text for one in wanted], [piece.told for piece in lines])
    nearest = [(float(row.max()), -at, int(row.argmax())) for at, row in enumerate(likeness)]
    items = []
    for near, negative, line in heapq.nlargest(count, nearest):
        if near > 0:
            requirement = wanted[-negative]
            items.append(_pair(requirement.id, requirement.text, requirement.quote, lines[line], near))
    return items


def _pair(requirement_id: str, label: str, quote: str, line: Passage, near: float) -> ScoreItem:
    return ScoreItem(
        requirement_id=requirement_id,
        label=label,
        verdict=_verdict(near),
        points=near,
        quote=line.text,
        resume_id=line.resume_id,
        span=(0, len(line.text)),
        posting_quote=quote,
        how=How.MEANING,
    )


def _verdict(near: float) -> Verdict:
    if near >= _CLOSE:
        return Verdict.MET
    return Verdict.PARTIAL if near > 0 else Verdict.MISSING
