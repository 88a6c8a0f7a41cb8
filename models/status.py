"""The states of work that a job does while a person waits."""

from enum import StrEnum


class Status(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def open(self) -> bool:
        """Whether work may still change it."""
        return self in {Status.PENDING, Status.RUNNING}


OPEN = (Status.PENDING, Status.RUNNING)
