"""What happened, as every process tells it: closed models, named in the past tense.

An event says on which namespaces it may be published; `career/feed` refuses it anywhere else. The union
`AnyEvent` is what `/asyncapi.json` describes, so a new event is added there as well (a test compares them).
"""

from datetime import UTC, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import Field, NonNegativeInt, TypeAdapter
from uuid_utils.compat import uuid7

from career.schema.base import Shape

Percent = Annotated[int, Field(ge=0, le=100)]
Attempt = Annotated[int, Field(ge=1)]
"""The number of the run that writes; a browser ignores pieces of an older one."""


class Event(Shape):
    """Anything told on a channel. `conflate` names the field whose newest value replaces an unsent older
    one; only ephemeral events may have it, because a publication with an offset is never dropped.
    """

    namespaces: ClassVar[frozenset[str]] = frozenset()
    conflate: ClassVar[str | None] = None

    type: str


class DurableEvent(Event):
    """An event that must not be lost: it leaves through the outbox, and a repeat has the same id."""

    id: UUID = Field(default_factory=uuid7)
    happened_at: datetime = Field(default_factory=lambda: datetime.now(UTC))


class PersonalEvent(DurableEvent):
    """Told to all connections of one person."""

    namespaces = frozenset({"user"})


class NotificationCreated(PersonalEvent):
    type: Literal["notification.created"] = "notification.created"
    notification_id: UUID
    kind: str
    title: str
    body: str = ""
    link: str | None = None
    """A path inside the browser application."""


class NotificationRead(PersonalEvent):
    """`earlier_too` says that everything older was read with it."""

    type: Literal["notification.read"] = "notification.read"
    notification_id: UUID
    earlier_too: bool = False


class ApplicationMoved(PersonalEvent):
    """`by` is the person who moved it, or none when a rule did."""

    type: Literal["application.moved"] = "application.moved"
    application_id: UUID
    job_id: UUID
    stage: str
    previous: str | None
    by: UUID | None
    at: datetime


class ExportFinished(PersonalEvent):
    type: Literal["export.finished"] = "export.finished"
    export_id: UUID
    status: str


class GenerationEvent(Event):
    namespaces = frozenset({"generation"})

    attempt: Attempt


class GenerationStarted(GenerationEvent):
    type: Literal["generation.started"] = "generation.started"


class GenerationProgressed(GenerationEvent):
    """`at` is the length of the text so far, in UTF-16 code units."""

    type: Literal["generation.progressed"] = "generation.progressed"
    at: NonNegativeInt
    step: str
    percent: Percent


class GenerationGrew(GenerationEvent):
    """`at` is the length of the text before this piece, in UTF-16 code units: a replay changes nothing."""

    type: Literal["generation.grew"] = "generation.grew"
    at: NonNegativeInt
    text: str


class GenerationRestarted(GenerationEvent):
    """A run was cut off; this attempt begins again with an empty text."""

    type: Literal["generation.restarted"] = "generation.restarted"


class GenerationFinished(GenerationEvent):
    """The row holds the final text."""

    type: Literal["generation.finished"] = "generation.finished"


class GenerationFailed(GenerationEvent):
    """`code` is the machine-readable kind of the error, `detail` a sentence for the person."""

    type: Literal["generation.failed"] = "generation.failed"
    code: str
    detail: str


class GenerationCancelled(GenerationEvent):
    """The row holds the text as far as it came."""

    type: Literal["generation.cancelled"] = "generation.cancelled"


class ImportEvent(Event):
    namespaces = frozenset({"import"})


class ImportProgressed(ImportEvent):
    type: Literal["import.progressed"] = "import.progressed"
    step: str
    percent: Percent


class ImportFinished(ImportEvent):
    type: Literal["import.finished"] = "import.finished"


class ImportFailed(ImportEvent):
    """`reason` is machine-readable; `message` and `hint` say what is wrong and what helps."""

    type: Literal["import.failed"] = "import.failed"
    reason: str
    message: str
    hint: str


AnyEvent = Annotated[
    NotificationCreated
    | NotificationRead
    | ApplicationMoved
    | ExportFinished
    | GenerationStarted
    | GenerationProgressed
    | GenerationGrew
    | GenerationRestarted
    | GenerationFinished
    | GenerationFailed
    | GenerationCancelled
    | ImportProgressed
    | ImportFinished
    | ImportFailed,
    Field(discriminator="type"),
]

events: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
"""Reads any event back from its JSON, as the outbox does."""
