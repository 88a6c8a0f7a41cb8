"""What the sockets of shared documents ask of the journal.

Updates of a document commute and may repeat, so there is no offset and no epoch: a log of what was not
merged yet, the merge of everything before, and a bell.
"""

import base64
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from uuid import UUID

from career.errors import Unavailable

BELL = "u"
"""Payload of a document's channel: there is something new in the log. The other one is an awareness."""
_AWARENESS = "a:"
MOST_ENTRIES = 5_000
"""A log grows longer than this only while nobody can merge it; then it takes no more."""
ENTRIES_A_READ = 256


class LogFull(Unavailable):
    code = "log_full"


class EntryId(NamedTuple):
    """Ids grow within a log. Of two logs, one lost and one begun again, they say nothing certain."""

    at: int
    number: int

    def __str__(self) -> str:
        return f"{self.at}-{self.number}"

    @classmethod
    def read(cls, text: str) -> "EntryId":
        at, _, number = text.partition("-")
        return cls(int(at), int(number))


BEGINNING = EntryId(0, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One update, and the connection that sent it."""

    id: EntryId
    update: bytes
    author: str


@dataclass(frozen=True, slots=True)
class Log:
    """`snapshot` contains everything up to `last`; without one only the database has it."""

    snapshot: bytes | None
    last: EntryId
    entries: tuple[Entry, ...]

    @property
    def top(self) -> EntryId:
        return self.entries[-1].id if self.entries else self.last


class Documents(Protocol):
    """Every call raises `Unavailable` when the journal does not answer in time."""

    async def append(self, document: UUID, update: bytes, author: str) -> int:
        """Add an update and ring the bell; the number of entries now. `LogFull` beyond `MOST_ENTRIES`."""

    async def load(self, document: UUID) -> Log:
        """Snapshot and entries, of one moment."""

    async def since(self, document: UUID, cursor: EntryId) -> Log:
        """At most `ENTRIES_A_READ` entries after the cursor, without the snapshot; but all of `load` when
        some of them were merged and trimmed already.
        """

    async def tell_awareness(self, document: UUID, payload: bytes) -> None:
        """Tell it to whoever listens now; nothing is kept."""

    async def lock(self, document: UUID) -> str | None:
        """The key of a lock that ends by itself after 30 s, or none while somebody else has it."""

    async def compact(self, document: UUID, key: str, log: Log, snapshot: bytes) -> bool:
        """Put the snapshot in place of the entries of `log` and of its snapshot; not when the lock has
        ended or somebody else put one there since `log` was loaded.
        """

    async def unlock(self, document: UUID, key: str) -> None: ...

    async def forget(self, documents: Collection[UUID]) -> None:
        """Leave nothing of what was written to these."""


def channel(document: UUID) -> str:
    """Where bells and awareness of a document are heard; no namespace, so no client may subscribe to it."""
    return f"@document:{document}"


def awareness_payload(payload: bytes) -> str:
    return _AWARENESS + base64.b64encode(payload).decode()


def awareness_in(heard: str) -> bytes | None:
    """The awareness that a payload brings, if it is one."""
    if not heard.startswith(_AWARENESS):
        return None
    return base64.b64decode(heard[len(_AWARENESS) :])
