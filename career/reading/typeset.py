"""Places for the words of formats that have none: one letter one width, one line one pitch."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from career.reading.lines import Word

LETTER = 6.0
"""Points; three spaces are then wider than the gap that parts two segments."""
HEIGHT = 10.0
PITCH = 12.0
TAB = 5
"""Letters of white for a tab: always a gap."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float = HEIGHT
    color: int = 0
    link: str | None = None


def typeset(runs: Iterable[Run], number: int, indent: float = 0.0) -> tuple[Word, ...]:
    """`number` is the line's place in the document, `indent` its left edge in points."""
    words: list[Word] = []
    column, y, open_end = 0, number * PITCH, False
    for run in runs:
        for part in re.findall(r"\s+|\S+", run.text):
            if part.isspace():
                column += sum(TAB if letter == "\t" else 1 for letter in part)
                open_end = False
                continue
            x0 = indent + column * LETTER
            column += len(part)
            word = Word(
                text=part,
                x0=x0,
                y0=y,
                x1=indent + column * LETTER,
                y1=y + HEIGHT,
                size=run.size,
                bold=run.bold,
                italic=run.italic,
                color=run.color,
                link=run.link,
            )
            if open_end:
                words[-1] = _glued(words[-1], word)
            else:
                words.append(word)
            open_end = True
    return tuple(words)


def _glued(left: Word, right: Word) -> Word:
    """A word whose look changes inside it is one word, in the look of its beginning."""
    return Word(
        text=left.text + right.text,
        x0=left.x0,
        y0=left.y0,
        x1=right.x1,
        y1=left.y1,
        size=left.size,
        bold=left.bold,
        italic=left.italic,
        color=left.color,
        link=left.link or right.link,
    )
