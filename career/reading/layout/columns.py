"""Reading order: a page is cut at the white between its columns and between its bands."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from career.reading.headings import heading_kind
from career.reading.layout.rows import rows_of
from career.reading.layout.sides import heads_over, is_dates, is_labels, middle_of
from career.reading.lines import Word, split_at_gaps

_CONTACT = re.compile(r"@|\+?\d[\d ().-]{7,}\d|https?:|www\.|linkedin\.|github\.", re.IGNORECASE)
Box = tuple[float, float, float, float]

MAX_DEPTH = 6
MIN_WORDS = 8
CANDIDATES = 14
"""Bands tried per block: enough for a page of a dozen sections."""
BAND_GAP = 0.15
GUTTER_GAP = 0.6
MIN_WIDTH = 20
MIN_BLOCK_WORDS = 12
MIN_ROWS = 3
MIN_STARTS = 4
RULE_WIDTH = 5
"""In em; a longer rule that crosses a strip says that the strip parts nothing there."""
CROSSING = 0.5
"""Of a word's height: a space is a quarter of it."""
OUTER = 0.12
"""A gutter's middle lies between this share of the width and its mirror."""


@dataclass(frozen=True)
class Frame:
    """The column that words belong to: its edges, its usual word height `em`, the rules drawn in it."""

    em: float
    x0: float
    x1: float
    rules: tuple[Box, ...] = ()
    starts: frozenset[int] = frozenset()
    """Points at which several lines of the page begin: what begins there is not centred."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Block:
    """Words read together; `labels` stand in a column of headings and dates left or right of them."""

    words: list[Word]
    labels: list[Word] = field(default_factory=list)


def blocks_of(words: Sequence[Word], em: float, rules: Sequence[Box] = ()) -> list[Block]:
    """The words of a page in reading order, one list a block; `em` is the usual word height."""
    wide = tuple(rule for rule in rules if rule[2] - rule[0] > RULE_WIDTH * em)
    x0, x1 = _edges(words)
    reach = [x for rule in wide for x in (rule[0], rule[2])]
    starts = Counter(round(part[0].x0) for row in rows_of(words) for part in split_at_gaps(row))
    common = frozenset(x + near for x, count in starts.items() if count >= MIN_STARTS for near in (-1, 0, 1))
    return _blocks(words, Frame(em, min([x0, *reach]), max([x1, *reach]), wide, common), 0)


def _blocks(words: Sequence[Word], frame: Frame, depth: int) -> list[Block]:
    if len(words) < MIN_WORDS or depth > MAX_DEPTH:
        return [Block(list(words))] if words else []
    cut = gutter(words, frame)
    if cut is None:
        bands = _bands(words, frame) or _best_bands(words, frame)
        return _in_turn(bands, frame, depth) if len(bands) > 1 else [Block(list(words))]
    sides = [[word for word in words if (_center(word) < cut.x) is left] for left in (True, False)]
    if cut.label is not None:
        return _labelled(sides[1 - cut.label], sides[cut.label], frame, depth)
    if cut.headed is not None:
        bands = _cut_above(words, _heading_rows(sides[cut.headed]), frame.em / 2)
        return _in_turn(bands, frame, depth) if len(bands) > 1 else [Block(list(words))]
    if sum(word.rtl for word in words) * 2 > len(words):
        sides.reverse()
    return [block for side in sides for block in _blocks(side, _inside(frame, side), depth + 1)]


def _in_turn(bands: Sequence[Sequence[Word]], frame: Frame, depth: int) -> list[Block]:
    return [block for band in bands for block in _blocks(band, frame, depth + 1)]


def _bands(words: Sequence[Word], frame: Frame) -> list[list[Word]]:
    """The page cut above and below each heading that is centred over all of it."""
    bands: list[list[Word]] = [[]]
    for row in rows_of(words):
        if _spans(row, frame):
            bands += [list(row), []]
        else:
            bands[-1] += row
    found = [band for band in bands if band]
    return found if any(gutter(band, frame) for band in found) else []


def _labelled(words: Sequence[Word], labels: list[Word], frame: Frame, depth: int) -> list[Block]:
    """The text is cut where a label is a heading; each label goes to the first block that reaches it."""
    bands = _cut_above(words, _heading_rows(labels), frame.em)
    inside = _inside(frame, words)
    blocks = _in_turn(bands, inside, depth)
    ends = [max(word.y1 for word in block.words) for block in blocks]
    given: list[list[Word]] = [list(block.labels) for block in blocks]
    for row in rows_of(labels):
        at = next((n for n, end in enumerate(ends) if end > middle_of(row)), len(blocks) - 1)
        given[at] += row
    return [Block(block.words, label) for block, label in zip(blocks, given, strict=True)]


def _heading_rows(words: Sequence[Word]) -> list[list[Word]]:
    return [row for row in rows_of(words) if heading_kind(" ".join(word.text for word in row))]


def _cut_above(words: Sequence[Word], rows: Sequence[list[Word]], room: float) -> list[list[Word]]:
    """Bands that each begin at one of the rows, or at most `room` above its middle."""
    edges = [middle_of(row) - room for row in rows]
    bands = [
        [word for word in words if sum(word.middle >= edge for edge in edges) == n]
        for n in range(len(edges) + 1)
    ]
    return [band for band in bands if band]


@dataclass(frozen=True)
class Cut:
    """`label` is the side, 0 or 1, that holds only labels of the other.

    `headed` is the side whose headings reach over the other: no columns, but rows of two parts each.
    """

    x: float
    label: int | None = None
    headed: int | None = None


def _inside(frame: Frame, words: Sequence[Word]) -> Frame:
    """The frame of one column of the page."""
    return Frame(frame.em, *_edges(words), frame.rules, frame.starts)


def gutter(words: Sequence[Word], frame: Frame) -> Cut | None:
    """The middle of the widest white strip from top to bottom that parts two columns of text."""
    x0, x1 = _edges(words)
    width = x1 - x0
    if width < MIN_WIDTH * frame.em or len(words) < MIN_BLOCK_WORDS:
        return None
    strips = _strips(sorted((word.x0, word.x1) for word in words))
    for left, right in sorted(strips, key=lambda strip: (strip[0] - strip[1], strip[0])):
        middle = (left + right) / 2
        if right - left < GUTTER_GAP * frame.em:
            break
        if OUTER <= (middle - x0) / width <= 1 - OUTER:
            cut = _cut(words, (left, right), frame)
            if cut is not None:
                return cut
    return None


def _edges(words: Sequence[Word]) -> tuple[float, float]:
    if not words:
        return (0.0, 0.0)
    return (min(word.x0 for word in words), max(word.x1 for word in words))


def _cut(words: Sequence[Word], strip: tuple[float, float], frame: Frame) -> Cut | None:
    middle = sum(strip) / 2
    sides = [rows_of([word for word in words if (_center(word) < middle) is left]) for left in (True, False)]
    if min(len(side) for side in sides) < MIN_ROWS:
        return None
    x0, x1 = _edges(words)
    for number in (0, 1):
        if is_labels(sides[number], sides[1 - number], x1 - x0, frame.em):
            return Cut(middle, number)
    top, bottom = min(word.y0 for word in words), max(word.y1 for word in words)
    if any(
        rule[0] < strip[0] and strip[1] + frame.em < rule[2] and top < rule[1] < bottom
        for rule in frame.rules
    ):
        return None
    if any(_crosses(row, middle) or _spans(row, frame) for row in rows_of(words)):
        return None
    for number in (0, 1):
        if heads_over(sides[number], sides[1 - number], frame.em):
            return Cut(middle, headed=number)
    return None if any(is_dates(side) for side in sides) else Cut(middle)


def _spans(row: list[Word], frame: Frame) -> bool:
    """A heading centred over both columns belongs to neither."""
    center = (min(word.x0 for word in row) + max(word.x1 for word in row)) / 2
    centered = abs(center - frame.middle) < frame.em and round(row[0].x0) not in frame.starts
    return centered and heading_kind(" ".join(word.text for word in row)) is not None


def _strips(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    strips: list[tuple[float, float]] = []
    end = spans[0][1]
    for x0, x1 in spans:
        if x0 > end:
            strips.append((end, x0))
        end = max(end, x1)
    return strips


def _crosses(row: list[Word], middle: float) -> bool:
    """Large type with a mere space between two words, or a line of contacts, runs across the strip."""
    left = [word for word in row if _center(word) < middle]
    right = [word for word in row if _center(word) >= middle]
    if not left or not right:
        return False
    before, after = max(left, key=lambda word: word.x1), min(right, key=lambda word: word.x0)
    if after.x0 - before.x1 < CROSSING * min(before.height, after.height):
        return True
    return all(_CONTACT.search(" ".join(word.text for word in side)) for side in (left, right))


def _best_bands(words: Sequence[Word], frame: Frame) -> list[list[Word]]:
    """The two parts that leave most words with a gutter of their own."""
    rows = rows_of(words)
    tops = [min(word.y0 for word in row) for row in rows]
    ends = [max(word.y1 for word in row) for row in rows]
    gaps = [(top - end, (top + end) / 2) for end, top in zip(ends, tops[1:], strict=False)]
    wide = sorted((gap for gap in gaps if gap[0] > BAND_GAP * frame.em), reverse=True)[:CANDIDATES]
    best: list[list[Word]] = []
    most = 0
    for _, band in sorted(wide, key=lambda gap: gap[1]):
        parts = [[word for word in words if (word.middle < band) is above] for above in (True, False)]
        count = sum(len(part) for part in parts if len(part) >= MIN_WORDS and gutter(part, frame) is not None)
        if count > most:
            best, most = parts, count
    return best


def _center(word: Word) -> float:
    return (word.x0 + word.x1) / 2


def column_count(blocks: Sequence[Block]) -> int:
    """The most blocks that stand side by side on the page."""
    spans = [(min(w.y0 for w in block.words), max(w.y1 for w in block.words)) for block in blocks]
    edges = sorted([(top, 1) for top, _ in spans] + [(bottom, -1) for _, bottom in spans])
    count = most = 0
    for _, step in edges:
        count += step
        most = max(most, count)
    return max(most, 1)
