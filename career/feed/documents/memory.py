"""Document logs without Redis: the twin for tests, held to the same contract."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from career.feed.documents.port import (
    BEGINNING,
    BELL,
    ENTRIES_A_READ,
    MOST_ENTRIES,
    Entry,
    EntryId,
    Log,
    LogFull,
    awareness_payload,
    channel,
)

if TYPE_CHECKING:
    from career.feed.memory import MemoryFeed


@dataclass
class Document:
    snapshot: bytes | None = None
    last: EntryId = BEGINNING
    entries: list[Entry] = field(default_factory=list)
    count: int = 0
    lock: str | None = None


class MemoryDocuments:
    """`kept` is what Redis would hold; a lock does not end by itself."""

    def __init__(self, feed: "MemoryFeed") -> None:
        self._feed = feed
        self.kept: dict[UUID, Document] = {}

    async def append(self, document: UUID, update: bytes, author: str) -> int:
        found = self._document(document)
        if len(found.entries) >= MOST_ENTRIES:
            raise LogFull("More was written than could be merged.")
        found.count += 1
        found.entries.append(Entry(EntryId(1, found.count), update, author))
        self._feed.say(channel(document), BELL)
        return len(found.entries)

    async def load(self, document: UUID) -> Log:
        found = self._document(document)
        return Log(found.snapshot, found.last, tuple(found.entries))

    async def since(self, document: UUID, cursor: EntryId) -> Log:
        found = self._document(document)
        if found.last > cursor:
            return await self.load(document)
        after = [entry for entry in found.entries if entry.id > cursor]
        return Log(None, cursor, tuple(after[:ENTRIES_A_READ]))

    async def tell_awareness(self, document: UUID, payload: bytes) -> None:
        self._feed.answer()
        self._feed.say(channel(document), awareness_payload(payload))

    async def lock(self, document: UUID) -> str | None:
        found = self._document(document)
        if found.lock is not None:
            return None
        found.lock = secrets.token_hex(8)
        return found.lock

    async def compact(self, document: UUID, key: str, log: Log, snapshot: bytes) -> bool:
        found = self._document(document)
        if found.lock != key or found.last != log.last:
            return False
        found.snapshot, found.last = snapshot, log.top
        found.entries = [entry for entry in found.entries if entry.id > log.top]
        return True

    async def unlock(self, document: UUID, key: str) -> None:
        found = self._document(document)
        if found.lock == key:
            found.lock = None

    async def forget(self, documents: Collection[UUID]) -> None:
        self._feed.answer()
        for document in documents:
            self.kept.pop(document, None)

    def _document(self, document: UUID) -> Document:
        self._feed.answer()
        return self.kept.setdefault(document, Document())
