"""Which lines of each role a posting should see, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from career.embedding import Embedder, Similarity
from career.schema.posting import Posting, RequirementKind
from career.schema.resume import Bullet, Resume, Work
from career.scoring.asked import AskedSkill, hard_skills
from career.scoring.weights import load_weights
from career.skills import Matcher

LIMITS = (6, 4, 3)
"""Lines shown of the newest role, the next one, and each older one."""
_MEANING, _COVERAGE, _NUMBER, _FRESH = 0.55, 0.30, 0.10, 0.05
_LIKENESS = 0.3
"""How much a line loses for being like one that is already chosen."""
_FADE = 0.9
_TOLD = frozenset({RequirementKind.DUTY, RequirementKind.SKILL, RequirementKind.YEARS, RequirementKind.SOFT})


@dataclass(frozen=True)
class Chosen:
    """The lines of one role, best first, and those that its limit leaves out, in their order."""

    work: Work
    shown: tuple[Bullet, ...]
    hidden: tuple[Bullet, ...]
    answered: dict[str, tuple[str, ...]]
    """Bullet id to the requirements that it answers."""


def asked_skills(posting: Posting, matcher: Matcher) -> list[AskedSkill]:
    """Heaviest first; ties in the posting's order."""
    return sorted(hard_skills(posting, matcher, load_weights().match), key=lambda asked: -asked.weight)


def choose(
    resume: Resume, posting: Posting, *, matcher: Matcher, embedder: Embedder, today: date
) -> list[Chosen]:
    """Every role with lines, in the resume's order; a role itself is never left out."""
    chooser = _Chooser(resume, posting, matcher, embedder, today)
    return [
        chooser.role(work, LIMITS[min(place, len(LIMITS) - 1)])
        for place, work in enumerate(resume.work)
        if work.highlights
    ]


class _Chooser:
    def __init__(
        self, resume: Resume, posting: Posting, matcher: Matcher, embedder: Embedder, today: date
    ) -> None:
        self._today = today
        self._asked = asked_skills(posting, matcher)
        self._covered: set[str | None] = set()
        self._told = [one for one in posting.requirements if one.kind in _TOLD]
        similarity = Similarity(embedder, load_weights().calibration[embedder.model_id])
        bullets = [bullet for work in resume.work for bullet in work.highlights]
        self._at = {bullet.id: place for place, bullet in enumerate(bullets)}
        texts = [bullet.text for bullet in bullets]
        wanted = [one.text for one in self._told]
        self._near = similarity.between(texts, wanted) if wanted else np.zeros((len(texts), 1))
        self._alike = similarity.between(texts, texts)
        self._skills = {b.id: {hit.skill_id for hit in matcher.find(b.text)} for b in bullets}

    def role(self, work: Work, limit: int) -> Chosen:
        left = list(work.highlights)
        shown: list[Bullet] = []
        answered: dict[str, tuple[str, ...]] = {}
        while left and len(shown) < limit:
            best = max(left, key=lambda bullet: (self._worth(bullet, work, shown), -self._at[bullet.id]))
            left.remove(best)
            shown.append(best)
            answered[best.id] = self._answers(best)
            self._covered |= {asked.requirement_id for asked in self._shown_in(best)}
        return Chosen(work, tuple(shown), tuple(b for b in work.highlights if b in left), answered)

    def _worth(self, bullet: Bullet, work: Work, shown: Sequence[Bullet]) -> float:
        place = self._at[bullet.id]
        total = sum(asked.weight for asked in self._asked) or 1.0
        new = sum(a.weight for a in self._shown_in(bullet) if a.requirement_id not in self._covered)
        worth = _MEANING * float(_row(self._near, place).max()) + _COVERAGE * new / total
        worth += _NUMBER * any(char.isdigit() for char in bullet.text)
        worth += _FRESH * float(_FADE ** self._years_since(work))
        alike = [float(self._alike[place, self._at[other.id]]) for other in shown]
        return worth - _LIKENESS * max(alike, default=0.0)

    def _shown_in(self, bullet: Bullet) -> list[AskedSkill]:
        return [asked for asked in self._asked if asked.any_of & self._skills[bullet.id]]

    def _answers(self, bullet: Bullet) -> tuple[str, ...]:
        ids = [asked.requirement_id for asked in self._shown_in(bullet) if asked.requirement_id]
        row = _row(self._near, self._at[bullet.id])
        if self._told and row.max() > 0.5:
            ids.append(self._told[int(row.argmax())].id)
        return tuple(dict.fromkeys(ids))

    def _years_since(self, work: Work) -> int:
        if work.current or not work.end_date:
            return 0
        return max(0, self._today.year - int(work.end_date[:4]))


def _row(matrix: NDArray[np.float64], place: int) -> NDArray[np.float64]:
    row: NDArray[np.float64] = matrix[place]
    return row
