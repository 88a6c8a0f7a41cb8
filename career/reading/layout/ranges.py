"""Date ranges that a narrow column broke over two lines."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from career.reading.fields.dates import is_only_dates, single_range
from career.reading.lines import Line, Segment, split_at_gaps

_OPEN = re.compile(r"(?:[-–—]|\b(?:to|until|bis|au|al|a|do|tot|till|до))(?:\s+[^\W\d_]+\.?)?$", re.IGNORECASE)
MAX_WORDS = 5
"""Of an open range: "1 September 2018 - February"."""
_ANY_DAY = date(2100, 1, 1)


def mended(lines: Sequence[Line]) -> list[Line]:
    """The end of each broken range joins its beginning; a line left empty goes."""
    result: list[Line] = []
    for line in lines:
        found = _broken_range(result[-1], line) if result else None
        if found is None:
            result.append(line)
            continue
        above, below = found
        at = result[-1].words.index(above.words[-1]) + 1
        words = result[-1].words
        moved = [replace(word, x0=above.x1, x1=above.x1) for word in below.words]
        result[-1] = result[-1].with_words([*words[:at], *moved, *words[at:]])
        if rest := [word for word in line.words if word not in below.words]:
            result.append(line.with_words(rest))
    return result


def _broken_range(last: Line, line: Line) -> tuple[Segment, Segment] | None:
    """The part of the line above that leaves a range open, and the part of this line that ends it."""
    if line.block != last.block or line.page != last.page:
        return None
    for above in _parts(last):
        if not _OPEN.search(above.text) or not any(letter.isdigit() for letter in above.text):
            continue
        for below in _parts(line):
            meets = below.x0 < above.x1 and above.x0 < below.x1
            if meets and _is_broken(above.text, below.text):
                return above, below
    return None


def _is_broken(above: str, below: str) -> bool:
    """Together they are one range and nothing else, and the end alone is none."""
    whole, alone = single_range(f"{above} {below}", _ANY_DAY), single_range(below, _ANY_DAY)
    if whole is None or alone is None or alone.is_range or not whole.is_range:
        return False
    return is_only_dates(f"{above} {below}", _ANY_DAY)


def _parts(line: Line) -> list[Segment]:
    """Segments, then beginnings and ends of the line, longest first: dates may stand close to their text."""
    apart = [Segment(tuple(part)) for part in split_at_gaps(line.words)]
    counts = range(min(MAX_WORDS, len(line.words)), 0, -1)
    begins = [Segment(line.words[:count]) for count in counts]
    return [*apart, *begins, *(Segment(line.words[-count:]) for count in counts)]
