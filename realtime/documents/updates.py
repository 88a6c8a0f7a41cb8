"""Yjs updates as bytes: merged and compared, and never applied to a document of our own.

pycrdt keeps Python's lock while it works, so that a thread would hold up the loop as well: what is large
is done in a process beside us.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import NamedTuple, TypeVar

import structlog
from pycrdt import get_state, get_update, merge_updates

from career.errors import Unavailable
from career.slots import SlotDied, Slots, SlotTimedOut
from realtime.documents.protocol import Malformed

log = structlog.get_logger()

T = TypeVar("T")

EMPTY = b"\0\0"
"""The update that changes nothing: no structs, no deletions."""
NOTHING = b"\0"
"""The state vector of somebody who has nothing."""
_INLINE_BYTES = 256 * 1024
_INLINE_UPDATES = 500
"""Both take some 5 ms; merging is faster than linear in neither."""
_LONGEST = timedelta(seconds=10)


class Opening(NamedTuple):
    """What a client lacks, what we have, and how many bytes that is."""

    missing: bytes
    state: bytes
    size: int


def normalised(update: bytes) -> bytes:
    """The update as pycrdt writes it. Not everything that can be read once can be read again, and a single
    update that cannot be merged would close its document to everybody.
    """
    try:
        found = merge_updates(update)
        merge_updates(found)
    except ValueError:
        raise Malformed("an update that cannot be read") from None
    return found


def merged(updates: Sequence[bytes]) -> bytes:
    try:
        return merge_updates(*updates)
    except ValueError:
        readable = [update for update in updates if _readable(update)]
        log.warning("updates_left_out", count=len(updates) - len(readable))
        return merge_updates(*readable)


def opening(updates: Sequence[bytes], state: bytes) -> Opening:
    """What to tell a client that has `state` about a document of these updates."""
    whole = merged(updates)
    try:
        missing = get_update(whole, state)
    except ValueError:
        raise Malformed("a state that cannot be read") from None
    return Opening(missing, get_state(whole), len(whole))


class Merging:
    """Runs the functions of this module, here or in the process beside us."""

    def __init__(self, *, limit: timedelta = _LONGEST) -> None:
        self._slots = Slots(1)
        self._limit = limit

    async def opening(self, updates: Sequence[bytes], state: bytes) -> Opening:
        return await self._run(opening, updates, state)

    async def merged(self, updates: Sequence[bytes]) -> bytes:
        return await self._run(merged, updates)

    async def close(self) -> None:
        await self._slots.close()

    async def _run(self, function: Callable[..., T], updates: Sequence[bytes], *args: bytes) -> T:
        if len(updates) <= _INLINE_UPDATES and sum(map(len, updates)) <= _INLINE_BYTES:
            return function(updates, *args)
        try:
            return await self._slots.call(function, updates, *args, limit=self._limit)
        except (SlotDied, SlotTimedOut) as error:
            raise Unavailable("The document could not be put together.") from error


def _readable(update: bytes) -> bool:
    try:
        normalised(update)
    except Malformed:
        return False
    return True
