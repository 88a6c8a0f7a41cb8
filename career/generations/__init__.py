"""Resumes and letters written for a posting: asked for, written by a job, stopped, edited, decided on."""

from career.generations.editing import Edit, decide, edit, variant
from career.generations.requests import (
    Draft,
    NotWritten,
    cancel,
    channel,
    discard,
    give_up,
    may_watch,
    request,
    revise,
)
from career.generations.writing import write

__all__ = [
    "Draft",
    "Edit",
    "NotWritten",
    "cancel",
    "channel",
    "decide",
    "discard",
    "edit",
    "give_up",
    "may_watch",
    "request",
    "revise",
    "variant",
    "write",
]
