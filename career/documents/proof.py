"""Reads a finished file back, so that a person sees what software makes of it."""

import io
from collections.abc import Sequence
from datetime import date

import docx
import pypdfium2 as pdfium

from career.documents.faces import unknown_characters
from career.documents.fidelity import squeezed, words_back
from career.documents.model import Document, Entry, Kind, Mark
from career.reading import read
from career.schema.base import Shape
from career.schema.reading import Finding, Reading, Severity, Unreadable, UnreadableReason
from career.schema.resume import Resume


class Proof(Shape):
    """What came back: shares between 0 and 1.

    `words_back` counts words that came back in order, `order` lines that stand where they belong, and
    `fields` says for each field whether it was found as it was written.
    """

    words_back: float
    order: float
    fields: dict[str, bool]
    findings: tuple[Finding, ...] = ()


def proof(document: Document, data: bytes, *, today: date, region: str = "US") -> Proof:
    """Read the file that `document` became; a letter has no fields, and its reader's opinion is left out."""
    answer = read(data, today=today, region=region)
    text = _text(answer, data)
    lines = document.lines()
    is_resume = document.kind is Kind.RESUME
    resume = answer.resume if isinstance(answer, Reading) else Resume()
    return Proof(
        words_back=words_back(" ".join(lines), text),
        order=_order(lines, text),
        fields=_fields(document, resume) if is_resume else {},
        findings=(*_boxes(lines), *(_findings(answer) if is_resume else ())),
    )


def _text(answer: Reading | Unreadable, data: bytes) -> str:
    if isinstance(answer, Reading):
        return answer.text
    return _plain_text(data) if answer.reason is UnreadableReason.NO_RESUME else ""


def _plain_text(data: bytes) -> str:
    """The text of a file that is no resume, by the simplest means: what any other software would see."""
    if data.startswith(b"%PDF-"):
        with pdfium.PdfDocument(data) as pages:
            return "\n".join(page.get_textpage().get_text_bounded() for page in pages)
    if data.startswith(b"PK"):
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)
    return data.decode("utf-8", "replace")


def _order(lines: Sequence[str], text: str) -> float:
    """Share of the lines that follow the line before them in the text."""
    whole = squeezed(text)
    at = found = 0
    for line in lines:
        place = whole.find(squeezed(line), at)
        if place >= 0:
            found += 1
            at = place
    return found / len(lines) if lines else 1.0


def _fields(document: Document, resume: Resume) -> dict[str, bool]:
    """Compared with what the document says and not with the profile, of which a variant hides some."""
    basics = resume.basics
    contacts = {squeezed(run.text) for run in document.person.contacts}
    roles = {(squeezed(role.position), squeezed(role.name)) for role in resume.work}
    schools = {squeezed(study.institution) for study in resume.education}
    work, studies = _entries(document, "work"), _entries(document, "education")
    return {
        "name": squeezed(basics.name) == squeezed(document.person.name),
        "email": squeezed(basics.email) in contacts or not any("@" in contact for contact in contacts),
        "work": all((squeezed(role.title), squeezed(role.organisation)) in roles for role in work),
        "education": all(squeezed(study.organisation or study.title) in schools for study in studies),
        "bullets": _bullets_shown(document) <= _bullets_found(resume),
    }


def _entries(document: Document, kind: str) -> list[Entry]:
    blocks = [block for section in document.sections if section.kind == kind for block in section.blocks]
    return [block for block in blocks if isinstance(block, Entry)]


def _bullets_shown(document: Document) -> set[str]:
    return {squeezed(text) for mark, text in document.marked_lines() if mark is Mark.BULLET}


def _bullets_found(resume: Resume) -> set[str]:
    lists = [
        *(role.highlights for role in resume.work),
        *(role.highlights for role in resume.volunteer),
        *(study.highlights for study in resume.education),
        *(project.highlights for project in resume.projects),
        *(section.bullets for section in resume.sections),
    ]
    return {squeezed(bullet.text) for bullets in lists for bullet in bullets}


def _boxes(lines: Sequence[str]) -> tuple[Finding, ...]:
    missing = unknown_characters("".join(lines))
    if not missing:
        return ()
    return (
        Finding(
            code="no_glyph",
            severity=Severity.HIGH,
            quote=" ".join(missing[:10]),
            fix="No typeface of ours has these characters. Write them in another way.",
        ),
    )


def _findings(answer: Reading | Unreadable) -> tuple[Finding, ...]:
    if isinstance(answer, Reading):
        return answer.findings
    return (Finding(code=answer.reason, severity=Severity.CRITICAL, fix=answer.hint),)
