"""Lines with a section become fields with their evidence."""

from collections.abc import Sequence
from datetime import date

from career.reading.fields import items, lists
from career.reading.fields.bullets import is_marked, items_of
from career.reading.fields.evidence import Evidence
from career.reading.fields.language import language_of
from career.reading.fields.person import person_of
from career.reading.lines import Line, Source, text_of
from career.reading.sections import Section
from career.schema.ids import IdMaker
from career.schema.resume import Basics, OtherSection, Resume


def resume_of(
    source: Source, sections: Sequence[Section], evidence: Evidence, today: date, region: str
) -> Resume:
    """`region` is the ISO country whose phone numbers are written without a prefix."""
    ids = IdMaker()
    by_kind = _by_kind(sections)
    contact = [
        line
        for section in sections
        if section.kind in {None, "contact", "document"}
        for line in _heading_and_lines(section)
    ]
    basics = person_of(source.lines, contact, evidence, today, region) if source.lines else Basics()
    basics = _summary(basics, by_kind.get("summary", []), ids, evidence)
    kinds = {kind: lines for kind, lines in by_kind.items() if lines}
    return Resume(
        language=language_of(source.lines),
        basics=basics,
        work=items.work_of(kinds.get("work", []), ids, evidence, today),
        volunteer=items.volunteer_of(kinds.get("volunteer", []), ids, evidence, today),
        education=items.education_of(kinds.get("education", []), ids, evidence, today),
        projects=items.projects_of(kinds.get("projects", []), ids, evidence, today),
        certificates=lists.certificates_of(kinds.get("certificates", []), ids, evidence, today),
        awards=lists.awards_of(kinds.get("awards", []), ids, evidence, today),
        publications=lists.publications_of(kinds.get("publications", []), ids, evidence, today),
        skills=lists.skills_of(kinds.get("skills", []), ids, evidence),
        languages=lists.languages_of(kinds.get("languages", []), ids, evidence),
        interests=lists.interests_of(kinds.get("interests", []), ids, evidence),
        references=lists.references_of(kinds.get("references", []), ids, evidence),
        sections=_others(sections, ids, evidence),
    )


def _heading_and_lines(section: Section) -> list[Line]:
    """The heading "Curriculum Vitae" may hold the name beside it."""
    heading = section.heading
    own = (
        [heading] if heading is not None and section.kind == "document" and len(heading.segments) > 1 else []
    )
    return [*own, *section.lines]


def _by_kind(sections: Sequence[Section]) -> dict[str, list[Line]]:
    kinds: dict[str, list[Line]] = {}
    for section in sections:
        if section.kind is not None:
            kinds.setdefault(section.kind, []).extend(section.lines)
    return kinds


def _summary(basics: Basics, lines: Sequence[Line], ids: IdMaker, evidence: Evidence) -> Basics:
    text = "\n".join(item.text for item in items_of(lines)) if any(map(is_marked, lines)) else text_of(lines)
    if not text:
        return basics
    evidence.note("/basics/summary", lines, "section", 0.95)
    return basics.model_copy(update={"summary": text, "summary_id": ids.make("t", text)})


def _others(sections: Sequence[Section], ids: IdMaker, evidence: Evidence) -> tuple[OtherSection, ...]:
    return tuple(
        lists.other_of(section.title, section.lines, ids, evidence)
        for section in sections
        if section.kind == "other" and section.lines
    )
