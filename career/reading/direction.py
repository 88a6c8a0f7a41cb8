"""Writing direction: which words run right to left, and in what order a line of them is read."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from career.reading.lines import SEGMENT_GAP, Word, gap_between

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_OPENING, _CLOSING = "([{", ")]}"
_MARKS = tuple("•●▪◦○‣∙·–-*➢►◆◇■□")


def is_rtl(text: str) -> bool:
    """More letters that run right to left than left to right."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    return sum(kind in {"R", "AL"} for kind in kinds) > kinds.count("L")


def reading_order(words: Sequence[Word], *, rtl: bool = False) -> list[Word]:
    """The words of one line as they are read: runs against the line's direction are turned.

    `rtl` is the direction of what surrounds the line; a line of the other script keeps its own.
    """
    ordered = sorted(words, key=lambda word: word.x0)
    if not any(word.rtl for word in ordered) and not rtl:
        return ordered
    rtl = rtl or is_rtl("".join(word.text for word in ordered))
    mark = ordered[:1] if rtl and ordered[0].text in _MARKS else []
    ordered = ordered[len(mark) :]
    if rtl:
        ordered.reverse()
    read = [*mark, *(word for run in _runs(ordered, against=not rtl) for word in run)]
    return _unmirrored(read) if rtl else read


def _runs(ordered: Sequence[Word], *, against: bool) -> Iterator[list[Word]]:
    """Words one by one, those that run `against` the line in turned groups; a wide gap ends a group."""
    run: list[Word] = []
    for word in ordered:
        if run and (word.rtl is not against or gap_between(run[-1], word) > SEGMENT_GAP * word.height):
            yield from _turned(run)
            run = []
        if word.rtl is against:
            run.append(word)
        else:
            yield [word]
    yield from _turned(run)


def _turned(run: list[Word]) -> Iterator[list[Word]]:
    """Commas and dashes at the ends of a group belong to the line, not to the group."""
    named = [n for n, word in enumerate(run) if any(letter.isalnum() for letter in word.text)]
    first, last = (named[0], named[-1] + 1) if named else (0, 0)
    yield run[:first]
    yield run[first:last][::-1]
    yield run[last:]


def _unmirrored(words: list[Word]) -> list[Word]:
    """Brackets as written: some files name the glyph that is drawn, which is the mirrored one."""
    brackets = [letter for word in words for letter in word.text if letter in _OPENING + _CLOSING]
    if not brackets or brackets[0] in _OPENING:
        return words
    return [replace(word, text=_closed(word.text.translate(_MIRRORED))) for word in words]


def _closed(text: str) -> str:
    """A word in brackets of which only one was mirrored."""
    twice = len(text) > 2 and text[0] == text[-1] and text[0] in _OPENING
    return text[:-1] + text[-1].translate(_MIRRORED) if twice else text
