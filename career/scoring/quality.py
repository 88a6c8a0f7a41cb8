"""An estimate of how well software and people can read a resume: 0 to 100, whatever the job."""

from collections.abc import Sequence
from datetime import date

from career.schema.reading import Finding, Severity, Stats
from career.schema.resume import Resume
from career.schema.score import Flag, Score, Verdict
from career.scoring.apportion import Part, band, inputs_hash, put_together
from career.scoring.evidence import Evidence, gather
from career.scoring.file_parts import NO_TEXT_LAYER, contact_part, parse_part, sections_part
from career.scoring.knockouts import stuffing
from career.scoring.line_parts import bullets_of, dates_part, length_part, numbers_part, verbs_part
from career.scoring.weights import QualityWeights, load_weights
from career.skills import Matcher

_NO_MODEL = "none"
_ENGLISH = "en"


def quality(
    resume: Resume, *, findings: Sequence[Finding], stats: Stats, today: date, matcher: Matcher
) -> Score:
    """`findings` and `stats` are those of the reading; a resume made by hand has none, and is readable."""
    weights = load_weights()
    evidence = gather(resume, matcher, weights.evidence)
    all_findings = [*findings, *_stuffed(evidence, weights.evidence.most_hits)]
    parts = _parts(resume, all_findings, stats, weights.quality, today)
    unreadable = any(finding.code == NO_TEXT_LAYER for finding in findings)
    empty = not (evidence.shown or evidence.lists or evidence.mentions or resume.work)
    most = weights.quality.no_text_cap if unreadable else 100.0
    value, scored = (None, ()) if empty else put_together(parts, most)
    text = "There is not enough text to judge."
    return Score(
        kind="quality",
        value=value,
        band="none" if value is None else band(value, weights.bands),
        parts=scored,
        flags=(Flag(code="not_enough_text", status=Verdict.UNKNOWN, text=text),)
        if empty
        else tuple(stuffing(evidence)),
        inputs_hash=_hash(resume, findings, stats, today, weights.version),
        weights_version=weights.version,
        model_id=_NO_MODEL,
    )


def _parts(
    resume: Resume, findings: Sequence[Finding], stats: Stats, weights: QualityWeights, today: date
) -> list[Part]:
    """How lines begin is judged in English alone."""
    bullets = bullets_of(resume)
    english = (resume.language or _ENGLISH).split("-")[0] == _ENGLISH
    return [
        parse_part(findings, weights),
        sections_part(resume, weights),
        contact_part(resume, weights),
        numbers_part(bullets, weights),
        *([verbs_part(bullets, weights)] if english else []),
        length_part(resume, stats, weights, today),
        dates_part(resume, weights, today),
    ]


def _stuffed(evidence: Evidence, most_hits: int) -> list[Finding]:
    """Long lists in disguise; a short one, or a skill that is simply named often, is no fault of the file."""
    fix = "Say what you did with these, or move them to the skills list."
    return [
        Finding(code="stuffing", severity=Severity.HIGH, quote=piece.text, fix=fix)
        for piece in evidence.lists
        if evidence.named_in(piece) > most_hits
    ]


def _hash(resume: Resume, findings: Sequence[Finding], stats: Stats, today: date, version: str) -> str:
    # How long the reading took says nothing about the file.
    counted = stats.model_copy(update={"ms": 0}).model_dump_json()
    found = "\n".join(finding.model_dump_json() for finding in findings)
    return inputs_hash(resume.model_dump_json(), found, counted, today.isoformat(), version)
