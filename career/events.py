"""What happened, as every process tells it: closed models, named in the past tense.

An event says on which namespaces it may be published; `career/feed` refuses it anywhere else. The union
`AnyEvent` is what `/asyncapi.json` describes, so a new event is added there as well (a test compares them).
"""

from datetime import UTC, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, NonNegativeInt, TypeAdapter
from uuid_utils.compat import uuid7

from career.schema.base import Shape

Percent = Annotated[int, Field(ge=0, le=100)]
Attempt = Annotated[int, Field(ge=1)]
"""The number of the run that writes; a browser ignores pieces of an older one."""


class Event(Shape):
    """Anything told on a channel. `conflate` names the field whose newest value replaces an unsent older
    one; only ephemeral events may have it, because a publication with an offset is never dropped.
    """

    # Whoever hears an event gets all of its members, those with a default too.
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    namespaces: ClassVar[frozenset[str]] = frozenset()
    conflate: ClassVar[str | None] = None

    type: str
    """Which event this is."""


class DurableEvent(Event):
    """An event that must not be lost: it leaves through the outbox, and a repeat has the same id."""

    id: UUID = Field(default_factory=uuid7)
    """The same when the event is told again: store it by this."""
    happened_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
    """When it happened, which may be a while before it is told."""


class PersonalEvent(DurableEvent):
    """Told to all connections of one person."""

    namespaces = frozenset({"user"})


class NotificationCreated(PersonalEvent):
    """Something that the person should know."""

    type: Literal["notification.created"] = "notification.created"
    notification_id: UUID
    """The notification, as the API names it."""
    kind: str
    """What it is about, machine-readable."""
    title: str
    """One line for the person."""
    body: str = ""
    """More for the person; may be empty."""
    link: str | None = None
    """A path inside the browser application."""


class NotificationRead(PersonalEvent):
    """A notification was read, in this tab or another."""

    type: Literal["notification.read"] = "notification.read"
    notification_id: UUID
    """The notification that was read."""
    earlier_too: bool = False
    """Whether everything older was read with it."""


class ApplicationMoved(PersonalEvent):
    """An application stands in another stage of the tracker, or was put on it."""

    type: Literal["application.moved"] = "application.moved"
    application_id: UUID
    """The application that moved."""
    job_id: UUID
    """The posting that it is for."""
    stage: str
    """Where it stands now."""
    previous: str | None
    """Where it stood before; none when it is new on the tracker."""
    by: UUID | None
    """The person who moved it, or none when a rule did."""
    at: datetime
    """When it moved."""


class ExportFinished(PersonalEvent):
    """A file can be downloaded, or there will be none."""

    type: Literal["export.finished"] = "export.finished"
    export_id: UUID
    """The file, as the API names it."""
    status: str
    """`completed` or `failed`."""


class CopyFinished(PersonalEvent):
    """The copy of all that is kept about the person can be downloaded, or there will be none."""

    type: Literal["copy.finished"] = "copy.finished"
    copy_id: UUID
    """The copy, as the API names it."""
    status: str
    """`completed` or `failed`."""


class GenerationEvent(Event):
    namespaces = frozenset({"generation"})

    attempt: Attempt
    """The number of the run that writes; ignore events of an older one."""


class GenerationStarted(GenerationEvent):
    """The writing has begun."""

    type: Literal["generation.started"] = "generation.started"


class GenerationProgressed(GenerationEvent):
    """The writing has come to another step."""

    type: Literal["generation.progressed"] = "generation.progressed"
    at: NonNegativeInt
    """The length of the text so far, in UTF-16 code units."""
    step: str
    """What is being done, machine-readable."""
    percent: Percent
    """How much is done."""


class GenerationGrew(GenerationEvent):
    """Another piece of the text; because of `at` a replay changes nothing."""

    type: Literal["generation.grew"] = "generation.grew"
    at: NonNegativeInt
    """The length of the text before this piece, in UTF-16 code units."""
    text: str
    """The piece."""


class GenerationRestarted(GenerationEvent):
    """A run was cut off; this attempt begins again with an empty text."""

    type: Literal["generation.restarted"] = "generation.restarted"


class GenerationFinished(GenerationEvent):
    """The row holds the final text."""

    type: Literal["generation.finished"] = "generation.finished"


class GenerationFailed(GenerationEvent):
    """It could not be written to its end."""

    type: Literal["generation.failed"] = "generation.failed"
    code: str
    """The kind of the error, machine-readable."""
    detail: str
    """A sentence for the person."""


class GenerationCancelled(GenerationEvent):
    """The row holds the text as far as it came."""

    type: Literal["generation.cancelled"] = "generation.cancelled"


class ImportEvent(Event):
    namespaces = frozenset({"import"})


class ImportProgressed(ImportEvent):
    """The reading has come to another step; at most four times a second, and always the last one."""

    type: Literal["import.progressed"] = "import.progressed"
    step: str
    """What is being done, machine-readable."""
    percent: Percent
    """How much is done."""


class ImportFinished(ImportEvent):
    """What was read can be looked over."""

    type: Literal["import.finished"] = "import.finished"


class ImportFailed(ImportEvent):
    """The file cannot be read."""

    type: Literal["import.failed"] = "import.failed"
    reason: str
    """What is wrong, machine-readable."""
    message: str
    """What is wrong, for the person."""
    hint: str
    """What helps."""


class JournalLost(Event):
    """Nothing is heard at the moment: what happens now will be told later."""

    type: Literal["journal.lost"] = "journal.lost"


class JournalRestored(Event):
    """What happens is heard again, and what was missed comes now."""

    type: Literal["journal.restored"] = "journal.restored"


AnyEvent = Annotated[
    NotificationCreated
    | NotificationRead
    | ApplicationMoved
    | ExportFinished
    | CopyFinished
    | GenerationStarted
    | GenerationProgressed
    | GenerationGrew
    | GenerationRestarted
    | GenerationFinished
    | GenerationFailed
    | GenerationCancelled
    | ImportProgressed
    | ImportFinished
    | ImportFailed
    | JournalLost
    | JournalRestored,
    Field(discriminator="type"),
]

events: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
"""Reads any event back from its JSON, as the outbox does."""
