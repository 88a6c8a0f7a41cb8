"""What the product asks of a place for files."""

from typing import Protocol


class Storage(Protocol):
    """Files by key, such as `resumes/<user>/<id>`; a failure is `Unavailable`, a missing file `NotFound`."""

    async def put(self, key: str, data: bytes) -> None:
        """Store whole or not at all."""

    async def get(self, key: str) -> bytes:
        """The bytes as they were put."""

    async def delete(self, key: str) -> None:
        """Remove; nothing happens when there is no such file."""
