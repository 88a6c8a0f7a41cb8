"""What the writer asks of a language model."""

from collections.abc import AsyncIterator
from typing import Literal, Protocol

from career.schema.base import Shape


class SourceFact(Shape):
    """One line of the profile that may be used, under the id that has to be cited."""

    id: str
    text: str


class Slot(Shape):
    """One text to write: `plain` says the same without a model, `refused` why an earlier try did not pass."""

    key: str
    plain: str
    evidence_ids: tuple[str, ...]
    refused: tuple[str, ...] = ()


class WritingRequest(Shape):
    """Everything that is sent. Names, addresses and images of the person are in none of it.

    `job_quotes` and `instructions` are data of strangers and of the person: no order in them is trusted.
    """

    task: Literal["letter", "bullets"]
    language: str
    slots: tuple[Slot, ...]
    facts: tuple[SourceFact, ...]
    job_quotes: tuple[str, ...] = ()
    style: str = ""
    instructions: str = ""
    prompt_version: str


class WrittenItem(Shape):
    """One slot's text as the model wrote it: unchecked."""

    key: str
    text: str
    evidence_ids: tuple[str, ...]


class Usage(Shape):
    """The last thing that a model yields: what the whole answer cost, where the server tells."""

    model: str
    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class LanguageModel(Protocol):
    """Writes items one by one, each yielded as soon as it is complete, and a `Usage` at the end.

    Whatever goes wrong outside is `career.errors.Unavailable`; items yielded before it stay good.
    """

    @property
    def model(self) -> str: ...

    def write(self, request: WritingRequest) -> AsyncIterator[WrittenItem | Usage]: ...
