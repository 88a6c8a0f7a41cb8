"""PDF by WeasyPrint: tagged (PDF/UA-1), the same bytes twice, and nothing fetched from anywhere.

The one importer of WeasyPrint. It is imported inside the functions, because the fonts' configuration must be
in the environment first, and because it takes half a second that a process without documents need not spend.
"""

import ctypes
import os
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, NoReturn

import jinja2

from career.documents import faces
from career.documents.language import is_rtl
from career.documents.model import SEPARATOR, Density, Document, Paper

_LIBRARIES = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0",
              "libharfbuzz-subset.so.0", "libfontconfig.so.1")  # fmt: skip
_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_AIR = {Density.COMPACT: 0.72, Density.NORMAL: 1.0, Density.AIRY: 1.25}
"""Share of the usual white space between lines, entries and sections."""
_PAPERS = {Paper.A4: "210mm 297mm", Paper.LETTER: "8.5in 11in"}
_LONG = 420
"""Characters from which a bullet has more than four lines and may be parted by the end of a page."""
_FIT_SIZES = (10.0, 9.5, 9.0)
_FIT_MARGINS = (14.0, 12.0)
_PANEL_NAME, _PANEL_CONTACT = (1.85, 11), (0.93, 25)
"""The usual size in the panel, and how many letters fit a line of it at that size."""
_SMALLEST_FIT = 0.78
_MARGIN = 16.0
"""Millimetres; the sides get 2 more, because lines that are too long are hard to follow."""


class _Fit(NamedTuple):
    """Points of the text, millimetres of the margin, share of the usual white space."""

    size: float
    margin: float
    air: float


class LibraryMissing(RuntimeError):
    """The machine lacks a library that WeasyPrint needs; the message says what to install."""


def missing_library() -> str | None:
    """One line on what to install, or `None` if PDFs can be made here."""
    for name in _LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            return f"PDF needs Pango ({name} is missing). On Debian or Ubuntu: apt-get install {_PACKAGES}"
    return None


def render_pdf(document: Document) -> bytes:
    """Raises `FontsMissing` or `LibraryMissing` with the command that helps.

    `one_page` takes the largest type with which the text fits; if none does, the asked one stays.
    """
    made = _laid_out(document, _Fit(document.size, _MARGIN, _AIR[document.options.density]))
    if document.options.one_page and len(made.pages) > 1:
        tries = (_laid_out(document, fit) for fit in _fits(document))
        made = next((smaller for smaller in tries if len(smaller.pages) == 1), made)
    data: bytes = made.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return data


def _laid_out(document: Document, fit: _Fit) -> Any:
    typesetter = _weasyprint()
    style = typesetter.CSS(string=_style(document, fit), url_fetcher=_refuse)
    page = typesetter.HTML(string=_markup(document), url_fetcher=_refuse)
    return page.render(stylesheets=[style], pdf_variant="pdf/ua-1", pdf_tags=True)


def _fits(document: Document) -> Iterator[_Fit]:
    """Ever smaller text, then ever smaller margins, then less white space between the lines."""
    air = _AIR[document.options.density]
    sizes = [document.size, *(size for size in _FIT_SIZES if size < document.size)]
    yield from (_Fit(size, _MARGIN, air) for size in sizes[1:])
    yield from (_Fit(sizes[-1], margin, air) for margin in _FIT_MARGINS)
    yield _Fit(sizes[-1], _FIT_MARGINS[-1], min(air, _AIR[Density.COMPACT]))


def _markup(document: Document) -> str:
    panel, main = document.parts()
    return _page().render(
        document=document,
        panel=panel,
        main=main,
        words=document.words,
        separator=SEPARATOR,
        long=_LONG,
        is_rtl=is_rtl,
    )


def _style(document: Document, fit: _Fit) -> str:
    faces_list = ", ".join(f'"{name}"' for name in faces.stack(document.template, document.language))
    root = {
        "--paper": _PAPERS[document.page],
        "--margin-top": f"{fit.margin}mm",
        "--margin-side": f"{fit.margin + 2}mm",
        "--size": f"{fit.size}pt",
        "--air": str(fit.air),
        "--accent": document.accent,
        "--faces": faces_list,
        "--slant": "italic" if faces.has_italics(document.language) else "normal",
        "--panel-name": _fit(document.person.name.split(), _PANEL_NAME),
        "--panel-contact": _fit((run.text for run in document.person.contacts), _PANEL_CONTACT),
        "--start": "left" if document.direction == "ltr" else "right",
        "--towards": "to right" if document.direction == "ltr" else "to left",
    }
    values = "".join(f"{name}: {value};" for name, value in root.items())
    return f":root {{ {values} }}\n{_sheet('base')}\n{_sheet(document.template)}"


def _fit(words: Iterable[str], room: tuple[float, int]) -> str:
    """The size, at most the usual one, at which the longest of the words stays whole in the panel."""
    usual, letters = room
    longest = max(map(len, words), default=0)
    return f"{usual * max(_SMALLEST_FIT, min(1.0, letters / max(longest, 1))):.3f}rem"


def _refuse(url: str) -> NoReturn:
    """Nothing in our pages leads anywhere that must be loaded, so whatever asks is refused."""
    raise ValueError(f"A document loads nothing; {url[:80]!r} was asked for.")


@cache
def _weasyprint() -> Any:
    faces.require()
    if missing := missing_library():
        raise LibraryMissing(missing)
    os.environ["FONTCONFIG_FILE"] = str(faces.CONFIGURATION)
    import weasyprint  # noqa: PLC0415 - the fonts' configuration must stand first

    return weasyprint


@cache
def _page() -> jinja2.Template:
    loader = jinja2.FunctionLoader(lambda name: (files("career.documents") / "templates" / name).read_text())
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.get_template("document.html")


@cache
def _sheet(name: str) -> str:
    return (files("career.documents") / "templates" / f"{name}.css").read_text()
