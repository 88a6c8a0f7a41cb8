"""Work for later, in the imperative: closed messages that carry ids and nothing else."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Queue = Literal["interactive", "batch"]
"""`interactive`: a person waits for it. `batch`: nobody does, so that a feed never delays a letter."""


class Job(BaseModel):
    """One piece of work. It may run twice: its use case reads the state first and stops if it is done."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    queue: ClassVar[Queue] = "interactive"


class ReadResume(Job):
    """Read the file behind an import."""

    import_id: UUID


class WriteGeneration(Job):
    """Write the resume or the letter that somebody asked for."""

    generation_id: UUID


class MakeExport(Job):
    """Print a document into a file."""

    export_id: UUID


class SendMail(Job):
    """Send a mail to a person."""

    mail_id: UUID


class MakePersonalCopy(Job):
    """Put together all that is kept about a person."""

    copy_id: UUID


class RemoveLeftovers(Job):
    """Remove what erased accounts left outside the database, and personal copies whose hour is over."""

    queue: ClassVar[Queue] = "batch"


class SendOutbox(Job):
    """Send the durable events that a crash left behind."""

    queue: ClassVar[Queue] = "batch"


class ResumeWork(Job):
    """Queue again what waits without anybody working on it."""

    queue: ClassVar[Queue] = "batch"


class RemoveExpired(Job):
    """Delete files, answers, sessions, mails, audit entries and sent events whose time is over."""

    queue: ClassVar[Queue] = "batch"


def all_jobs() -> tuple[type[Job], ...]:
    """Every kind of job there is."""
    return tuple(Job.__subclasses__())
