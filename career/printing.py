"""Printing, as a slot runs it: an order in, the bytes of a file and the proof that they can be read out."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import orjson

from career import documents
from career.documents import content, jsonresume
from career.documents.model import Document, Paper, Template
from career.documents.preview import preview_png
from career.documents.proof import proof
from career.schema.base import Shape
from career.schema.resume import Resume


class LetterOrder(Shape):
    """A letter as its person last saved it."""

    text: str
    addressee: str = ""
    subject: str = ""
    salutation: str = ""
    valediction: str = ""


class Order(Shape):
    """What to print. With a letter, `resume` gives its head."""

    resume: Resume
    letter: LetterOrder | None
    format: str
    template: str
    paper: str
    day: date
    name: str
    language: str = "en"


class Printed(Shape):
    """A finished file; `words_back` is the share of its words that software reads out of it, in order."""

    data: bytes
    name: str
    words_back: float | None = None
    findings: tuple[str, ...] = ()


class TemplateInfo(Shape):
    name: str
    title: str
    description: str


TEMPLATES: Final = (
    TemplateInfo(
        name="modern", title="Modern", description="One column, a calm accent, headings with a rule."
    ),
    TemplateInfo(name="classic", title="Classic", description="Centred name, serif type, black on white."),
    TemplateInfo(
        name="creative", title="Creative", description="A panel for contact and skills beside the story."
    ),
    TemplateInfo(
        name="ats_optimized", title="Parser-safe", description="The plainest there is: every parser reads it."
    ),
)

_PAPERS: Final = {"a4": Paper.A4, "letter": Paper.LETTER}
_SAMPLE: Final = Path(__file__).with_name("sample_resume.json")
_PROVED: Final = frozenset({"pdf", "docx"})
_PREVIEW_WIDTH: Final = 620
"""Pixels: sharp in a card of 310 on a dense screen."""


def print_document(order: Order) -> Printed:
    document = _document(order)
    data = _bytes(document, order)
    if order.format not in _PROVED:
        return Printed(data=data, name=order.name)
    proved = proof(document, data, today=order.day)
    return Printed(
        data=data,
        name=order.name,
        words_back=round(proved.words_back, 4),
        findings=tuple(finding.fix for finding in proved.findings),
    )


def _bytes(document: Document, order: Order) -> bytes:
    if order.format == "json":
        return orjson.dumps(jsonresume.to_json_resume(order.resume), option=orjson.OPT_INDENT_2)
    return documents.render(document, documents.Format(order.format))


def _document(order: Order) -> Document:
    template, paper = Template(order.template), _PAPERS[order.paper]
    if order.letter is None:
        return content.resume_document(order.resume, template=template, paper=paper)
    letter = content.LetterText(
        sender=order.resume.basics,
        paragraphs=tuple(part for part in order.letter.text.split("\n\n") if part.strip()),
        addressee=(order.letter.addressee,) if order.letter.addressee else (),
        subject=order.letter.subject,
        salutation=order.letter.salutation,
        closing=order.letter.valediction,
        day=order.day,
    )
    return content.letter_document(letter, template=template, paper=paper, language=order.language)


@cache
def preview(template: str) -> bytes:
    """A PNG of the first page; the same for everybody, so each process draws it once."""
    sample = Resume.model_validate_json(_SAMPLE.read_bytes())
    document = content.resume_document(sample, template=Template(template), paper=Paper.A4)
    return preview_png(documents.render(document, documents.Format.PDF), page=0, width=_PREVIEW_WIDTH)
