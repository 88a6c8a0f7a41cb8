"""Dates and places that stand beside an entry's bullets are lifted out of the bullets' lines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from career.reading.fields.dates import is_only_dates
from career.reading.fields.places import is_place
from career.reading.lines import Line, Word, split_at_gaps

BULLETS = tuple("•●▪◦○‣∙·–-*➢►◆◇■□✓➤»⁃⦁❖✦★")
_ANY_DAY = date(2100, 1, 1)
"""Only the shape of a date matters here, so every year counts."""


def starts_bullet(text: str) -> bool:
    """A marker alone or before a space; "-5%" and "*args" are text."""
    return text[:1] in BULLETS and (len(text) == 1 or not text[1].isalnum() or text[0] not in "-*–·")


def detached(lines: Sequence[Line]) -> list[Line]:
    """Each such note becomes a line of its own before the bullet that it stood beside."""
    result: list[Line] = []
    inside: Line | None = None
    opened = 0
    for line in lines:
        parts = split_at_gaps(line.words)
        text = " ".join(word.text for word in parts[-1])
        bullet = starts_bullet(line.words[0].text)
        if inside is not None and line.block != inside.block:
            inside = None
        body = bullet or (inside is not None and line.x0 > inside.x0 + 0.5 * inside.words[0].height)
        if len(parts) > 1 and body and not _is_bullet_alone(parts) and is_note(text):
            opened = len(result) if bullet else opened
            result.insert(opened, replace(line, words=tuple(parts[-1]), margin=True))
            opened += 1
            result.append(line.with_words([word for part in parts[:-1] for word in part]))
        else:
            opened = len(result) if bullet or not body else opened
            result.append(line)
        inside = line if bullet else (inside if body else None)
    return result


def _is_bullet_alone(parts: list[list[Word]]) -> bool:
    """The text of a bullet whose marker stands far left is not a note."""
    return len(parts) == 2 and len(parts[0]) == 1 and starts_bullet(parts[0][0].text)


def is_note(text: str) -> bool:
    """Dates, a duration or a place and nothing else."""
    return is_only_dates(text, _ANY_DAY) or is_place(text)
