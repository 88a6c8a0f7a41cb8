"""Which lines are bullets, and where each begins and ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from career.reading.fields.dates import single_range, spans
from career.reading.layout.margins import BULLETS, starts_bullet
from career.reading.lines import Line, text_of

INDENT = 0.7
"""In line heights; drawn bullets leave nothing but the indent."""
NEW_GAP = 1.15
"""Of the white inside a bullet: wider white begins the next one."""
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\S)")
_URL_LINE = re.compile(r"^(?:https?://|www\.)\S+$|^(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?$", re.IGNORECASE)


@dataclass
class Item:
    """A bullet or a paragraph: its text and the lines it was read from."""

    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return unmarked(text_of(self.lines))


def unmarked(text: str) -> str:
    """The text without its bullet or number."""
    if starts_bullet(text):
        return text.lstrip("".join(BULLETS) + " \t")
    return _NUMBERED.sub("", text)


def is_url_line(line: Line) -> bool:
    if _URL_LINE.match(line.text.strip()):
        return True
    linked = all((word.link or "").startswith("http") for word in line.words)
    return linked and line.text.casefold().startswith(("http", "www."))


def is_marked(line: Line) -> bool:
    return line.bullet or starts_bullet(line.text) or bool(_NUMBERED.match(line.text))


def is_indented(line: Line, start: float, edge: float, today: date) -> bool:
    """Set in from the section's edge, neither bold nor dated: a bullet whose mark was drawn."""
    if start <= edge + INDENT * line.height or line.bold_share > 0.5 or is_url_line(line):
        return False
    span = single_range(line.text, today)
    return span is None or not span.is_range


def items_of(lines: Sequence[Line], peers: Sequence[Line] = ()) -> list[Item]:
    """Bullets in order; lines that continue one are added to it.

    `peers` are the lines of the whole section: they tell how far lines reach and how close they stand.
    """
    marked = any(is_marked(line) for line in lines)
    blocks = {line.block for line in lines}
    near = [line for line in peers if line.block in blocks and not line.margin] or lines
    wide = _inner_gap(near) * NEW_GAP
    right = max((line.x1 for line in near), default=0.0)
    items: list[Item] = []
    for line in lines:
        last = items[-1].lines[-1] if items else None
        if last is None or is_marked(line):
            items.append(Item([line]))
        elif (marked and not _outdented(line, items[-1])) or _continues(last, line, right, wide):
            items[-1].lines.append(line)
        else:
            items.append(Item([line]))
    return [item for item in items if item.text.strip()]


def _outdented(line: Line, item: Item) -> bool:
    return line.paragraph or (line.gap > 1.8 and line.x0 < item.lines[0].x0 - 1)


def _continues(last: Line, line: Line, right: float, wide: float) -> bool:
    if line.paragraph:
        return False
    if line.block != last.block:
        return not last.text.rstrip().endswith((".", "!", "?", "。")) and line.text[:1].islower()
    if line.text[:1].islower() and not last.text.endswith("."):
        return True
    if line.gap > wide:
        return False
    first = line.words[0]
    return last.x1 + (first.x1 - first.x0) + 0.3 * line.height > right - 0.5 * line.height


def _inner_gap(lines: Sequence[Line]) -> float:
    gaps = [line.gap for line in lines[1:] if 0 < line.gap < 3]
    return min(gaps, default=1.0)


def is_sentence(line: Line) -> bool:
    """Running text rather than the name of something."""
    words = line.text.split()
    if len(line.segments) > 1 or (line.words[0].bold and line.bold_share < 0.6):
        return False
    return len(words) > 14 or (len(words) > 7 and line.text.rstrip().endswith((".", "!")))


def is_dated(line: Line, today: date) -> bool:
    """A range, or a short line that closes or opens with a date."""
    found = spans(line.text, today)
    if any(span.is_range for span in found):
        return True
    if not found or is_sentence(line):
        return False
    return len(line.segments) > 1 or line.margin or _at_edge(line.text, found[0].begin, found[-1].finish)


def _at_edge(text: str, begin: int, finish: int) -> bool:
    return not text[:begin].strip(" ([") or not text[finish:].strip(" )].")
