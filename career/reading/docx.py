"""A DOCX becomes lines: every visible paragraph of headers, body, tables and text boxes, in order."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from career.reading.docx_styles import Styles, is_on, value_of
from career.reading.layout.margins import detached
from career.reading.lines import Line, Source
from career.reading.refusals import Refused
from career.reading.typeset import HEIGHT, Run, typeset
from career.schema.reading import UnreadableReason as Reason

MAX_PARAGRAPHS = 20_000
MAX_CHARACTERS = 400_000
COLUMN_LINES = 3
"""A two-column table with more lines than this in both cells of a row is a page in columns."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = frozenset(
    {
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}delText",
    }
)
_TWIPS = 20.0


@dataclass
class _Flow:
    """Paragraphs on their way to being lines; `block` counts columns."""

    lines: list[Line]
    block: int = 0
    blank: int = 0


def read_docx(data: bytes) -> Source:
    """Raises `Refused` when it is damaged or holds far too much text."""
    import docx  # noqa: PLC0415 - a process that reads no DOCX does not load its library

    try:
        document = docx.Document(io.BytesIO(data))
        styles = Styles(document)
        flow = _Flow([])
        for root in _roots(document):
            _walk(root, styles, flow)
    except Refused:
        raise
    except Exception as error:
        # python-docx and lxml raise many kinds of error over broken packages, all meaning the same.
        raise Refused(Reason.DAMAGED) from error
    if sum(len(line.text) for line in flow.lines) > MAX_CHARACTERS:
        raise Refused(Reason.TOO_MUCH_TEXT)
    columns = 2 if flow.block else 1
    return Source(lines=tuple(detached(flow.lines)), columns=columns, paged=False)


def _roots(document: Any) -> Iterator[Any]:
    """Headers, the body, footers; parts that several sections share come once."""
    seen: set[int] = set()
    sections = list(document.sections)
    headers = [part for section in sections for part in (section.first_page_header, section.header)]
    footers = [part for section in sections for part in (section.first_page_footer, section.footer)]
    for part in [*headers, None, *footers]:
        if part is None:
            yield document.element.body
        elif not part.is_linked_to_previous and id(part._element) not in seen:  # noqa: SLF001 - no public way
            seen.add(id(part._element))  # noqa: SLF001
            yield part._element  # noqa: SLF001


def _walk(element: Any, styles: Styles, flow: _Flow) -> None:
    for child in element:
        if child.tag == f"{_W}p":
            _paragraph(child, styles, flow)
        elif child.tag == f"{_W}tbl":
            _table(child, styles, flow)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            _walk(child, styles, flow)


def _table(table: Any, styles: Styles, flow: _Flow) -> None:
    rows = [
        [_lines_of(cell, styles) for cell in row.iterchildren(f"{_W}tc")]
        for row in table.iterchildren(f"{_W}tr")
    ]
    beside = [row for row in rows if len(row) == 2 and min(map(len, row)) > COLUMN_LINES]
    if beside:
        for column in (0, 1):
            flow.block += 1
            for row in rows:
                _append(row[column] if column < len(row) else [], flow)
        flow.block += 1
        return
    for row in rows:
        if all(len(cell) <= 1 for cell in row):
            _append([_beside([cell[0] for cell in row if cell])], flow)
        else:
            for cell in row:
                _append(cell, flow)


def _lines_of(cell: Any, styles: Styles) -> list[Line]:
    inner = _Flow([])
    _walk(cell, styles, inner)
    return inner.lines


def _beside(cells: list[Line]) -> Line | None:
    """Cells of one line each are one line of several segments."""
    if not cells:
        return None
    runs: list[Run] = []
    for line in cells:
        runs += [Run("\t")] * bool(runs) + [
            Run(f"{word.text} ", word.bold, word.italic, word.size, word.color, word.link)
            for word in line.words
        ]
    first = cells[0]
    return Line(words=typeset(runs, 0), gap=first.gap, bullet=first.bullet, level=first.level, paragraph=True)


def _append(lines: list[Line | None] | list[Line], flow: _Flow) -> None:
    for line in lines:
        if line is not None:
            runs = [Run(f"{w.text} ", w.bold, w.italic, w.size, w.color, w.link) for w in line.words]
            gaps = [Run("\t")]
            spread: list[Run] = []
            at = 0
            for segment in line.segments:
                spread += (gaps if spread else []) + runs[at : at + len(segment.words)]
                at += len(segment.words)
            words = typeset(spread, len(flow.lines), line.x0)
            flow.lines.append(
                Line(
                    words,
                    flow.block,
                    line.bullet,
                    line.level,
                    line.gap,
                    line.margin,
                    line.ruled,
                    paragraph=True,
                )
            )


def _paragraph(paragraph: Any, styles: Styles, flow: _Flow) -> None:
    if len(flow.lines) > MAX_PARAGRAPHS:
        raise Refused(Reason.TOO_MUCH_TEXT)
    look = styles.paragraph(paragraph)
    boxes: list[Any] = []
    rows: list[list[Run]] = [[]]
    for run in _runs(paragraph, styles, boxes):
        for number, part in enumerate(run.text.split("\n")):
            if number:
                rows.append([])
            rows[-1].append(Run(part, run.bold, run.italic, run.size, run.color, run.link))
    found = False
    for number, row in enumerate(rows):
        words = typeset(row, len(flow.lines), look.indent / _TWIPS)
        if not words:
            continue
        gap = 1.0 if number else 1.0 + flow.blank + look.before / _TWIPS / HEIGHT
        bullet = look.bullet and not number
        flow.lines.append(
            Line(words, flow.block, bullet, look.level, round(gap, 2), ruled=look.ruled, paragraph=True)
        )
        found = True
    flow.blank = 0 if found else flow.blank + 1
    for box in boxes:
        _walk(box, styles, flow)


def _runs(element: Any, styles: Styles, boxes: list[Any], link: str | None = None) -> Iterator[Run]:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{_W}r":
            yield from _run(child, styles, boxes, link)
        elif tag == f"{_W}hyperlink":
            yield from _runs(child, styles, boxes, styles.target(child) or link)
        elif tag != f"{_W}pPr":
            yield from _runs(child, styles, boxes, link)


def _run(run: Any, styles: Styles, boxes: list[Any], link: str | None) -> Iterator[Run]:
    properties = run.find(f"{_W}rPr")
    if is_on(properties, "vanish"):
        return
    look = styles.run(run)
    for child in run:
        text = ""
        if child.tag == f"{_W}t":
            text = child.text or ""
        elif child.tag in {f"{_W}tab", f"{_W}ptab"}:
            text = "\t"
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            text = "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            text = "-"
        elif child.tag == f"{_W}sym":
            text = "•" if value_of(child, "char") in {"F0B7", "F0A7"} else ""
        elif child.tag not in _SKIPPED:
            boxes += _boxes(child)
        if text:
            yield Run(text, look.bold, look.italic, look.size, look.color, link)


def _boxes(element: Any) -> list[Any]:
    """Text boxes of a drawing; the copy for old programs is skipped."""
    found: list[Any] = []
    for child in element:
        if child.tag == f"{_W}txbxContent":
            found.append(child)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            found += _boxes(child)
    return found
