"""A posting's text as bullets and sentences, each under the heading that it stands under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from career.reading.phrases import vocabulary

_HEADING_WORDS: Final = 9
_LONGEST: Final = 600
"""Characters in a sentence; more is a paragraph without stops."""
_BULLET: Final = re.compile(
    r"[ \t]*(?:[•●▪◦○‣∙·➢►✓✔*–—-]|\d{1,2}[.)])[ \t]+(?=\S)|[ \t]*[•●▪◦○‣∙➢►✓✔][ \t]*(?=\S)"
)
_MARKS: Final = " \t#*_:–—-•"
_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÀ-Þ0-9¿¡\"„«(])")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:e\.g|i\.e|z\.b|d\.h|u\.a|o\.ä|inkl|ca|bzw|evtl|etc|incl|min|max|approx|dr|sr|jr|mr|mrs|ms|st|vs|no|nr|p\.ej|ej|es)"
    r"|\b[A-Z]|\bPh\.D|\bB\.Sc|\bM\.Sc)\.$",
    re.IGNORECASE,
)


class Section(StrEnum):
    DUTY = "duty"
    REQUIRED = "required"
    PREFERRED = "preferred"
    BENEFITS = "benefits"
    IGNORED = "ignored"
    INTRODUCTION = "introduction"
    """Before the first heading, where the company speaks of itself."""
    OPEN = "open"
    """Nothing is said about how to take what stands here."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is the slice `start:end` of the posting."""

    start: int
    end: int
    text: str
    section: Section
    bullet: bool


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    after_gap: bool


def passages(text: str) -> list[Passage]:
    return list(_passages(text))


def heading(line: str) -> Section | None:
    """The section that a heading of these words opens; `OPEN` also for one that says nothing known."""
    name = _normalised(line)
    known = _heads()
    if name in known:
        return known[name]
    words = name.split()
    for length in range(min(len(words) - 1, 6), 0, -1):
        begun = " ".join(words[:length])
        if begun in known and (length > 1 or len(words) <= 3):
            return known[begun]
    return None


def introduction(text: str) -> str:
    """What stands before the first list of duties, demands or offers."""
    for line in _lines(text):
        section = heading(line.text) if _may_be_heading(line) else _inline(line.text)[0]
        if section not in {None, Section.INTRODUCTION}:
            return text[: line.start]
    return text


def sections(text: str) -> set[Section | None]:
    """The kinds of section that the text has headings for."""
    found: set[Section | None] = set()
    for line in _lines(text):
        section = heading(line.text) if _may_be_heading(line) else _inline(line.text)[0]
        if section not in {None, Section.INTRODUCTION}:
            found.add(section)
    return found


def _passages(text: str) -> Iterator[Passage]:
    opening = Section.INTRODUCTION if sections(text) else Section.OPEN
    section = opening
    for line in _lines(text):
        if _may_be_heading(line):
            opened = heading(line.text)
            if opened is None and _is_marked(line):
                opened = _heading_inside(line.text)
            if opened is not None:
                section = opening if opened is Section.INTRODUCTION else opened
                continue
            if _is_marked(line):
                is_inner = section is Section.INTRODUCTION or line.text.strip().endswith(":")
                section = section if is_inner else Section.OPEN
                continue
        opened, offset = _inline(line.text)
        section = opened or section
        if section is Section.INTRODUCTION and _is_caption(line.text):
            continue
        yield from _of_line(line, offset, section)


def _heading_inside(line: str) -> Section | None:
    """`You'll thrive here if you have:` is known by a part of it."""
    name = _normalised(line)
    asked = (Section.PREFERRED, Section.BENEFITS, Section.REQUIRED, Section.DUTY)
    heads = vocabulary("posting_heads")
    return next(
        (section for section in asked if any(part in name for part in heads[section]["inside"])), None
    )


def _lines(text: str) -> Iterator[_Line]:
    start, gap = 0, True
    for line in text.split("\n"):
        if line.strip():
            yield _Line(start, line, gap)
        gap = not line.strip()
        start += len(line) + 1


def _of_line(line: _Line, offset: int, section: Section) -> Iterator[Passage]:
    bullet = _BULLET.match(line.text, offset)
    at = bullet.end() if bullet else offset
    pieces = _sentences(line.text[at:])
    for start, end in pieces:
        piece = line.text[at + start : at + end]
        left = len(piece) - len(piece.lstrip(" \t#*"))
        words = piece.strip(" \t#*").rstrip("; \t")
        if any(char.isalnum() for char in words):
            first = line.start + at + start + left
            yield Passage(first, first + len(words), words, section, bullet is not None)


def _sentences(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for match in _SENTENCE.finditer(text):
        if not _ABBREVIATION.search(text[max(start, match.start() - 8) : match.start()]):
            found.append((start, match.start()))
            start = match.end()
    return [piece for sentence in [*found, (start, len(text))] for piece in _short(text, *sentence)]


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without an end is cut at a blank, so that no quote and no search grows with the page."""
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def _may_be_heading(line: _Line) -> bool:
    """Short and without the end of a sentence; a bullet is none, unless its mark is bold or a hash."""
    words = line.text.strip().split()
    if len(words) > _HEADING_WORDS or (_BULLET.match(line.text) and not line.text.lstrip().startswith("**")):
        return False
    return line.text.rstrip(" *_")[-1:] not in {".", ";", ","}


def _is_caption(line: str) -> bool:
    """Title, company, place and terms at the top: lines that are no sentence and no bullet."""
    return not _BULLET.match(line) and line.rstrip(" *_")[-1:] not in set(".!?;")


def _is_marked(line: _Line) -> bool:
    """A heading by its looks: hash, bold, colon, or capitals alone."""
    text = line.text.strip()
    is_bold = text.startswith("**") and text.endswith("**")
    is_loud = text.isupper() and len(text) > 4 and line.after_gap
    return text.startswith("#") or is_bold or text.endswith(":") or is_loud


def _inline(line: str) -> tuple[Section | None, int]:
    """`Requirements: Python, SQL` opens its section and goes on behind the colon."""
    before, colon, after = line.partition(":")
    if not colon or not after.strip() or len(before.split()) > 5:
        return None, 0
    name = _normalised(before)
    section = _heads().get(name)
    return (section, len(before) + 1) if section else (None, 0)


def _normalised(line: str) -> str:
    plain = " ".join(line.casefold().replace("’", "'").split())
    # Emoji and numbers before a heading are ornaments.
    return re.sub(r"^[\W\d_]+", "", plain).strip(_MARKS + "?!").strip(_MARKS)


@cache
def _heads() -> dict[str, Section]:
    found: dict[str, Section] = {}
    for section, lists in vocabulary("posting_heads").items():
        for name in lists["heads"]:
            found.setdefault(_normalised(name), Section(section))
    return found
