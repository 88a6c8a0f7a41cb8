"""The head of an entry is cut into pieces that can each be one field."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from career.reading.data import table, words
from career.reading.fields.dates import Span, is_only_dates, spans, without_dates
from career.reading.fields.places import is_place
from career.reading.fields.vocabulary import has_degree, has_school
from career.reading.lines import Line, Segment, Word, gap_between

MAX_PIECES = 7
NARROW = 15
"""In sizes: no column of text is narrower, so a shorter line ended because its text did."""
PIECE_GAP = 0.7
"""Of the size; heads are not justified, so white this wide parts two things."""
WORD_ROOM = 0.3
"""Of the height: the least white before the next word."""
RIGHT_EDGE = 12.0
"""Points: text that ends this close to the section's right edge is set right."""
_STRONG = re.compile(r"\s*[|•·■▪◦∙⋅]\s*|\s+[–—-]\s+|\s+//?\s+|\t+")
_COMMA = re.compile(r"[,،、]\s+(?=[^\W\d_a-z]|\()")


@dataclass(frozen=True)
class Piece:
    """`key` says where in the head it stood and how it looked: entries of one section agree on it."""

    text: str
    line: Line
    row: int
    column: int
    bold: bool
    italic: bool
    right: bool
    linked: str | None
    after_link_word: bool = False
    comma: bool = False
    """A comma alone parts it from the piece before."""

    @property
    def key(self) -> tuple[int, int, bool, bool, bool]:
        return (self.row, self.column, self.bold, self.italic, self.right)


def pieces_of(head: Sequence[Line], today: date, right: float) -> list[Piece]:
    """`right` is the right edge of the section; margin notes come last."""
    rows = [line for line in head if not line.margin] + [line for line in head if line.margin]
    result: list[Piece] = []
    for row, (line, parts) in enumerate(_unwrapped(rows, right)):
        column = 0
        for part in parts:
            for piece in _cut(part.words, line, today):
                at_right = part.x1 > right - RIGHT_EDGE and part is not parts[0]
                result.append(replace(piece, row=row, column=column, right=at_right or line.margin))
                column += 1
    return _whole_places(result)[:MAX_PIECES]


def _unwrapped(rows: Sequence[Line], right: float) -> list[tuple[Line, list[Segment]]]:
    """Rows cut where they are set apart or change their look; a first part that a column broke is whole."""
    result: list[tuple[Line, list[Segment]]] = []
    for line in rows:
        segments = [Segment(tuple(run)) for segment in line.segments for run in _styled(segment.words)]
        if result and _wraps(result[-1][0], result[-1][1], line, right):
            above = result[-1][1]
            above[0] = Segment((*above[0].words, *segments[0].words))
            segments = segments[1:]
        result.append((line, segments))
    return result


def _wraps(last: Line, above: Sequence[Segment], line: Line, right: float) -> bool:
    """The line goes on where the one above had no room for another word."""
    if not above or last.margin or line.margin or line.block != last.block or line.paragraph:
        return False
    first, end = line.words[0], above[0].words[-1]
    if _look(first) != _look(end) or abs(line.x0 - last.x0) > 1:
        return False
    if len(above) == 1 and end.x1 - last.x0 < NARROW * end.size:
        return False
    limit = above[1].x0 - WORD_ROOM * end.height if len(above) > 1 else right
    return end.x1 + WORD_ROOM * end.height + (first.x1 - first.x0) > limit


def dates_of(head: Sequence[Line], today: date) -> tuple[Span, Line] | None:
    """The first range, else the first date that is not part of a sentence."""
    single: tuple[Span, Line] | None = None
    for line in head:
        for span in spans(line.text, today):
            if span.is_range:
                return span, line
            single = single or (span, line)
    return single


