"""Glyphs become words: by white space, by gaps, by baselines, and by writing direction."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from career.reading.direction import is_rtl
from career.reading.lines import Word
from career.reading.pdf.glyphs import Glyph
from career.reading.pdf.paths import Box

WORD_GAP = 0.22
"""Of the glyph's height; a wider gap ends a word even where the file has no space."""
MIN_GAP = 1.0
BASELINE_SHIFT = 0.3
MIN_SHIFT = 1.5
_TERMINATORS = "%$€#+°£"
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")


def words_of(glyphs: Iterable[Glyph], page: int, links: Sequence[tuple[Box, str]]) -> list[Word]:
    """Words in PDFium's order; white space is only a border."""
    words: list[Word] = []
    run: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text.isspace():
            _close(run, page, links, words)
        else:
            if run and _apart(run[-1], glyph):
                _close(run, page, links, words)
            run.append(glyph)
    _close(run, page, links, words)
    return words


def _apart(left: Glyph, right: Glyph) -> bool:
    height = max(min(left.y1 - left.y0, right.y1 - right.y0), 1.0)
    if abs(left.middle - right.middle) > max(MIN_SHIFT, BASELINE_SHIFT * height):
        return True
    return max(right.x0 - left.x1, left.x0 - right.x1) > max(MIN_GAP, WORD_GAP * height)


def _close(run: list[Glyph], page: int, links: Sequence[tuple[Box, str]], words: list[Word]) -> None:
    if run:
        words.append(_word(run, page, links))
        run.clear()


def _word(run: list[Glyph], page: int, links: Sequence[tuple[Box, str]]) -> Word:
    rtl = is_rtl("".join(glyph.text for glyph in run))
    ordered = _written(run) if rtl else run
    x0, x1 = min(glyph.x0 for glyph in run), max(glyph.x1 for glyph in run)
    y0, y1 = min(glyph.y0 for glyph in run), max(glyph.y1 for glyph in run)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    link = next((uri for box, uri in links if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)
    ink = run[0].ink
    return Word(
        text=unicodedata.normalize("NFKC" if rtl else "NFC", "".join(glyph.text for glyph in ordered)),
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


def _written(run: list[Glyph]) -> list[Glyph]:
    """Right to left by geometry; runs of Latin letters and digits turned back."""
    ordered = sorted(run, key=lambda glyph: (-glyph.x1, glyph.index))
    inner = [_runs_ltr(glyph.text) for glyph in ordered]
    for at, (before, here) in enumerate(pairwise([False, *inner])):
        if not here and ordered[at].text in _TERMINATORS:
            inner[at] = before and not _ARABIC.search("".join(glyph.text for glyph in ordered[:at]))
    return _turned(ordered, inner)


def _runs_ltr(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"L", "EN", "AN", "ES", "CS"} for letter in text)


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
