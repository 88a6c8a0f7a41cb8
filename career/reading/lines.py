"""The common ground of every format: words with a place on a page, and the lines made of them.

Formats without geometry (DOCX, text) lay their words out on a page of their own, so that one set of
rules reads all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

SEGMENT_GAP = 1.6
"""A gap wider than this many line heights starts a new segment of the line."""


@dataclass(frozen=True, slots=True)
class Word:
    """Points from the top left corner of the page; `y0` is the top, pages count from 1."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    color: int = 0
    link: str | None = None
    page: int = 1
    rtl: bool = False

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True)
class Segment:
    """A part of a line that stands apart from the rest by a wide gap or a tab."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def link(self) -> str | None:
        return next((word.link for word in self.words if word.link), None)


@dataclass(frozen=True)
class Line:
    """One printed line (one paragraph, in formats that have no lines).

    `level` is a heading style of the file itself, `gap` the white above in usual line pitches,
    `bullet` a marker or a numbered style, `margin` a note that stood beside the text (dates, a place).
    `block` counts columns in reading order.
    """

    words: tuple[Word, ...]
    block: int = 0
    bullet: bool = False
    level: int | None = None
    gap: float = 1.0
    margin: bool = False
    ruled: bool = False
    paragraph: bool = False
    """The line is a whole paragraph: nothing after it continues it."""

    @cached_property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @cached_property
    def x0(self) -> float:
        return min(word.x0 for word in self.words)

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def y0(self) -> float:
        return min(word.y0 for word in self.words)

    @cached_property
    def y1(self) -> float:
        return max(word.y1 for word in self.words)

    @cached_property
    def rtl(self) -> bool:
        return sum(word.rtl for word in self.words) * 2 > len(self.words)

    @cached_property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def page(self) -> int:
        return self.words[0].page

    @cached_property
    def height(self) -> float:
        return max(word.height for word in self.words)

    @cached_property
    def bold_share(self) -> float:
        letters = sum(len(word.text) for word in self.words)
        return sum(len(word.text) for word in self.words if word.bold) / max(letters, 1)

    @cached_property
    def caps(self) -> bool:
        return self.text.isupper() and sum(letter.isalpha() for letter in self.text) > 1

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(Segment(tuple(part)) for part in split_at_gaps(self.words))

    @property
    def box(self) -> tuple[float, float, float, float]:
        return (round(self.x0, 1), round(self.y0, 1), round(self.x1, 1), round(self.y1, 1))

    def with_words(self, words: Iterable[Word]) -> "Line":
        return replace(self, words=tuple(words))


@dataclass(frozen=True)
class Source:
    """A file turned into lines, before any meaning: what every format hands on."""

    lines: tuple[Line, ...]
    pages: int = 1
    columns: int = 1
    hidden_text: tuple[str, ...] = ()
    codes: tuple[tuple[str, int], ...] = ()
    """Findings of the format itself: code and page."""
    confidence: float = 1.0
    paged: bool = True
    """Whether page numbers and boxes mean anything to the person."""


def text_of(lines: Sequence[Line]) -> str:
    """Lines that belong together as one text; scripts without spaces are joined without one."""
    text = ""
    for line in lines:
        dense = text and is_dense(text[-1]) and is_dense(line.text[0])
        text += line.text if dense or not text else f" {line.text}"
    return text


def is_dense(letter: str) -> bool:
    """Chinese or Japanese, which set no spaces between words."""
    return "\u3000" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"


def start_of(line: Line, *, rtl: bool) -> float:
    """Where the line begins, growing with its indent: from the left, or from the right as a negative."""
    return -line.x1 if rtl else line.x0


def split_at_gaps(words: Sequence[Word], gap: float = SEGMENT_GAP) -> list[list[Word]]:
    """`gap` is in heights of the smaller neighbour."""
    parts: list[list[Word]] = []
    for word in words:
        if parts and gap_between(parts[-1][-1], word) <= gap * min(word.height, parts[-1][-1].height):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def gap_between(left: Word, right: Word) -> float:
    """White between two neighbours, whichever way the script runs; negative when they overlap."""
    return max(right.x0 - left.x1, left.x0 - right.x1)
