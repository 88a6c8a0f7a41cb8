"""What reading a file gives: a resume with the evidence of every field, or a reason why there is none."""

from enum import StrEnum

from pydantic import Field

from career.schema.base import Shape
from career.schema.resume import Resume

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom in points from the page's top left corner."""


class Severity(StrEnum):
    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class FieldEvidence(Shape):
    """Where a field came from: the source line, its page (from 1) and box, and how sure the reader is."""

    quote: str
    page: int | None = None
    box: Box | None = None
    confidence: float = Field(ge=0, le=1)
    how: str


class Finding(Shape):
    """Something in the file that software or people will stumble over, and what to do about it."""

    code: str
    severity: Severity
    page: int | None = None
    quote: str = ""
    fix: str


class Question(Shape):
    """A field that the reader would have had to guess; it stays empty until the person answers."""

    path: str
    text: str
    candidates: tuple[str, ...] = Field(default=(), max_length=3)


class Stats(Shape):
    pages: int = 0
    words: int = 0
    columns: int = 1
    ms: int = 0


class Reading(Shape):
    """`fields` is keyed by path with ids, such as `/basics/name` or `/work/w_…/highlights/b_…/text`."""

    resume: Resume
    fields: dict[str, FieldEvidence] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    stats: Stats = Field(default_factory=Stats)
    document_date: str
    """ISO date of the upload: it decides what "present" means."""
    text: str = ""
    """The visible text in reading order; quotes are looked up in it."""


class UnreadableReason(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    LEGACY_DOC = "legacy_doc"
    PASSWORD = "password"  # noqa: S105 - the name of a reason
    WRONG_TYPE = "wrong_type"
    ZIP_BOMB = "zip_bomb"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    DAMAGED = "damaged"
    TOO_SLOW = "too_slow"
    SCANNED = "scanned"
    GARBLED = "garbled"
    NO_RESUME = "no_resume"


class Unreadable(Shape):
    """Why a file gave no resume, in words for the person; nothing else is kept of it."""

    reason: UnreadableReason
    message: str
    hint: str
