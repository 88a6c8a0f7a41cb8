"""Words with places become lines in reading order, whatever the page looks like."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from career.reading.layout.columns import Block, blocks_of, column_count
from career.reading.layout.furniture import without_furniture
from career.reading.layout.joining import closed, rejoined
from career.reading.layout.margins import detached, is_note
from career.reading.layout.ranges import mended
from career.reading.layout.rows import rows_of
from career.reading.lines import Line, Word

Box = tuple[float, float, float, float]
FIRST_GAP = 9.0
"""The white above the first line of a block, in line pitches: more than any inside one."""
RULE_NEAR = 6.0
"""Points: a rule this far below a line underlines it."""


def arranged(
    pages: Sequence[Sequence[Word]], rules: Sequence[Sequence[Box]], heights: Sequence[float]
) -> tuple[list[Line], int, list[int]]:
    """The lines of all pages, the largest number of columns, and the pages with letters set apart."""
    drawn: list[list[Line]] = []
    columns = 1
    for words, page_rules in zip(pages, rules, strict=True):
        em = median(word.height for word in words) if words else 10.0
        blocks = blocks_of(words, em, page_rules)
        columns = max(columns, column_count(blocks))
        drawn.append(_lines(blocks, page_rules, em))
    kept = _in_one_count(without_furniture(drawn, heights))
    tight = [closed(line) for line in kept]
    spaced = sorted({line.page for line, changed in tight if changed})
    return rejoined(mended(detached([line for line, _ in tight]))), columns, spaced


def _lines(blocks: Sequence[Block], rules: Sequence[Box], em: float) -> list[Line]:
    rows = [rows_of(block.words) for block in blocks]
    usual = _usual_pitch(rows)
    lines: list[Line] = []
    for number, block in enumerate(blocks):
        labels = rows_of(block.labels)
        above: float | None = None
        for row in rows[number]:
            top = _top(row)
            while labels and _top(labels[0]) <= top + em / 2:
                lines.append(_label(labels.pop(0), number))
            gap = (top - above) / usual if above is not None else FIRST_GAP
            line = Line(words=tuple(row), block=number, gap=round(gap, 2))
            lines.append(replace(line, ruled=_underlined(line, rules)))
            above = top
        lines += [_label(row, number) for row in labels]
    return lines


def _label(row: list[Word], block: int) -> Line:
    line = Line(words=tuple(row), block=block, gap=FIRST_GAP)
    return replace(line, margin=is_note(line.text))


def _usual_pitch(blocks: Sequence[list[list[Word]]]) -> float:
    """The most common distance of two lines, in points."""
    pitches = [round(_top(below) - _top(above)) for rows in blocks for above, below in pairwise(rows)]
    counts = Counter(pitch for pitch in pitches if pitch > 0)
    return float(min(counts, key=lambda pitch: (-counts[pitch], pitch))) if counts else 12.0


def _top(row: list[Word]) -> float:
    return median(word.middle for word in row)


def _underlined(line: Line, rules: Sequence[Box]) -> bool:
    return any(
        line.y1 - 2 <= rule[1] <= line.y1 + RULE_NEAR and rule[0] <= line.x1 and rule[2] >= line.x0
        for rule in rules
    )


def _in_one_count(pages: list[list[Line]]) -> list[Line]:
    """Blocks are counted through the document."""
    result: list[Line] = []
    first = 0
    for lines in pages:
        result += [replace(line, block=line.block + first) for line in lines]
        first = max((line.block for line in result), default=-1) + 1
    return result
