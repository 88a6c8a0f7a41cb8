"""Writing direction: which words run right to left, and in what order a line of them is read."""

import unicodedata
from collections.abc import Sequence

from career.reading.lines import SEGMENT_GAP, Word, gap_between


def is_rtl(text: str) -> bool:
    """More letters that run right to left than left to right."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    return sum(kind in {"R", "AL"} for kind in kinds) > kinds.count("L")


def reading_order(words: Sequence[Word]) -> list[Word]:
    """The words of one line as they are read: by x, or from the right with Latin runs turned back."""
    ordered = sorted(words, key=lambda word: word.x0)
    right = sum(len(word.text) for word in words if word.rtl)
    if right * 2 <= sum(len(word.text) for word in words if word.rtl or _runs_strong(word.text)):
        return ordered
    ordered.reverse()
    result: list[Word] = []
    run: list[Word] = []
    for word in ordered:
        if word.rtl or (run and gap_between(run[-1], word) > SEGMENT_GAP * word.height):
            result += reversed(run)
            run = []
        if word.rtl:
            result.append(word)
        else:
            run.append(word)
    return result + run[::-1]


def _runs_strong(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "L" for letter in text)
