"""DOCX with real heading, list and paragraph styles, written part by part: the same bytes twice.

The parts are small templates, as the page of the PDF is: that gives a file without the leftovers of an
editor's blank document, and leaves nothing to a clock or to the order of a set.
"""

import io
import zipfile
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import jinja2

from career.documents.language import is_rtl, written
from career.documents.model import SEPARATOR, Density, Document, Kind, Paper, Role, Template

_PARTS = (
    "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
    "word/document.xml", "word/numbering.xml", "word/settings.xml", "word/styles.xml",
)  # fmt: skip
"""In the order in which they are packed: readers want the content types first."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can say."""
_PAGES = {Paper.A4: (11906, 16838), Paper.LETTER: (12240, 15840)}
_MARGIN, _MARGIN_SIDE = 907, 1021
"""16 and 18 mm in twentieths of a point, as in the PDF."""
_AIR = {Density.COMPACT: 0.6, Density.NORMAL: 1.0, Density.AIRY: 1.4}
_LINES = {Density.COMPACT: 240, Density.NORMAL: 259, Density.AIRY: 283}
"""Line height in 240ths of the face's own."""
_SMALLER_FACE = 0.5
"""Points by which Calibri and Cambria must be larger to look as large as Noto."""
_EAST_ASIAN = {
    "zh": ("zh-CN", "Microsoft YaHei"), "zh-Hant": ("zh-TW", "Microsoft JhengHei"),
    "ja": ("ja-JP", "Yu Gothic"), "ko": ("ko-KR", "Malgun Gothic"),
}  # fmt: skip
_PART_STYLES = {
    Role.BODY: "LetterBody",
    Role.DATE: "LetterPart",
    Role.SUBJECT: "LetterPart",
    Role.SALUTATION: "LetterBody",
}


class _Look(NamedTuple):
    """What the style sheet leaves open: faces, colours, sizes."""

    face: str
    east_asian_face: str
    rtl_face: str
    language: str
    east_asian_language: str
    rtl_language: str
    ink: str
    soft: str
    accent: str
    rule: bool
    centred: bool
    half_points: int
    air: float
    line: int
    page: tuple[int, int]
    margin: int
    margin_side: int
    text_width: int


def render_docx(document: Document) -> bytes:
    packed = io.BytesIO()
    values = _values(document)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _PARTS:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # else it tells on which system the file was made
            archive.writestr(info, _template(name).render(values).strip().encode())
    return packed.getvalue()


def _values(document: Document) -> dict[str, object]:
    panel, main = document.parts()
    letter = document.kind is Kind.LETTER
    return {
        "document": document,
        "sections": (*panel, *main),
        "words": document.words,
        "separator": SEPARATOR,
        "links": _links(document),
        "look": _look(document),
        "rtl": document.direction == "rtl",
        "is_rtl": is_rtl,
        "part_styles": _PART_STYLES if letter else {},
    }


def _links(document: Document) -> dict[str, str]:
    """Each address once, with the id by which the text refers to it."""
    blocks = [block for section in document.sections for block in section.blocks]
    runs = [*document.person.contacts]
    entry_links: list[str | None] = []
    for block in blocks:
        if block.block == "paragraph":
            runs += block.runs
        elif block.block == "entry":
            entry_links.append(block.link)
            runs += [run for paragraph in block.paragraphs for run in paragraph.runs]
    links = dict.fromkeys(link for link in (*(run.link for run in runs), *entry_links) if link)
    return {link: f"link{number}" for number, link in enumerate(links, 1)}


def _look(document: Document) -> _Look:
    template, options = document.template, document.options
    black = template in {Template.CLASSIC, Template.ATS_OPTIMIZED}
    east_asian_language, east_asian_face = _EAST_ASIAN.get(written(document.language), _EAST_ASIAN["zh"])
    page = _PAGES[document.page]
    return _Look(
        face="Cambria" if template is Template.CLASSIC else "Calibri",
        east_asian_face=east_asian_face,
        rtl_face="Arial",
        language=document.language,
        east_asian_language=east_asian_language,
        rtl_language=document.language if document.direction == "rtl" else "ar-SA",
        ink="000000" if black else "1C2127",
        soft="000000" if black else "49525D",
        accent=document.accent.removeprefix("#").upper(),
        rule=template is not Template.ATS_OPTIMIZED,
        centred=template is Template.CLASSIC,
        half_points=round(2 * (document.size + _SMALLER_FACE)),
        air=_AIR[options.density],
        line=_LINES[options.density],
        page=page,
        margin=_MARGIN,
        margin_side=_MARGIN_SIDE,
        text_width=page[0] - 2 * _MARGIN_SIDE,
    )


@cache
def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    folder = files("career.documents") / "templates" / "docx"
    return environment.from_string(folder.joinpath(*name.split("/")).read_text("utf-8"))
