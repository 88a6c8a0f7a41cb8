"""Files on a disk or in an object store, by `obstore`."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from career.errors import NotFound, Unavailable
from career.storage.keys import Key

_PATIENCE_S: Final = 20.0
"""Seconds that one file may take: 5 MB over a slow link."""
_SLOWEST: Final = 250_000
"""Bytes a second of that link, for files that are larger."""
_PIECE: Final = 1 << 18

T = TypeVar("T")


def open_storage(url: str | None, folder: Path) -> "ObjectStorage":
    """The store that `url` names (`file:///…`, `s3://…`, `memory:///`), or `folder` when there is none."""
    if url is None:
        return ObjectStorage(LocalStore(folder, mkdir=True))
    return ObjectStorage(from_url(url, mkdir=True) if url.startswith("file:") else from_url(url))


class ObjectStorage:
    """The `Storage` of production and, over memory, its own twin."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def put(self, key: Key, data: bytes | BinaryIO) -> None:
        patience = _PATIENCE_S if isinstance(data, bytes) else _PATIENCE_S + _left(data) / _SLOWEST
        await _within(obstore.put_async(self._store, key, data), patience)

    async def get(self, key: str) -> bytes:
        found = await _within(obstore.get_async(self._store, key))
        return bytes(await _within(found.bytes_async()))

    async def pieces(self, key: str) -> AsyncIterator[bytes]:
        found = await _within(obstore.get_async(self._store, key))
        return _each(aiter(found.stream(min_chunk_size=_PIECE)))

    async def delete(self, key: str) -> None:
        try:
            await _within(obstore.delete_async(self._store, key))
        except NotFound:
            return

    async def names(self, folder: str) -> list[str]:
        listed = obstore.list(self._store, prefix=folder)
        return [found["path"] for found in await _within(listed.collect_async())]

    async def clear(self, folder: str) -> None:
        for name in await self.names(folder):
            await self.delete(name)
        if isinstance(self._store, LocalStore):
            # A disk keeps empty folders, and files half written that are not listed.
            root = Path(str(self._store.prefix))
            await asyncio.to_thread(shutil.rmtree, root / folder, ignore_errors=True)


def _left(file: BinaryIO) -> int:
    """Bytes from where it stands to its end."""
    here = file.tell()
    end = file.seek(0, 2)
    file.seek(here)
    return end - here


async def _each(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    while True:
        try:
            yield bytes(await _within(anext(pieces)))
        except StopAsyncIteration:
            return


async def _within(work: Awaitable[T], patience: float = _PATIENCE_S) -> T:
    try:
        async with asyncio.timeout(patience):
            return await work
    except (NotFoundError, FileNotFoundError):
        raise NotFound("This file is no longer kept.") from None
    except (BaseError, OSError, TimeoutError) as error:
        raise Unavailable("The file store does not answer.") from error
