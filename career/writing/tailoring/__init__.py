"""A resume for one posting: the same facts in another order, each change to be taken or left."""

from career.writing.tailoring.applying import accept, apply, facts_hold, settle, undo
from career.writing.tailoring.shapes import (
    Action,
    Change,
    Edit,
    MissingSkill,
    State,
    Tailoring,
    TailoringChange,
    TailoringDone,
    TailoringEvent,
    TailoringProgress,
)
from career.writing.tailoring.writing import tailor, write

__all__ = [
    "Action",
    "Change",
    "Edit",
    "MissingSkill",
    "State",
    "Tailoring",
    "TailoringChange",
    "TailoringDone",
    "TailoringEvent",
    "TailoringProgress",
    "accept",
    "apply",
    "facts_hold",
    "settle",
    "tailor",
    "undo",
    "write",
]
