"""Work, volunteering, education and projects: entries with a head."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from career.reading.fields import scores
from career.reading.fields.assignment import Choice, Scorer, assigned
from career.reading.fields.bullets import items_of
from career.reading.fields.entries import Entry, entries_of
from career.reading.fields.evidence import Evidence
from career.reading.fields.segments import Piece, dates_of, pieces_of
from career.reading.lines import Line, text_of
from career.schema.ids import IdMaker
from career.schema.resume import Bullet

_ROLE: Mapping[str, Scorer] = {
    "position": scores.position,
    "name": scores.company,
    "location": scores.location,
}
_STUDY: Mapping[str, Scorer] = {
    "institution": scores.institution,
    "degree": scores.degree,
    "area": scores.area,
    "location": scores.location,
}


@dataclass(frozen=True)
class Reading:
    """One entry with its fields chosen but not yet named by its kind."""

    entry: Entry
    chosen: dict[str, Choice]
    pieces: list[Piece]
    start: str | None = None
    end: str | None = None
    current: bool = False
    date_text: str | None = None
    date_line: Line | None = None

    def text(self, field: str) -> str | None:
        return self.chosen[field].piece.text if field in self.chosen else None

    @property
    def url(self) -> str | None:
        """A line that is an address, else the link under the entry's own name."""
        for line in self.entry.urls:
            return next((word.link for word in line.words if word.link), line.text.strip())
        linked = [choice.piece.linked for choice in self.chosen.values() if choice.piece.linked]
        return linked[0] if linked else None


def roles(lines: Sequence[Line], today: date) -> list[Reading]:
    return _joined_roles(_readings(lines, today, _ROLE))


def studies(lines: Sequence[Line], today: date) -> list[Reading]:
    return _readings(lines, today, _STUDY)


def _readings(lines: Sequence[Line], today: date, scorers: Mapping[str, Scorer]) -> list[Reading]:
    entries = [entry for entry in entries_of(lines, today) if entry.head]
    rights = _right_edges(lines)
    heads = [pieces_of(entry.head, today, rights.get(entry.head[0].block, 0.0)) for entry in entries]
    chosen = assigned(heads, scorers)
    return [
        _reading(entry, fields, pieces, today)
        for entry, fields, pieces in zip(entries, chosen, heads, strict=True)
    ]


def _reading(entry: Entry, chosen: dict[str, Choice], pieces: list[Piece], today: date) -> Reading:
    found = dates_of(entry.head, today)
    if found is None:
        return Reading(entry, chosen, pieces)
    span, line = found
    return Reading(
        entry,
        chosen,
        pieces,
        start=span.start,
        end=span.end,
        current=span.current,
        date_text=line.text[span.begin : span.finish],
        date_line=line,
    )


def _right_edges(lines: Sequence[Line]) -> dict[int, float]:
    edges: dict[int, float] = {}
    for line in lines:
        edges[line.block] = max(edges.get(line.block, 0.0), line.x1)
    return edges


def _joined_roles(readings: list[Reading]) -> list[Reading]:
    """An employer over several dated titles belongs to each of them."""
    result: list[Reading] = []
    for reading in readings:
        above = result[-1] if result else None
        alone = (
            above is not None and above.date_line is None and not above.entry.body and not above.entry.text
        )
        if alone and above is not None and "name" in above.chosen and "position" not in above.chosen:
            result.pop()
            merged = {**reading.chosen, "name": above.chosen["name"]}
            result.append(_with(reading, merged))
        elif above is not None and "name" not in reading.chosen and "position" in reading.chosen:
            inherited = {"name": above.chosen["name"]} if "name" in above.chosen else {}
            result.append(_with(reading, {**reading.chosen, **inherited}))
        else:
            result.append(reading)
    return result


def _with(reading: Reading, chosen: dict[str, Choice]) -> Reading:
    return Reading(
        reading.entry,
        chosen,
        reading.pieces,
        reading.start,
        reading.end,
        reading.current,
        reading.date_text,
        reading.date_line,
    )


def extended(reading: Reading, field: str) -> str | None:
    """The field with what a comma cut off and nothing else claimed ("Engineer, Payments")."""
    choice = reading.chosen.get(field)
    if choice is None:
        return None
    taken = {id(other.piece) for other in reading.chosen.values()}
    text = choice.piece.text
    at = reading.pieces.index(choice.piece)
    for piece in reading.pieces[at + 1 :]:
        if not piece.comma or piece.row != choice.piece.row or id(piece) in taken:
            break
        text = f"{text}, {piece.text}"
    return text


def bullets(
    path: str, entry: Entry, owner: Sequence[str | None], ids: IdMaker, evidence: Evidence
) -> tuple[Bullet, ...]:
    result = []
    for item in items_of(entry.body, entry.section):
        bullet = Bullet(id=ids.make("b", *owner, item.text), text=item.text)
        evidence.note(f"{path}/highlights/{bullet.id}/text", item.lines, "bullet", 0.95)
        result.append(bullet)
    return tuple(result)


def summary_of(lines: Sequence[Line]) -> str | None:
    return re.sub(r"\s+", " ", text_of(lines)).strip() or None


def note_fields(path: str, reading: Reading, names: Mapping[str, str], evidence: Evidence) -> None:
    """`names` maps the field chosen to its name in the resume."""
    for field, choice in reading.chosen.items():
        if field in names:
            how = "segment rules and agreement"
            evidence.note(f"{path}/{names[field]}", [choice.piece.line], how, choice.confidence)
    if reading.date_line is not None:
        for field, value in (("start_date", reading.start), ("end_date", reading.end)):
            if value:
                evidence.note(f"{path}/{field}", [reading.date_line], "date grammar", 0.95)
