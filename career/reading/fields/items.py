"""Entries become the items of a resume, with an id and evidence each."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from career.reading.data import table
from career.reading.fields import dated
from career.reading.fields.bullets import items_of, unmarked
from career.reading.fields.dated import Reading
from career.reading.fields.entries import Entry
from career.reading.fields.evidence import Evidence
from career.reading.fields.vocabulary import degree_level
from career.reading.findings import finding
from career.reading.lines import Line
from career.schema.ids import IdMaker
from career.schema.resume import Education, Project, Volunteer, Work

_SCORE = re.compile(
    r"\b(?:c?gpa|grade|note|nota|betyg|média|media)\s*[:：]?\s*(\S+(?:\s*/\s*\S+)?)", re.IGNORECASE
)
_IN = re.compile(r"\s+(?:in|en|em|im|i|w|på|de|di|σε|в|по)\s+|\s*[,:–]\s+|\s+-\s+", re.IGNORECASE)
_ROLE_FIELDS = {"name": "name", "position": "position", "location": "location"}
_STUDY_FIELDS = {"institution": "institution", "degree": "study_type", "area": "area", "location": "location"}


def work_of(lines: Sequence[Line], ids: IdMaker, evidence: Evidence, today: date) -> tuple[Work, ...]:
    readings = [reading for reading in dated.roles(lines, today) if _is_role(reading)]
    names = [reading.text("name") for reading in readings]
    result = []
    for at, reading in enumerate(readings):
        name, position = names[at], dated.extended(reading, "position")
        item_id = ids.make("w", name, position, reading.date_text)
        path = f"/work/{item_id}"
        dated.note_fields(path, reading, _ROLE_FIELDS, evidence)
        grouped = name is not None and _shares_head(readings, at)
        result.append(
            Work(
                id=item_id,
                name=name,
                position=position,
                location=reading.text("location"),
                url=reading.url,
                start_date=reading.start,
                end_date=reading.end,
                current=reading.current,
                date_text=reading.date_text,
                summary=dated.summary_of(reading.entry.text),
                highlights=dated.bullets(path, reading.entry, (name, position), ids, evidence),
                group=f"g_{name}" if grouped else None,
            )
        )
        _question(path, reading, evidence, today)
    return tuple(result)


def _shares_head(readings: Sequence[Reading], at: int) -> bool:
    """Its employer was written once, over another role."""
    own = readings[at].chosen["name"].piece
    return any(
        other.chosen["name"].piece is own
        for n, other in enumerate(readings)
        if n != at and "name" in other.chosen
    )


def _is_role(reading: Reading) -> bool:
    return bool(reading.chosen) and ("name" in reading.chosen or "position" in reading.chosen)


def _question(path: str, reading: Reading, evidence: Evidence, today: date) -> None:
    start, end = reading.start, reading.end
    line = reading.date_line
    if line is not None and _is_out_of_order(start, end, today):
        evidence.findings.append(finding("date_order", line.page if evidence.paged else None, line.text))
    if start and end and end[: len(start)] < start[: len(end)]:
        evidence.ask(f"{path}/end_date", "The end is before the start. Which dates are right?", (start, end))
    elif start and start[:7] > today.isoformat()[: len(start)]:
        evidence.ask(f"{path}/start_date", "This starts in the future. Is the date right?", (start,))
    for field, text in (("name", "Who was the employer?"), ("position", "What was your title?")):
        if field not in reading.chosen:
            evidence.ask(f"{path}/{field}", text, [piece.text for piece in reading.pieces])


def _is_out_of_order(start: str | None, end: str | None, today: date) -> bool:
    if start and end and end[: len(start)] < start[: len(end)]:
        return True
    return bool(start) and (start or "") > today.isoformat()[: len(start or "")]


def volunteer_of(
    lines: Sequence[Line], ids: IdMaker, evidence: Evidence, today: date
) -> tuple[Volunteer, ...]:
    result = []
    for reading in dated.roles(lines, today):
        if not _is_role(reading):
            continue
        name, position = reading.text("name"), dated.extended(reading, "position")
        item_id = ids.make("v", name, position, reading.date_text)
        path = f"/volunteer/{item_id}"
        dated.note_fields(path, reading, {**_ROLE_FIELDS, "name": "organization"}, evidence)
        result.append(
            Volunteer(
                id=item_id,
                organization=name,
                position=position,
                location=reading.text("location"),
                url=reading.url,
                start_date=reading.start,
                end_date=reading.end,
                current=reading.current,
                date_text=reading.date_text,
                summary=dated.summary_of(reading.entry.text),
                highlights=dated.bullets(path, reading.entry, (name, position), ids, evidence),
            )
        )
    return tuple(result)


def education_of(
    lines: Sequence[Line], ids: IdMaker, evidence: Evidence, today: date
) -> tuple[Education, ...]:
    result = []
    for reading in dated.studies(lines, today):
        if not {"institution", "degree"} & reading.chosen.keys():
            continue
        institution = dated.extended(reading, "institution")
        study, area = _degree(reading.text("degree"), reading.text("area"))
        item_id = ids.make("e", institution, study, area, reading.date_text)
        path = f"/education/{item_id}"
        dated.note_fields(path, reading, _STUDY_FIELDS, evidence)
        result.append(
            Education(
                id=item_id,
                institution=institution,
                study_type=study,
                area=area,
                location=reading.text("location"),
                url=reading.url,
                start_date=reading.start,
                end_date=reading.end,
                current=reading.current,
                date_text=reading.date_text,
                score=_score(reading.entry.lines),
                level=degree_level(study) if study else None,
                highlights=dated.bullets(
                    path, _with_text(reading.entry), (institution, study), ids, evidence
                ),
            )
        )
    return tuple(result)


def _with_text(entry: Entry) -> Entry:
    """JSON Resume has no summary of a study: its paragraphs are bullets."""
    return replace(entry, body=[*entry.text, *entry.body])


def _degree(text: str | None, area: str | None) -> tuple[str | None, str | None]:
    """Degree and field: BS and Physics of "BS in Physics", where "Bachelor of Science" keeps its Science."""
    if text is None:
        return None, area
    match = _IN.search(text)
    while match is not None:
        head, tail = text[: match.start()].strip(), text[match.end() :].strip()
        if degree_level(head) is not None and tail and not _is_whole(tail):
            return head, tail if area is None else f"{tail}, {area}" if area not in tail else tail
        match = _IN.search(text, match.end())
    of = re.match(r"(.+?)\s+of\s+(.+)", text, re.IGNORECASE)
    if area is None and of and degree_level(of.group(1)) is not None and not _is_whole(of.group(2)):
        return of.group(1).strip(), of.group(2).strip()
    return text, area


def _is_whole(tail: str) -> bool:
    """Whether it is part of the degree's name, as "of Science" is."""
    first = re.split(r"\s+in\s+|,|\(", tail.casefold())[0].strip()
    return (
        first in table("degrees")["whole"] and degree_level(tail) is None and first == tail.casefold().strip()
    )


