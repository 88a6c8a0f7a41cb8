"""Glyphs become words: by white space, by gaps, by baselines, and by writing direction."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from career.reading.direction import is_rtl
from career.reading.lines import Word
from career.reading.pdf.glyphs import Glyph
from career.reading.pdf.paths import Box

WORD_GAP = 0.22
"""Of the glyph's height; a wider gap ends a word even where the file has no space."""
RTL_GAP = 0.18
"""Of the size: where spaces cannot be trusted less white must do, and letters of these scripts touch."""
MIN_WIDTH = 0.1
MIN_GAP = 1.0
BASELINE_SHIFT = 0.3
MIN_SHIFT = 1.5
_TERMINATORS = "%$€#+°£"
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


def words_of(glyphs: Iterable[Glyph], page: int, links: Sequence[tuple[Box, str]]) -> list[Word]:
    """Words in PDFium's order, lines that run right to left in geometry's; white space is only a border."""
    words: list[Word] = []
    for row in _rows(glyphs):
        text = "".join(glyph.text for glyph in row)
        rtl, arabic = is_rtl(text), bool(_ARABIC.search(text))
        ordered = sorted(_placed(row), key=_from_right) if rtl else row
        run: list[Glyph] = []
        for glyph in ordered:
            if run and (glyph.text.isspace() or _apart(run[-1], glyph, rtl=rtl)):
                words.append(_word(_in_writing(run, rtl=rtl, arabic=arabic), page, links))
                run = []
            if not glyph.text.isspace():
                run.append(glyph)
        if run:
            words.append(_word(_in_writing(run, rtl=rtl, arabic=arabic), page, links))
    return words


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Neighbours in PDFium's order that stand on one baseline."""
    rows: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is None or (not glyph.text.isspace() and _off_baseline(last, glyph)):
            rows.append([])
        rows[-1].append(glyph)
        last = glyph if last is None or not glyph.text.isspace() else last
    return rows


def _from_right(glyph: Glyph) -> tuple[float, int]:
    """PDFium swaps the letters of a ligature, which share one box: the later index is written first."""
    return (-glyph.x1, -glyph.index)


def _off_baseline(left: Glyph, right: Glyph) -> bool:
    height = max(min(left.y1 - left.y0, right.y1 - right.y0), 1.0)
    return abs(left.middle - right.middle) > max(MIN_SHIFT, BASELINE_SHIFT * height)


def _placed(row: list[Glyph]) -> list[Glyph]:
    """Without the spaces that PDFium made, gave no width, or brought from another line."""
    first = next((glyph for glyph in row if not glyph.text.isspace()), None)
    return [
        glyph
        for glyph in row
        if not glyph.text.isspace()
        or (first and not glyph.made and glyph.x1 - glyph.x0 > MIN_WIDTH and not _off_baseline(first, glyph))
    ]


def _apart(left: Glyph, right: Glyph, *, rtl: bool) -> bool:
    height = max(min(left.y1 - left.y0, right.y1 - right.y0), 1.0)
    if _off_baseline(left, right):
        return True
    least = RTL_GAP * min(left.ink.size, right.ink.size) if rtl else WORD_GAP * height
    return max(right.x0 - left.x1, left.x0 - right.x1) > max(MIN_GAP, least)


def _in_writing(run: list[Glyph], *, rtl: bool, arabic: bool) -> list[Glyph]:
    """The glyphs of one word of a line that was sorted from the right."""
    if not rtl:
        return run
    return _written(run, arabic=arabic)


def _word(run: list[Glyph], page: int, links: Sequence[tuple[Box, str]]) -> Word:
    rtl = is_rtl("".join(glyph.text for glyph in run))
    x0, x1 = min(glyph.x0 for glyph in run), max(glyph.x1 for glyph in run)
    y0, y1 = min(glyph.y0 for glyph in run), max(glyph.y1 for glyph in run)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    link = next((uri for box, uri in links if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)
    ink = run[0].ink
    return Word(
        text=unicodedata.normalize("NFKC" if rtl else "NFC", "".join(glyph.text for glyph in run)),
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        size=ink.size,
        bold=sum(glyph.ink.bold for glyph in run) * 2 > len(run),
        italic=sum(glyph.ink.italic for glyph in run) * 2 > len(run),
        color=ink.color,
        link=link,
        page=page,
        rtl=rtl,
    )


def _written(run: list[Glyph], *, arabic: bool) -> list[Glyph]:
    """Right to left by geometry; runs of Latin letters and digits turned back.

    After an Arabic letter a percent sign stays outside of its number, elsewhere it belongs to it.
    """
    ordered = sorted(run, key=_from_right)
    kinds = [unicodedata.bidirectional(glyph.text[:1]) for glyph in ordered]
    inner = [kind in {"L", "EN", "AN"} for kind in kinds]
    for at, kind in enumerate(kinds):
        beside = [inner[n] for n in (at - 1, at + 1) if 0 <= n < len(inner)]
        if kind in {"ES", "CS"} and len(beside) == 2:
            inner[at] = all(beside)
        elif ordered[at].text in _TERMINATORS and not arabic:
            inner[at] = any(beside)
    return _turned(ordered, inner)


def _turned(items: list[Glyph], inner: list[bool]) -> list[Glyph]:
    result: list[Glyph] = []
    start = 0
    while start < len(items):
        end = start + 1
        while end < len(items) and inner[start] and inner[end]:
            end += 1
        result.extend(reversed(items[start:end]))
        start = end
    return result
