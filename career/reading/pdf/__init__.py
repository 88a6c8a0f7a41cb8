"""A PDF becomes lines in reading order; hidden text and pictures become findings, never fields."""

from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from career.reading.layout import arranged
from career.reading.lines import Source, Word
from career.reading.pdf.canvas import IMAGE_SHARE, Canvas, canvas_of
from career.reading.pdf.glyphs import Glyph, read_glyphs
from career.reading.pdf.words import words_of
from career.reading.refusals import Refused
from career.schema.reading import UnreadableReason as Reason

MAX_PAGES = 30
MAX_PAGE_GLYPHS = 60_000
MAX_GLYPHS = 400_000
FEW_GLYPHS = 25
"""A page with fewer glyphs and a picture over half of it is a scan."""
GARBLED_SHARE = 0.3


@dataclass
class _Page:
    words: list[Word] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    visible: int = 0
    garbled: int = 0
    picture: bool = False
    ocr: bool = False
    hidden: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    size: tuple[float, float] = (595.0, 842.0)


def read_pdf(data: bytes) -> Source:
    """Raises `Refused` for protected, damaged, overlong, scanned and garbled files."""
    document = _opened(data)
    try:
        if len(document) > MAX_PAGES:
            raise Refused(Reason.TOO_MANY_PAGES)
        pages: list[_Page] = []
        for number in range(len(document)):
            pages.append(_page(document, number))
            if sum(page.visible for page in pages) > MAX_GLYPHS:
                raise Refused(Reason.TOO_MUCH_TEXT)
    finally:
        document.close()
    _refuse_pictures(pages)
    return _source(pages)


def _opened(data: bytes) -> Any:

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        protected = pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error)
        raise Refused(Reason.PASSWORD if protected else Reason.DAMAGED) from error
    if len(document) == 0:
        raise Refused(Reason.DAMAGED)
    return document


def _page(document: Any, number: int) -> _Page:

    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise Refused(Reason.DAMAGED) from error
    if pdfium.FPDFText_CountChars(text_page.raw) > MAX_PAGE_GLYPHS:
        raise Refused(Reason.TOO_MUCH_TEXT)
    canvas = canvas_of(page)
    result = _sorted(list(read_glyphs(text_page.raw, canvas, MAX_PAGE_GLYPHS)), canvas, number + 1)
    text_page.close()
    page.close()
    return result


def _sorted(found: list[Glyph], canvas: Canvas, number: int) -> _Page:
    """Splits the glyphs of a page into read and set aside, and says what was set aside."""
    result = _Page(picture=canvas.image_share() >= IMAGE_SHARE, rules=canvas.rules, size=canvas.size)
    shown = [glyph for glyph in found if not glyph.text.isspace()]
    invisible = sum(glyph.ink.invisible for glyph in shown)
    result.ocr = result.picture and invisible * 2 > len(shown)
    kept, hidden = [], []
    for glyph in found:
        box = (glyph.x0, glyph.y0, glyph.x1, glyph.y1)
        if glyph.text.isspace():
            kept.append(glyph)
            continue
        unseen = glyph.ink.invisible and not result.ocr
        if unseen or glyph.ink.masked or not canvas.holds(box):
            hidden.append(glyph)
        elif glyph.ink.turned:
            result.codes.append("rotated_text")
        elif _is_icon(glyph.text):
            result.codes.append("icons")
            kept.append(_spaced(glyph))
        else:
            kept.append(glyph)
    result.visible = sum(not glyph.text.isspace() for glyph in kept) + result.codes.count("icons")
    result.garbled = sum(_is_garbled(glyph.text) for glyph in kept) + result.codes.count("icons")
    result.words = words_of(kept, number, canvas.links)
    text = " ".join(word.text for word in words_of(hidden, number, ()))
    result.hidden = [text] if any(letter.isalnum() for letter in text) else []
    return result


def _spaced(glyph: Glyph) -> Glyph:
    """An icon is dropped but still parts what stands around it."""
    return replace(glyph, text=" ")


def _is_icon(text: str) -> bool:
    return "\ue000" <= text <= "\uf8ff"


def _is_garbled(text: str) -> bool:
    return text == "\ufffd" or (text < " " and not text.isspace()) or "\x7f" <= text < "\xa0"


def _refuse_pictures(pages: list[_Page]) -> None:
    visible = sum(page.visible for page in pages)
    blank = [page.visible < FEW_GLYPHS for page in pages]
    if all(blank) and any(page.picture for page in pages):
        raise Refused(Reason.SCANNED)
    if visible == 0:
        raise Refused(Reason.EMPTY)
    if sum(page.garbled for page in pages) >= GARBLED_SHARE * visible:
        raise Refused(Reason.GARBLED)


def _source(pages: list[_Page]) -> Source:
    lines, columns, spaced = arranged(
        [page.words for page in pages], [page.rules for page in pages], [page.size[1] for page in pages]
    )
    codes = [(code, number) for number, page in enumerate(pages, 1) for code in sorted(set(page.codes))]
    codes += [("spaced_letters", number) for number in spaced]
    ocr = any(page.ocr for page in pages)
    for number, page in enumerate(pages, 1):
        if page.ocr:
            codes.append(("ocr_layer", number))
        if page.picture and page.visible < FEW_GLYPHS:
            codes.append(("image_page", number))
    return Source(
        lines=tuple(lines),
        pages=len(pages),
        columns=columns,
        hidden_text=tuple(text for page in pages for text in page.hidden),
        codes=tuple(codes),
        confidence=0.5 if ocr else 1.0,
    )
