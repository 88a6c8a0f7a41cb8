"""Words that share a baseline."""

from collections.abc import Sequence

from career.reading.direction import reading_order
from career.reading.lines import Word

TOLERANCE = 0.45
"""Of the smaller height: centres this close stand on one line, whatever their sizes."""
MIN_TOLERANCE = 2.0


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """Top to bottom, each row in reading order; its direction is that of most words given."""
    rtl = sum(word.rtl for word in words) * 2 > len(words)
    rows: list[list[Word]] = []
    middle = height = 0.0
    for word in sorted(words, key=lambda word: (word.middle, word.x0)):
        near = max(MIN_TOLERANCE, TOLERANCE * min(word.height, height))
        if rows and word.middle - middle <= near:
            row = rows[-1]
            row.append(word)
            if word.height > height:
                middle, height = word.middle, word.height
        else:
            rows.append([word])
            middle, height = word.middle, word.height
    return [reading_order(row, rtl=rtl) for row in rows]