def _styled(run: Sequence[Word]) -> list[list[Word]]:
    """Bold, italic, size or colour changes after a whole piece: a comma or a separator stands there."""
    parts: list[list[Word]] = []
    for word in run:
        if parts and not _ends_piece(parts[-1], word):
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _ends_piece(part: Sequence[Word], word: Word) -> bool:
    last = part[-1]
    if gap_between(last, word) > PIECE_GAP * word.size:
        return True
    if not any(letter.isalnum() for letter in word.text) or not any(c.isalnum() for c in last.text):
        return False
    return last.bold != word.bold or last.italic != word.italic or abs(last.size - word.size) > 0.4


def _look(word: Word) -> tuple[bool, bool, float, int]:
    return (word.bold, word.italic, round(word.size, 1), word.color)


def _cut(run: Sequence[Word], line: Line, today: date) -> list[Piece]:
    text = " ".join(word.text for word in run)
    if is_only_dates(text, today):
        return []
    bare = without_dates(text, today)
    base = Piece(
        text="",
        line=line,
        row=0,
        column=0,
        bold=sum(word.bold for word in run) * 2 > len(run),
        italic=sum(word.italic for word in run) * 2 > len(run),
        right=False,
        linked=next((word.link for word in run if word.link), None),
    )
    pieces: list[Piece] = []
    for strong in _STRONG.split(bare):
        for part, linked in _linked(strong):
            for order, comma in enumerate(_commas(part)):
                for start, clean in enumerate(_degree_first(comma.strip(" ,;|–—-•·:"))):
                    after = linked and order == 0
                    pieces.append(
                        replace(base, text=clean, after_link_word=after, comma=order > 0 and not start)
                    )
    return pieces


def _degree_first(text: str) -> list[str]:
    """A degree set in a column of its own before the school: "PhD Princeton University"."""
    first, _, rest = text.partition(" ")
    if rest and has_degree(first) and has_school(rest) and not has_degree(rest):
        return [first, rest]
    return [text] if text else []


def _commas(text: str) -> list[str]:
    """Cut at commas before capitals, but never inside a place or before "Inc."."""
    if is_place(text):
        return [text]
    parts = _COMMA.split(text)
    merged: list[str] = []
    for part in parts:
        first = part.split()[0].strip(".,").casefold() if part.split() else ""
        if merged and (first in words("organisations", "suffixes") or is_place(f"{merged[-1]}, {part}")):
            merged[-1] = f"{merged[-1]}, {part}"
        else:
            merged.append(part)
    return merged


def _whole_places(pieces: list[Piece]) -> list[Piece]:
    """A city and its country that a style change or a separator parted."""
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        owner = _owner(merged, piece)
        if owner is not None:
            merged[owner] = replace(merged[owner], text=f"{merged[owner].text} {piece.text}")
        elif last and last.row == piece.row and piece.comma and is_place(f"{last.text}, {piece.text}"):
            merged[-1] = replace(last, text=f"{last.text}, {piece.text}")
        else:
            merged.append(piece)
    return merged


def _owner(merged: Sequence[Piece], piece: Piece) -> int | None:
    """Where a bare "Ltd." belongs that a narrow column broke off: the first piece of the row above."""
    if piece.column or piece.text.strip(".,").casefold() not in words("organisations", "suffixes"):
        return None
    return next(
        (n for n, above in enumerate(merged) if above.row == piece.row - 1 and not above.column), None
    )


def _linked(text: str) -> list[tuple[str, bool]]:
    """Two pieces of "Engineer at Acme" or "Engineer @ Acme", the second one an employer."""
    match = _link_word().search(text)
    if match is None or not match.start():
        return [(text, False)]
    return [(text[: match.start()], False), (text[match.end() :], True)]


@cache
def _link_word() -> re.Pattern[str]:
    listed = "|".join(sorted(table("organisations")["links"], key=lambda word: (-len(word), word)))
    return re.compile(rf"\s+(?:@\s*|(?:{listed})\s+)(?=[^\W\d_a-z])")
