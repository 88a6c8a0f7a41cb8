"""Plain text in UTF-8: for forms that take nothing else, and for whoever wants to see what software sees."""

import textwrap
from collections.abc import Iterator

from career.documents.model import Document, Kind, Mark

_APART = frozenset({Mark.HEADING, Mark.TITLE})
"""Lines with an empty one before them."""
_BULLET = "- "


def render_text(document: Document, *, columns: int | None = None) -> bytes:
    """One line a paragraph, or lines of at most `columns` characters (words stay whole)."""
    return ("\n".join(_lines(document, columns)) + "\n").encode()


def _lines(document: Document, columns: int | None) -> Iterator[str]:
    letter = document.kind is Kind.LETTER
    before: Mark | None = None
    for mark, text in document.marked_lines():
        apart = (
            mark in _APART
            or (letter and mark is Mark.PARAGRAPH)
            or (mark is Mark.ADDRESS and before is not Mark.ADDRESS)
        )
        if apart and before not in {None, Mark.HEADING}:
            yield ""
        yield from _wrapped(_BULLET + text if mark is Mark.BULLET else text, mark, columns)
        before = mark


def _wrapped(text: str, mark: Mark, columns: int | None) -> list[str]:
    if columns is None:
        return [text]
    indent = " " * len(_BULLET) if mark is Mark.BULLET else ""
    return textwrap.wrap(
        text, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
