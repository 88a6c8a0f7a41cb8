"""What stands on one side of a strip of white: dates, labels, or a column of its own."""

from itertools import pairwise
from statistics import median

from career.reading.fields.dates import looks_dated
from career.reading.headings import heading_kind
from career.reading.lines import Word

DATED_SHARE = 0.4
DATED_WORDS = 6
LABEL_WIDTH = 0.3
LABEL_WORDS = 4
LABEL_ROWS = 0.4
LABEL_SHARED = 0.8
LABEL_PITCH = 1.8
"""In em: a side column of text has a line every 1.2 to 1.5."""
LABEL_DRIFT = 0.3


def is_dates(rows: list[list[Word]]) -> bool:
    """A column of dates belongs to the entries beside it."""
    dated = sum(looks_dated(" ".join(word.text for word in row)) for row in rows)
    words = sum(len(row) for row in rows) / len(rows)
    return dated > DATED_SHARE * len(rows) and words < DATED_WORDS


def heads_over(side: list[list[Word]], other: list[list[Word]], em: float) -> bool:
    """Two or more headings here, none there, and every line there stands on a line here."""
    kinds = [[heading_kind(" ".join(word.text for word in row)) for row in rows] for rows in (side, other)]
    if sum(kind is not None for kind in kinds[0]) < 2 or any(kinds[1]):
        return False
    middles = [middle_of(row) for row in side]
    shared = sum(any(abs(middle_of(row) - y) <= LABEL_DRIFT * em for y in middles) for row in other)
    return shared >= LABEL_SHARED * len(other)


def is_labels(side: list[list[Word]], other: list[list[Word]], width: float, em: float) -> bool:
    """Headings and dates set beside their text, as Europass does: few, far apart, at its first lines."""
    x0 = min(word.x0 for row in side for word in row)
    x1 = max(word.x1 for row in side for word in row)
    if x1 - x0 > LABEL_WIDTH * width or len(side) > LABEL_ROWS * len(other):
        return False
    if median(len(row) for row in side) > LABEL_WORDS or not _far_apart(side, em):
        return False
    spans = [(min(w.y0 for w in row), middle_of(row), max(w.y1 for w in row)) for row in other]
    return sum(_beside(middle_of(row), spans, em) for row in side) >= LABEL_SHARED * len(side)


def _far_apart(side: list[list[Word]], em: float) -> bool:
    middles = [middle_of(row) for row in side]
    return median(below - above for above, below in pairwise(middles)) >= LABEL_PITCH * em


def _beside(y: float, spans: list[tuple[float, float, float]], em: float) -> bool:
    """On a baseline of the other side, or beside white."""
    shares = any(abs(middle - y) <= LABEL_DRIFT * em for _, middle, _ in spans)
    return shares or not any(top < y < bottom for top, _, bottom in spans)


def middle_of(row: list[Word]) -> float:
    return median(word.middle for word in row)
