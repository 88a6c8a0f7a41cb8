"""How well a resume answers a posting: 0 to 100, every point with its reason."""

from datetime import date

from career.embedding import Embedder, Similarity
from career.schema.posting import Completeness, Posting
from career.schema.resume import Resume
from career.schema.score import Flag, Score, Verdict
from career.scoring.apportion import Part, band, inputs_hash, put_together
from career.scoring.asked import AskedSkill, hard_skills, soft_skills
from career.scoring.coverage import fresh_part, skills_part, soft_part
from career.scoring.evidence import Evidence, gather
from career.scoring.experience import degree_part, relevant_roles, years_part
from career.scoring.knockouts import knockouts, stuffing
from career.scoring.meaning import meaning_part
from career.scoring.titles import title_part, title_values
from career.scoring.weights import MatchWeights, Weights, load_weights
from career.skills import Matcher


def match(resume: Resume, posting: Posting, *, matcher: Matcher, embedder: Embedder, today: date) -> Score:
    """100 × the weighted mean of the parts that the posting asks for; no value for too little text."""
    weights = load_weights()
    evidence = gather(resume, matcher, weights.evidence)
    parts = _parts(
        posting, evidence, Similarity(embedder, weights.calibration[embedder.model_id]), weights, today
    )
    flags = [*knockouts(posting, resume), *stuffing(evidence)]
    enough = bool(parts) and _enough(posting, evidence, weights.match)
    if not enough:
        text = "There is not enough text to compare."
        flags.append(Flag(code="not_enough_text", status=Verdict.UNKNOWN, text=text))
    value, scored = put_together(parts) if enough else (None, ())
    return Score(
        kind="match",
        value=value,
        band="none" if value is None else band(value, weights.bands),
        provisional=posting.completeness is not Completeness.FULL,
        parts=scored,
        flags=tuple(flags),
        inputs_hash=inputs_hash(
            resume.model_dump_json(),
            posting.model_dump_json(),
            today.isoformat(),
            weights.version,
            embedder.model_id,
        ),
        weights_version=weights.version,
        model_id=embedder.model_id,
    )


def _parts(
    posting: Posting, evidence: Evidence, similarity: Similarity, weights: Weights, today: date
) -> list[Part]:
    """The parts that the posting asks for, in the order of their weights."""
    asked = hard_skills(posting, evidence.matcher, weights.match)
    titles = title_values(posting, evidence, similarity)
    relevant = relevant_roles(asked, evidence, titles, weights.match)
    years = years_part(posting, evidence, relevant, weights.match, today)
    others = [
        meaning_part(posting, evidence, similarity, weights.match),
        title_part(posting, evidence, titles, weights.match, today),
        years,
        degree_part(posting, evidence, years.value if years else None, weights.match),
        soft_part(soft_skills(posting, evidence.matcher, weights.match), evidence, weights.match),
        fresh_part(asked, evidence, weights.match, today),
    ]
    rest = [part for part in others if part]
    first = skills_part(asked, evidence, weights.match, _share(asked, rest, weights.match))
    return [first, *rest] if first else rest


def _share(asked: list[AskedSkill], rest: list[Part], weights: MatchWeights) -> float:
    """The weight of the skills among the parts that are asked for."""
    own = weights.parts["skills"] if asked else 0.0
    return own / (own + sum(part.weight for part in rest)) if asked else 1.0


def _enough(posting: Posting, evidence: Evidence, weights: MatchWeights) -> bool:
    """A title alone says too little of a posting; a handful of words too little of a person."""
    asks = bool(posting.requirements) or len(posting.text.split()) >= weights.least_posting_words
    tells = evidence.words >= weights.least_resume_words or bool(evidence.mentions)
    return asks and tells
