"""Part T: how near the held titles are to the one offered."""

import re
from datetime import date
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from career.embedding import Similarity
from career.schema.posting import Posting
from career.schema.score import How, ScoreItem, Verdict
from career.scoring.apportion import Part
from career.scoring.blind import neutral
from career.scoring.evidence import Evidence
from career.scoring.tenure import newest_first
from career.scoring.weights import MatchWeights

_WORD = re.compile(r"[^\W_]+[+#]*")
_MET = 0.8


def title_values(posting: Posting, evidence: Evidence, similarity: Similarity) -> list[float]:
    """For each role of the resume, 0 to 1."""
    wanted = _bare(posting.title or "")
    held = [_bare(role.position or "") for role in evidence.resume.work]
    if not wanted or not held:
        return [0.0] * len(held)
    spelled = [_ratio(title, wanted) if title else 0.0 for title in held]
    if not similarity.knows_synonyms:
        return spelled
    meant = similarity.between(held, [wanted])[:, 0]
    return [
        max(one, float(two)) if title else 0.0 for one, two, title in zip(spelled, meant, held, strict=True)
    ]


def title_part(
    posting: Posting, evidence: Evidence, values: list[float], weights: MatchWeights, today: date
) -> Part | None:
    """The best held title; one that is not of the newest role counts for less."""
    if not _bare(posting.title or ""):
        return None
    roles = evidence.resume.work
    order = newest_first(roles, today)
    ranked = [
        (values[at] * (1.0 if not place else weights.older_title), at) for place, at in enumerate(order)
    ]
    value, at = max(ranked, key=lambda one: (one[0], -order.index(one[1])), default=(0.0, -1))
    title = roles[at].position or "" if value else ""
    item = ScoreItem(
        label=posting.title or "",
        verdict=Verdict.MET if value >= _MET else Verdict.PARTIAL if value else Verdict.MISSING,
        points=value,
        quote=title,
        resume_id=roles[at].id if title else None,
        span=(0, len(title)) if title else None,
        posting_quote=posting.title or "",
        how=How.MEANING if title else None,
    )
    return Part("title", "Title", weights.parts["title"], value, (item,))


def _ratio(held: str, wanted: str) -> float:
    """Shared words may stand among others only from two on: an "Engineer" is not a "Data Engineer"."""
    shared = len(set(held.split()) & set(wanted.split()))
    score = fuzz.token_set_ratio(held, wanted) if shared > 1 else fuzz.token_sort_ratio(held, wanted)
    return min(max((score / 100 - 0.5) / 0.5, 0.0), 1.0)


def _bare(title: str) -> str:
    """A title without seniority, gender and punctuation."""
    kept = [word for word in _WORD.findall(neutral(title).lower()) if word not in _seniority()]
    return " ".join(kept)


@lru_cache(maxsize=1)
def _seniority() -> frozenset[str]:
    return frozenset(files("career.scoring").joinpath("seniority.txt").read_text("utf-8").split())
