"""Pictures of a PDF's pages, for the screen."""

import io

import pypdfium2 as pdfium

_WIDEST = 2000
"""Pixels: about 240 dots an inch on A4, where more is no longer seen."""


def page_count(pdf: bytes) -> int:
    with pdfium.PdfDocument(pdf) as document:
        return len(document)


def preview_png(pdf: bytes, page: int, width: int) -> bytes:
    """The page (from 0) as a PNG of `width` pixels, at most 2,000; raises `IndexError` for another page."""
    if not 1 <= width <= _WIDEST:
        raise ValueError(f"The width of a preview is 1 to {_WIDEST} pixels.")
    with pdfium.PdfDocument(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(f"There is no page {page}.")
        drawn = document[page]
        image = drawn.render(scale=width / drawn.get_width()).to_pil()
    picture = io.BytesIO()
    image.convert("RGB").save(picture, "PNG", optimize=True)
    return picture.getvalue()
