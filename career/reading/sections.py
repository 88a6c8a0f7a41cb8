"""Lines become sections: a heading is known by its words, its looks and the company it keeps."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from career.reading.headings import heading_kind
from career.reading.layout.margins import starts_bullet
from career.reading.lines import Line

THRESHOLD = 5
SIZE_STEP = 1.1
GAP_STEP = 1.4
WHITE_ABOVE = 1.1
"""Line pitches; a line that stands as close as any other opens no section, whatever its style."""
MAX_WORDS = 5
MAX_LENGTH = 40
NAME_LINES = 3
"""Among the first lines a large one is the name."""
STYLE_SHARE = 0.6
"""Of the lines in one style, this share must be known headings before the rest are taken for headings."""
SAME_COLUMN = 0.7
_NOT_HEADING = re.compile(r"@|https?:|www\.|\d|\.$")


@dataclass
class Section:
    """`kind` is a key of the heading table; `None` is what stands before the first heading of a column."""

    kind: str | None
    title: str
    lines: list[Line] = field(default_factory=list)
    heading: Line | None = None


@dataclass(frozen=True)
class _Style:
    size: float
    bold: bool
    caps: bool
    accent: int
    """Its colour, where that is not the colour of its column's text."""
    ruled: bool


def sections_of(lines: Sequence[Line]) -> list[Section]:
    """Every line but the headings lies in exactly one section, in reading order."""
    kinds = _headings(lines)
    result = [Section(None, "")]
    opened: dict[int, Section] = {}
    for at, line in enumerate(lines):
        kind = kinds.get(at)
        if kind is not None:
            result.append(Section(kind, line.text.strip(" :"), heading=line))
        elif at > 0 and line.block != lines[at - 1].block:
            section = _continued(lines, at, opened, result[-1])
            if section is not result[-1]:
                result.append(Section(section.kind, section.title, heading=section.heading))
        opened.setdefault(line.block, result[-1])
        if kind is None:
            result[-1].lines.append(line)
    return [section for section in result if section.lines or section.heading]


def _continued(lines: Sequence[Line], at: int, opened: dict[int, Section], last: Section) -> Section:
    """What a block without a heading of its own belongs to."""
    line, before = lines[at], lines[at - 1]
    if line.page != before.page:
        return last
    here = [other for other in lines if other.block == line.block]
    above = [other for other in lines if other.block == before.block]
    if min(other.y0 for other in here) >= max(other.y1 for other in above) - 1:
        return last
    if before.block not in opened or (above[0].y0 - here[0].y0) > line.height:
        return Section(None, "")
    beside = opened[before.block]
    return Section(None, "") if beside.heading in above else beside


def _headings(lines: Sequence[Line]) -> dict[int, str]:
    body = body_size(lines)
    inks = _inks(lines)
    known: dict[int, str] = {}
    for at, line in enumerate(lines):
        kind = heading_kind(line.text)
        if _score(line, at, kind, body) >= THRESHOLD and kind is not None:
            known[at] = kind
    styles = Counter(_style(lines[at], inks) for at in known)
    known = {
        at: kind
        for at, kind in known.items()
        if _keeps_style(lines[at], _style(lines[at], inks), styles, body)
    }
    for style in _heading_styles(lines, known, inks, body):
        for at, line in enumerate(lines):
            if at not in known and _style(line, inks) == style and _may_head(line, at):
                known[at] = "other"
    return known


def _score(line: Line, at: int, kind: str | None, body: float) -> int:
    text, words = line.text, len(line.text.split())
    score = 4 if kind else 0
    score += 2 * (line.caps or _is_large(line.size, body) or line.level is not None)
    score += 2 * (len(line.segments) == 1 and words <= 4)
    score += (line.bold_share > 0.9) + (line.gap >= GAP_STEP) + line.ruled
    score -= 4 * bool(_NOT_HEADING.search(text))
    score -= 3 * (words > MAX_WORDS or len(text) > MAX_LENGTH)
    score -= 2 * (text.endswith(",") or line.bullet or starts_bullet(text))
    return score - 9 * (at < NAME_LINES and kind is None)


def _keeps_style(line: Line, style: _Style, styles: Counter[_Style], body: float) -> bool:
    """A name of the table in the looks of plain text, where headings have looks of their own, is text."""
    distinct = style.caps or style.ruled or _is_large(line.size, body) or line.level is not None
    return distinct or styles[style] > 1 or max(styles.values()) < 3 or line.margin


def _heading_styles(
    lines: Sequence[Line], known: dict[int, str], inks: dict[int, int], body: float
) -> list[_Style]:
    counts = Counter(_style(lines[at], inks) for at in known)
    shared = []
    for style, count in counts.items():
        alike = sum(_style(line, inks) == style and len(line.segments) == 1 for line in lines)
        stands_out = style.caps or style.ruled or _is_large(style.size, body) or count >= STYLE_SHARE * alike
        if count >= 2 and stands_out and count >= STYLE_SHARE / 2 * alike:
            shared.append(style)
    return shared


def _may_head(line: Line, at: int) -> bool:
    plain = len(line.segments) == 1 and not line.margin and not line.bullet and not starts_bullet(line.text)
    short = len(line.text.split()) <= MAX_WORDS and len(line.text) <= MAX_LENGTH
    if line.gap < WHITE_ABOVE:
        return False
    return (
        plain and short and at >= NAME_LINES and not _NOT_HEADING.search(line.text) and line.text[-1:] != ","
    )


def _inks(lines: Sequence[Line]) -> dict[int, int]:
    """The colour that most letters of each block have."""
    counts: dict[int, Counter[int]] = {}
    for line in lines:
        for word in line.words:
            counts.setdefault(line.block, Counter())[word.color] += len(word.text)
    return {block: min(found, key=lambda color: (-found[color], color)) for block, found in counts.items()}


def _style(line: Line, inks: dict[int, int]) -> _Style:
    return _Style(
        size=round(line.size * 2) / 2,
        bold=line.bold_share > 0.9,
        caps=line.caps,
        accent=line.words[0].color if line.words[0].color != inks[line.block] else -1,
        ruled=line.ruled,
    )


def _is_large(size: float, body: float) -> bool:
    return round(size, 1) >= round(SIZE_STEP * body, 1)


def body_size(lines: Sequence[Line]) -> float:
    """The size that most letters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return min(sizes, key=lambda size: (-sizes[size], size)) if sizes else 10.0
