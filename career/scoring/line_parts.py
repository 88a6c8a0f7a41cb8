"""Quality of the lines: numbers, verbs, length and dates."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files

from career.schema.reading import Stats
from career.schema.resume import Bullet, Project, Resume, Volunteer, Work
from career.schema.score import ScoreItem, Verdict
from career.scoring.apportion import Part
from career.scoring.tenure import months, years
from career.scoring.weights import QualityWeights
from career.skills.quantities import numbers

_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PAST = "ed"


def numbers_part(bullets: Sequence[Bullet], weights: QualityWeights) -> Part:
    """A share of `numbers_wanted` is enough: not everything that matters can be counted."""
    counted = [bullet for bullet in bullets if numbers(bullet.text)]
    value = min(1.0, len(counted) / len(bullets) / weights.numbers_wanted) if bullets else 0.0
    label = f"{len(counted)} of {len(bullets)} lines state a number"
    examples = [bullet for bullet in bullets if not numbers(bullet.text)] if value < 1 else []
    advice = "How much, how many, how fast? Add the number if you know it."
    items = (_whole(label, value), *_examples(examples, advice, weights))
    return Part("numbers", "Results in numbers", weights.parts["numbers"], value, items)


def verbs_part(bullets: Sequence[Bullet], weights: QualityWeights) -> Part:
    """The share of lines that begin with what was done, less those that begin with a duty."""
    weak = [bullet for bullet in bullets if _is_weak(bullet.text)]
    strong = [bullet for bullet in bullets if not _is_weak(bullet.text) and _begins_with_a_verb(bullet.text)]
    value = max(0.0, (len(strong) - len(weak)) / len(bullets)) if bullets else 0.0
    label = f"{len(strong)} of {len(bullets)} lines begin with what you did"
    strong_ids = {bullet.id for bullet in strong}
    examples = [*weak, *(bullet for bullet in bullets if bullet.id not in strong_ids and bullet not in weak)]
    items = (
        _whole(label, value),
        *_examples(examples, "Begin with what you did: built, led, cut …", weights),
    )
    return Part("verbs", "Strong beginnings", weights.parts["verbs"], value, items)


def length_part(resume: Resume, stats: Stats, weights: QualityWeights, today: date) -> Part:
    """1 for a usual length, falling to 0 at no words and at twice as many; too many pages divide it."""
    words = stats.words or sum(len(bullet.text.split()) for bullet in bullets_of(resume))
    career = years(span for role in resume.work if (span := months(role, today)))
    allowed = weights.pages_senior if career > weights.senior_years else weights.pages
    value = _length_value(words, weights) * min(1.0, allowed / max(stats.pages, 1))
    item = _whole(f"{words} words on {max(stats.pages, 1)} pages", value)
    if value < 1:
        advice = f"Aim for {weights.words_low} to {weights.words_high} words on {allowed} pages."
        item = item.model_copy(update={"advice": advice})
    return Part("length", "Length", weights.parts["length"], value, (item,))


def dates_part(resume: Resume, weights: QualityWeights, today: date) -> Part:
    """The share of roles with start and end known and in order."""
    items = []
    for role in resume.work:
        known = months(role, today) is not None
        items.append(
            ScoreItem(
                label=", ".join(filter(None, (role.position, role.name))) or "A role",
                verdict=Verdict.MET if known else Verdict.MISSING,
                points=1 if known else 0,
                quote=role.date_text or "",
                resume_id=role.id,
                advice="" if known else "Add when this began and ended, in months.",
            )
        )
    value = sum(item.points for item in items) / len(items) if items else 0.0
    return Part("dates", "Dates", weights.parts["dates"], value, tuple(items))


def bullets_of(resume: Resume) -> list[Bullet]:
    """The visible lines about work, each text once: saying it twice says no more."""
    entries: tuple[Work | Volunteer | Project, ...] = (*resume.work, *resume.volunteer, *resume.projects)
    lines = (
        bullet
        for entry in entries
        for bullet in entry.highlights
        if bullet.text.strip() and not bullet.hidden
    )
    return list({" ".join(bullet.text.casefold().split()): bullet for bullet in lines}.values())


def _length_value(words: int, weights: QualityWeights) -> float:
    if words <= weights.words_high:
        return min(1.0, words / weights.words_low)
    return max(0.0, (weights.words_most - words) / (weights.words_most - weights.words_high))


def _is_weak(text: str) -> bool:
    weak, _ = _openers()
    return text.strip().lower().startswith(weak)


def _begins_with_a_verb(text: str) -> bool:
    _, verbs = _openers()
    first = _FIRST_WORD.search(text)
    word = first[0].lower() if first else ""
    return word in verbs or (word.endswith(_PAST) and len(word) > 4) or _singular(word) in verbs


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _whole(label: str, value: float) -> ScoreItem:
    verdict = Verdict.MET if value >= 1 else Verdict.PARTIAL if value else Verdict.MISSING
    return ScoreItem(label=label, verdict=verdict, points=value)


def _examples(bullets: Sequence[Bullet], advice: str, weights: QualityWeights) -> list[ScoreItem]:
    return [
        ScoreItem(
            label="For example",
            verdict=Verdict.MISSING,
            points=0,
            quote=bullet.text,
            resume_id=bullet.id,
            span=(0, len(bullet.text)),
            advice=advice,
        )
        for bullet in bullets[: weights.shown]
    ]


@lru_cache(maxsize=1)
def _openers() -> tuple[tuple[str, ...], frozenset[str]]:
    table = tomllib.loads(files("career.scoring").joinpath("openers.toml").read_text("utf-8"))
    return tuple(table["weak"]), frozenset(table["verbs"])
