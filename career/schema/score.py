"""A score whose every point names its reason; candidate and recruiter get the same object."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from career.schema.base import Shape


class Verdict(StrEnum):
    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    UNKNOWN = "unknown"


class How(StrEnum):
    """How a requirement was found in the resume."""

    EXACT = "exact"
    ALIAS = "alias"
    STEM = "stem"
    SIBLING = "sibling"
    MEANING = "meaning"
    LISTED = "listed"
    FINDING = "finding"
    """Quality only: the item rests on a finding of the reader, not on a requirement."""


class ScoreItem(Shape):
    """One reason. `span` is start and end of `quote` in the text of the resume item `resume_id`."""

    requirement_id: str | None = None
    label: str
    verdict: Verdict
    points: float
    quote: str = ""
    resume_id: str | None = None
    span: tuple[int, int] | None = None
    posting_quote: str = ""
    how: How | None = None
    advice: str = ""
    """What to change, and in Quality what it would gain."""


class ScorePart(Shape):
    """`value` is 0 to 1, `points` its share of 100; the points of the items add up to `points`."""

    key: str
    label: str
    weight: float
    value: float = Field(ge=0, le=1)
    points: float
    items: tuple[ScoreItem, ...] = ()


class Flag(Shape):
    """A knock-out or a warning: it never changes points."""

    code: str
    status: Verdict
    text: str
    quote: str = ""


class Score(Shape):
    """`value` has one decimal; it is `None` when the texts hold too little to say anything."""

    kind: Literal["match", "quality"]
    value: float | None = Field(ge=0, le=100)
    band: Literal["strong", "good", "partial", "weak", "none"]
    provisional: bool = False
    parts: tuple[ScorePart, ...] = ()
    flags: tuple[Flag, ...] = ()
    inputs_hash: str
    weights_version: str
    model_id: str