def _score(lines: Sequence[Line]) -> str | None:
    for line in lines:
        if match := _SCORE.search(line.text):
            return match.group(1).strip(" ,;.)")
    return None


def projects_of(lines: Sequence[Line], ids: IdMaker, evidence: Evidence, today: date) -> tuple[Project, ...]:
    result = []
    for reading in dated.roles(lines, today):
        texts = [piece.text for piece in reading.pieces]
        if not texts:
            continue
        name, rest = texts[0], [text for text in texts[1:] if text != texts[0]]
        item_id = ids.make("p", name, reading.date_text)
        path = f"/projects/{item_id}"
        evidence.note(f"{path}/name", [reading.pieces[0].line], "first of the head", 0.8)
        description = dated.summary_of(reading.entry.text) or ", ".join(rest) or None
        result.append(
            Project(
                id=item_id,
                name=name,
                description=description,
                roles=tuple(rest[:1]) if reading.entry.text and rest else (),
                url=reading.url or reading.pieces[0].linked,
                start_date=reading.start,
                end_date=reading.end,
                current=reading.current,
                date_text=reading.date_text,
                highlights=dated.bullets(path, reading.entry, (name,), ids, evidence),
            )
        )
    return tuple(result) or _bare_projects(lines, ids, evidence)


def _bare_projects(lines: Sequence[Line], ids: IdMaker, evidence: Evidence) -> tuple[Project, ...]:
    """A list of bullets: each is a project, named before its colon or dash."""
    result = []
    for item in items_of(lines):
        name, _, text = re.sub(r"\s+[–—-]\s+", ": ", unmarked(item.text), count=1).partition(": ")
        item_id = ids.make("p", item.text)
        evidence.note(f"/projects/{item_id}/name", item.lines, "bullet", 0.7)
        result.append(Project(id=item_id, name=name, description=text or None))
    return tuple(result)
