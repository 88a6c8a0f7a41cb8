"""Characters of a PDF page with their place, font and colour, straight from PDFium.

PDFium knows what each character is; the order of its plain text is not trusted, only its boxes.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from career.reading.pdf.canvas import Canvas

MIN_SIZE = 4.0
"""Points; smaller text is not meant for people."""
MIN_ALPHA = 25
"""Of 255, a tenth."""
MAX_TURN = math.radians(5)
_INVISIBLE_MODE = 3
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|cmbx|-bd|medi$|-medi(?:ital)?$")
_REGULAR_NAME = re.compile(r"regular|light|book|roman|medium|thin|normal|\bcm(?:r|ti|sl|ss|csc)\d")
_NAME_BYTES = 256
_ITALIC_FLAG = 1 << 6
_BOLD_FLAG = 1 << 18


@dataclass(frozen=True, slots=True)
class Ink:
    """What all characters of one text object share."""

    size: float
    bold: bool
    italic: bool
    color: int
    turned: bool
    invisible: bool
    """Render mode 3 or transparent: a scanner's text layer looks like this too."""
    masked: bool
    """Too small, or in the colour of what lies below."""


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    ink: Ink
    index: int
    made: bool = False
    """A space that the file does not have and PDFium put there."""

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def read_glyphs(text_page: Any, canvas: Canvas, limit: int) -> Iterator[Glyph]:
    """Every character of the page in PDFium's order, white space included, at most `limit`."""
    inks: dict[int, Ink] = {}
    box = pdfium.FS_RECTF()
    last: Glyph | None = None
    for index in range(min(pdfium.FPDFText_CountChars(text_page), limit)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in {10, 13}:
            continue
        if pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            if last is not None:
                yield replace(last, text=" ", x0=last.x1, index=index, made=True)
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text_page, index, box):
            continue
        handle = pdfium.FPDFText_GetTextObject(text_page, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        x0, y0, x1, y1 = canvas.place(box.left, box.bottom, box.right, box.top)
        if key not in inks:
            inks[key] = _ink(text_page, index, handle, canvas, (x0, y0, x1, y1))
        last = Glyph(_character(code), x0, y0, x1, y1, inks[key], index)
        yield last


def _character(code: int) -> str:
    """PDFium marks the hyphen at a line's end with U+0002 or U+FFFE; a soft hyphen is a hyphen there."""
    if code in {0x02, 0xAD, 0xFFFE}:
        return "-"
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _ink(
    text_page: Any, index: int, handle: Any, canvas: Canvas, box: tuple[float, float, float, float]
) -> Ink:
    name, flags = _font(text_page, index)
    weight = pdfium.FPDFText_GetFontWeight(text_page, index)
    red, green, blue, alpha = _fill(text_page, index)
    drawn = canvas.outline(box) if alpha < MIN_ALPHA else None
    if drawn is not None:
        red, green, blue, alpha = (*drawn, 255)
    size = _size(text_page, index)
    mode = pdfium.FPDFTextObj_GetTextRenderMode(handle) if handle else 0
    turn = pdfium.FPDFText_GetCharAngle(text_page, index) + canvas.turn
    return Ink(
        size=size,
        bold=drawn is not None or _is_bold(name, weight, flags),
        italic=bool(flags & _ITALIC_FLAG) or "italic" in name or "oblique" in name,
        color=red << 16 | green << 8 | blue,
        turned=MAX_TURN < turn % (2 * math.pi) < 2 * math.pi - MAX_TURN,
        invisible=mode == _INVISIBLE_MODE or alpha < MIN_ALPHA,
        masked=size < MIN_SIZE or canvas.hides(handle, (red, green, blue), box),
    )


def _is_bold(name: str, weight: int, flags: int) -> bool:
    """The name decides where it speaks: PDFium derives weights from stems and calls regular cuts bold."""
    if flags & _BOLD_FLAG or _BOLD_NAME.search(name):
        return True
    return weight >= _BOLD_WEIGHT and not _REGULAR_NAME.search(name)


def _font(text_page: Any, index: int) -> tuple[str, int]:
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text_page, index, buffer, _NAME_BYTES, flags)
    name = buffer.raw[: max(0, min(length, _NAME_BYTES) - 1)].decode("utf-8", "replace")
    return name.casefold(), max(0, flags.value)


def _fill(text_page: Any, index: int) -> tuple[int, int, int, int]:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFText_GetFillColor(text_page, index, *channels):
        return (0, 0, 0, 255)
    red, green, blue, alpha = (channel.value for channel in channels)
    return (red, green, blue, alpha)


def _size(text_page: Any, index: int) -> float:
    """The size on the page: the font's size times the scale of the text matrix."""
    size = float(pdfium.FPDFText_GetFontSize(text_page, index))
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text_page, index, matrix):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    return size
