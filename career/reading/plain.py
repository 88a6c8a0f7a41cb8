"""Text and Markdown laid out as lines, so that one set of rules reads every format."""

import re
from dataclasses import replace

from career.reading.layout.joining import closed
from career.reading.layout.margins import starts_bullet
from career.reading.lines import Line, Source
from career.reading.refusals import Refused
from career.reading.typeset import HEIGHT, LETTER, Run, typeset
from career.schema.reading import UnreadableReason

MAX_CHARACTERS = 400_000
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\s*(?:[-=_*─━═]\s*){3,}$")
_MARK = re.compile(
    r"\[(?P<label>[^\]\n]+)\]\(<?(?P<url>(?:https?://|mailto:|tel:)[^\s)>]+)>?\)"
    r"|<(?P<auto>(?:https?://|mailto:)[^\s>]+)>"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)(?P=strong)"
    r"|(?<![\w*])(?P<weak>[*_])(?=[^\s*_])(?P<italic>.+?)(?<=[^\s*_])(?P=weak)(?![\w*])"
)
_MARKDOWN = re.compile(r"^\s{0,3}#{1,6}\s|\]\(<?(?:https?:|mailto:)", re.MULTILINE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAB = 4
_HEADING_SIZES = (20.0, 16.0, 13.0, 12.0, 11.0, 11.0)
_BREAKS = re.compile(r"\r\n?|\n|\f|\u2028")


def read_plain(text: str) -> Source:
    """Raises `Refused` for far too much text."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(UnreadableReason.TOO_MUCH_TEXT)
    lines: list[Line] = []
    blank = 1
    markdown = bool(_MARKDOWN.search(text))
    for raw in _BREAKS.split(text.lstrip("\ufeff")):
        written = raw.expandtabs(_TAB).rstrip()
        if markdown and written.endswith("\\"):
            written = written[:-1].rstrip()
        if not written.strip():
            blank += 1
        elif _RULE.match(written):
            lines[-1:] = [replace(line, ruled=True) for line in lines[-1:]]
        else:
            line = _line(written, len(lines), 1.0 + blank)
            line = _unescaped(line) if markdown else line
            lines += [line] if line.words else []
            blank = 0
    return Source(lines=tuple(closed(line)[0] for line in lines), paged=False)


def _unescaped(line: Line) -> Line:
    return line.with_words(replace(word, text=_ESCAPE.sub(r"\1", word.text)) for word in line.words)


def _line(written: str, number: int, gap: float) -> Line:
    heading = _HEADING.match(written)
    body = heading.group(2) if heading else written.lstrip()
    indent = 0.0 if heading else (len(written) - len(body)) * LETTER
    level = len(heading.group(1)) if heading else None
    bullet = heading is None and starts_bullet(body) and not _MARK.match(body)
    size = _HEADING_SIZES[level - 1] if level else HEIGHT
    words = typeset(_runs(body, size, bold=level is not None), number, indent)
    return Line(words=words, gap=gap, level=level if level and level > 1 else None, bullet=bullet)


def _runs(text: str, size: float, *, bold: bool) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for match in _MARK.finditer(text):
        runs.append(Run(text[at : match.start()], bold=bold, size=size))
        groups = match.groupdict()
        shown = groups["label"] or groups["auto"] or groups["bold"] or groups["italic"] or ""
        inner = _MARK.fullmatch(shown)
        link = groups["url"] or groups["auto"] or (inner.group("url") if inner else None)
        runs.append(
            Run(
                inner.group("label") or shown if inner else shown,
                bold=bold or groups["bold"] is not None,
                italic=groups["italic"] is not None,
                size=size,
                link=link,
            )
        )
        at = match.end()
    runs.append(Run(text[at:], bold=bold, size=size))
    return runs
