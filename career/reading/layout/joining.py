"""Words that print broke: hyphens at line ends, letters set apart."""

import re
from collections.abc import Sequence
from dataclasses import replace

from career.reading.data import words as listed
from career.reading.lines import Line, Word, gap_between

MIN_LETTERS = 4
_BROKEN = re.compile(r"[^\W\d_]-$")


def rejoined(lines: Sequence[Line]) -> list[Line]:
    """`end-` and the next line's first word become one word, with the hyphen where it belongs to it."""
    known = {part for line in lines for part in _parts(line.text)}
    result: list[Line] = []
    for line in lines:
        at = next((n for n in range(len(result) - 1, -1, -1) if not result[n].margin), 0)
        last = result[at] if result else None
        if last is None or last.block != line.block or line.margin or not _breaks(last, line):
            result.append(line)
            continue
        head, tail = last.words[-1], line.words[0]
        joined = replace(head, text=_joined(head.text, tail.text, known))
        result[at] = last.with_words([*last.words[:-1], joined])
        if rest := line.words[1:]:
            edge = replace(rest[0], x0=min(line.x0, rest[0].x0))
            result.append(line.with_words([edge, *rest[1:]]))
    return result


def _breaks(last: Line, line: Line) -> bool:
    follows = line.words[0].text[:1]
    return bool(_BROKEN.search(last.text)) and len(last.words) > 1 and follows.isalpha() and follows.islower()


def _joined(head: str, tail: str, known: set[str]) -> str:
    stem, end = _core(head[:-1]), _core(tail)
    if stem + end in known:
        return head[:-1] + tail
    if f"{stem}-{end}" in known or _is_compound(stem, end):
        return head + tail
    return head[:-1] + tail


def _is_compound(stem: str, end: str) -> bool:
    first = stem.rsplit("-", 1)[-1]
    return first in listed("hyphens", "first") or end in listed("hyphens", "last") or "-" in stem


def _parts(text: str) -> list[str]:
    return [_core(part) for part in text.split() if not part.endswith("-")]


def _core(text: str) -> str:
    return text.strip(".,;:()[]\"'“”’!?").casefold()


def closed(line: Line) -> tuple[Line, bool]:
    """The line with "J O H N" made one word, and whether there was anything to close."""
    if len(line.words) < MIN_LETTERS:
        return line, False
    result: list[Word] = []
    run: list[Word] = []
    for word in line.words:
        single = len(word.text) == 1 and word.text.isalpha()
        if run and (not single or not _even(run, word)):
            result += _closed(run)
            run = []
        if single:
            run.append(word)
        else:
            result.append(word)
    result += _closed(run)
    return (line.with_words(result), True) if len(result) < len(line.words) else (line, False)


def _even(run: list[Word], word: Word) -> bool:
    gap = gap_between(run[-1], word)
    return len(run) < 2 or gap <= 1.5 * max(gap_between(run[0], run[1]), 1.0)


def _closed(run: list[Word]) -> list[Word]:
    if len(run) < MIN_LETTERS:
        return run
    text = "".join(word.text for word in run)
    x1, y1 = max(word.x1 for word in run), max(word.y1 for word in run)
    return [replace(run[0], text=text, x0=min(word.x0 for word in run), x1=x1, y1=y1)]
