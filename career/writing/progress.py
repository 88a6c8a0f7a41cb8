"""The steps that the writers of letters and of resumes have in common."""

from enum import StrEnum


class Step(StrEnum):
    """In this order; each is announced when it begins, `DONE` when everything is there."""

    READ = "read"
    MATCH = "match"
    CHOOSE = "choose"
    WRITE = "write"
    CHECK = "check"
    DONE = "done"
