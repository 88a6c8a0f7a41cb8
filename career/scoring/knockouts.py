"""What settles an application whatever the score: said as a flag with its quote, never as points."""

from career.schema.posting import Posting, Requirement, RequirementKind
from career.schema.resume import Resume
from career.schema.score import Flag, Verdict
from career.scoring.evidence import Evidence

_KINDS = {
    RequirementKind.LANGUAGE,
    RequirementKind.LICENCE,
    RequirementKind.PERMIT,
    RequirementKind.CLEARANCE,
    RequirementKind.LOCATION,
}


def knockouts(posting: Posting, resume: Resume) -> list[Flag]:
    """In the posting's order; what the resume does not say is unknown, and asks the person."""
    return [
        Flag(code=one.kind, status=_status(one, resume), text=one.text, quote=one.quote)
        for one in posting.requirements
        if one.kind in _KINDS
    ]


def stuffing(evidence: Evidence) -> list[Flag]:
    """Skills named more often than is counted, and lines that are lists in disguise."""
    repeated = [
        f"{evidence.matcher.skill(skill_id).label} is named {count} times; the later ones do not count."
        for skill_id, count in evidence.repeated.items()
    ]
    crowded = ["This line names many skills and tells of none: it counts as a list." for _ in evidence.lists]
    quotes = ["" for _ in repeated] + [piece.text for piece in evidence.lists]
    return [
        Flag(code="stuffing", status=Verdict.PARTIAL, text=text, quote=quote)
        for text, quote in zip([*repeated, *crowded], quotes, strict=True)
    ]


def _status(requirement: Requirement, resume: Resume) -> Verdict:
    asked = requirement.text.lower()
    if requirement.kind is RequirementKind.LANGUAGE:
        held = [one.language.lower() for one in resume.languages if one.language]
        return Verdict.MET if any(language in asked for language in held) else Verdict.UNKNOWN
    if requirement.kind is RequirementKind.LICENCE:
        names = [one.name.lower() for one in resume.certificates if one.name]
        return Verdict.MET if any(name in asked or asked in name for name in names) else Verdict.UNKNOWN
    if requirement.kind is RequirementKind.LOCATION:
        place = resume.basics.location
        city = (place.city or "").lower() if place else ""
        return Verdict.MET if city and city in asked else Verdict.UNKNOWN
    return Verdict.UNKNOWN
