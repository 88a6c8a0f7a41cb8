"""A document out of its parts: the snapshot of the database, the journal's, and what was written since.

The database always has what the journal has trimmed, since it gets each snapshot first. So when the
journal forgot its own, the document is the database's and whatever the log has.
"""

import asyncio
from typing import NamedTuple
from uuid import UUID

import structlog

from career import logs
from career.errors import Unavailable
from career.feed.documents import Documents, EntryId, Log
from realtime.documents.access import Shelf
from realtime.documents.updates import EMPTY, Merging, Opening

log = structlog.get_logger()

_TRIES = 5
_PAUSE = 1.0
"""Seconds until whoever has the lock has put the document together."""
_WITHIN = 25.0
"""Seconds; the lock ends after 30."""


class Opened(NamedTuple):
    """`top` is the last entry of the log that is in it."""

    opening: Opening
    top: EntryId


class Contents:
    def __init__(self, journal: Documents, shelf: Shelf) -> None:
        self._journal = journal
        self._shelf = shelf
        self._merging = Merging()

    async def open(self, document: UUID, state: bytes) -> Opened:
        """What somebody lacks who has `state`; `Malformed` when that cannot be read."""
        found = await self._journal.load(document)
        opening = await self._merging.opening(await self._parts(document, found), state)
        return Opened(opening, found.top)

    async def size_with(self, document: UUID, update: bytes) -> int:
        """The document's bytes once this is in it."""
        parts = await self._parts(document, await self._journal.load(document))
        return len(await self._merging.merged([*parts, update]))

    async def settle(self, document: UUID) -> None:
        """Bring everything written into the snapshot, after whoever is doing so now."""
        for _ in range(_TRIES):
            if await self.compact(document):
                return
            await asyncio.sleep(_PAUSE)
        log.warning("document_not_settled")

    async def compact(self, document: UUID) -> bool:
        """Merge the log into the snapshot; false when somebody else does, or it cannot be done now."""
        try:
            key = await self._journal.lock(document)
            if key is None:
                return False
            try:
                async with asyncio.timeout(_WITHIN):
                    return await self._compact(document, key)
            finally:
                await self._journal.unlock(document, key)
        except (Unavailable, TimeoutError):
            return False
        except Exception as error:  # noqa: BLE001 - the log still has everything for the next time
            logs.crashed("document_not_merged", error)
            return False

    async def close(self) -> None:
        await self._merging.close()

    async def _compact(self, document: UUID, key: str) -> bool:
        found = await self._journal.load(document)
        if not found.entries:
            return True
        before = await self._shelf.take(document)
        if before is None:
            # Nobody can open it any more: what is left of it ends by itself.
            return await self._journal.compact(document, key, found, EMPTY)
        # Usually the two snapshots are one; the database's is newer when the journal was restored.
        parts = dict.fromkeys((before.update, found.snapshot, *(entry.update for entry in found.entries)))
        snapshot = await self._merging.merged([part for part in parts if part])
        if not await self._shelf.put(document, before, snapshot):
            return False
        return await self._journal.compact(document, key, found, snapshot)

    async def _parts(self, document: UUID, found: Log) -> list[bytes]:
        snapshot = found.snapshot
        if snapshot is None:
            kept = await self._shelf.take(document)
            snapshot = kept.update if kept else b""
        return [part for part in (snapshot, *(entry.update for entry in found.entries)) if part]
