"""Quality of the file: whether software reads it, and whether the sections and contacts are there."""

from collections.abc import Sequence

from career.schema.reading import Finding, Severity
from career.schema.resume import Resume
from career.schema.score import How, ScoreItem, Verdict
from career.scoring.apportion import Part
from career.scoring.weights import QualityWeights

NO_TEXT_LAYER = "no_text_layer"


def parse_part(findings: Sequence[Finding], weights: QualityWeights) -> Part:
    """1 less the loss of each kind of finding, each counted once at its worst."""
    worst = by_code(findings)
    value = max(0.0, 1 - sum(weights.loss[finding.severity] for finding in worst.values()))
    read = ScoreItem(label="Software reads the file", verdict=_graded(value), points=value, how=How.FINDING)
    faults = [
        ScoreItem(
            label=code.replace("_", " "),
            verdict=Verdict.MISSING,
            points=0,
            quote=finding.quote,
            how=How.FINDING,
            advice=finding.fix,
        )
        for code, finding in worst.items()
    ]
    return Part("parse", "Readable by software", weights.parts["parse"], value, (read, *faults))


def by_code(findings: Sequence[Finding]) -> dict[str, Finding]:
    """The most severe finding of each code, most severe codes first."""
    order = list(Severity)
    ranked = sorted(
        findings, key=lambda finding: (order.index(finding.severity), finding.code, finding.quote)
    )
    worst: dict[str, Finding] = {}
    for finding in ranked:
        worst.setdefault(finding.code, finding)
    return worst


def sections_part(resume: Resume, weights: QualityWeights) -> Part:
    basics = resume.basics
    present = {
        "experience": (bool(resume.work), "Add the roles that you held."),
        "education": (bool(resume.education), "Add what you studied."),
        "skills": (
            any(group.keywords or group.name for group in resume.skills),
            "Add a list of your skills.",
        ),
        "contact": (bool(basics.email or basics.phone), "Add an e-mail address or a phone number."),
        "summary": (bool(basics.summary), "Add two or three sentences about your work."),
    }
    return _checklist("sections", "Sections", present, weights.sections, weights)


def contact_part(resume: Resume, weights: QualityWeights) -> Part:
    basics = resume.basics
    place = basics.location
    present = {
        "email": (bool(basics.email), "Add your e-mail address."),
        "phone": (bool(basics.phone), "Add your phone number."),
        "location": (bool(place and (place.city or place.region or place.country_code)), "Add your city."),
        "link": (bool(basics.url or any(one.url for one in basics.profiles)), "Add a link to your work."),
    }
    return _checklist("contact", "Contact", present, weights.contact, weights)


def _checklist(
    key: str,
    label: str,
    present: dict[str, tuple[bool, str]],
    worth: dict[str, float],
    weights: QualityWeights,
) -> Part:
    items = tuple(
        ScoreItem(
            label=name.capitalize(),
            verdict=Verdict.MET if there else Verdict.MISSING,
            points=worth[name] if there else 0,
            advice="" if there else fix,
        )
        for name, (there, fix) in present.items()
    )
    value = sum(worth[name] for name, (there, _) in present.items() if there)
    return Part(key, label, weights.parts[key], min(value, 1.0), items)


def _graded(value: float) -> Verdict:
    if value >= 1:
        return Verdict.MET
    return Verdict.PARTIAL if value else Verdict.MISSING
