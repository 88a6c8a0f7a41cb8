"""Resumes and letters as files: one document, several formats, the same lines in each."""

from enum import StrEnum

from career.documents.docx import render_docx
from career.documents.markdown import render_markdown
from career.documents.model import Document
from career.documents.pdf import render_pdf
from career.documents.text import render_text


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    MARKDOWN = "md"
    TEXT = "txt"


MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.MARKDOWN: "text/markdown; charset=utf-8",
    Format.TEXT: "text/plain; charset=utf-8",
}

_RENDERERS = {
    Format.PDF: render_pdf,
    Format.DOCX: render_docx,
    Format.MARKDOWN: render_markdown,
    Format.TEXT: render_text,
}


def render(document: Document, form: Format) -> bytes:
    """The document as a file: pure and slow (PDF), so call it in a process of its own."""
    return _RENDERERS[form](document)
