"""A resume's changes for one posting: each can be taken, left and undone alone."""

from enum import StrEnum
from typing import Literal

from career.schema.base import Shape
from career.writing.drafting import Source
from career.writing.facts import Refusal
from career.writing.progress import Step

Value = str | bool | tuple[str, ...] | None
"""A text, a bullet's `hidden`, or ids in order."""


class Action(StrEnum):
    REPLACE = "replace"
    REORDER = "reorder"
    HIDE = "hide"
    SHOW = "show"
    RESPELL = "respell"
    SUMMARY = "summary"


class State(StrEnum):
    """`STALE`: what it was made for has changed since; `REFUSED`: the gate refused every wording."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    STALE = "stale"
    REFUSED = "refused"


class Edit(Shape):
    """Puts `value` at `path` where `original` stands."""

    path: str
    original: Value
    value: Value


class Change(Shape):
    """`gain` is what this change alone adds to the Match, in points; `inverse` takes it back.

    `gate` is exempt where nothing is worded: order and visibility add no word.
    """

    id: str
    path: str
    action: Action
    original: Value
    value: Value
    reason: str
    requirement_ids: tuple[str, ...] = ()
    evidence_ids: tuple[str, ...] = ()
    gain: float = 0.0
    gate: Literal["passed", "refused", "exempt"] = "exempt"
    refusals: tuple[Refusal, ...] = ()
    source: Source = "plain"
    state: State = State.PROPOSED
    inverse: Edit


class MissingSkill(Shape):
    """A required skill that the profile does not show: asked, never added."""

    requirement_id: str | None
    skill_ids: tuple[str, ...]
    quote: str
    text: str


class Tailoring(Shape):
    """Versions are hashes of both sides; scores are Match values, `score_after` with every change taken."""

    base_version: str
    posting_version: str
    changes: tuple[Change, ...]
    score_before: float | None
    score_after: float | None
    questions: tuple[MissingSkill, ...] = ()
    model: str | None = None
    prompt_version: str | None = None


class TailoringProgress(Shape):
    """`percent` never falls."""

    kind: Literal["progress"] = "progress"
    step: Step
    percent: int


class TailoringChange(Shape):
    """A change that passed the gate, or one whose wording was refused."""

    kind: Literal["change"] = "change"
    change: Change


class TailoringDone(Shape):
    kind: Literal["done"] = "done"
    tailoring: Tailoring


TailoringEvent = TailoringProgress | TailoringChange | TailoringDone
