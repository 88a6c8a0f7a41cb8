"""What the product asks of a place for files."""

from collections.abc import AsyncIterator
from typing import BinaryIO, Protocol

from career.storage.keys import Key


class Storage(Protocol):
    """Files by key (`career/storage/keys.py`); a failure is `Unavailable`, a missing file `NotFound`."""

    async def put(self, key: Key, data: bytes | BinaryIO) -> None:
        """Store whole or not at all; an open file is read from where it stands, piece by piece."""

    async def get(self, key: str) -> bytes:
        """The bytes as they were put."""

    async def pieces(self, key: str) -> AsyncIterator[bytes]:
        """The same, piece by piece, for what is too large to be held."""

    async def delete(self, key: str) -> None:
        """Remove; nothing happens when there is no such file."""

    async def names(self, folder: str) -> list[str]:
        """The keys of all files in it, in no order."""

    async def clear(self, folder: str) -> None:
        """Remove all that is in it, and what a process that was killed left of a file half written."""
