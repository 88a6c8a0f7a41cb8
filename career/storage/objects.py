"""Files on a disk or in an object store, by `obstore`."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from typing import Final, TypeVar

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

from career.errors import NotFound, Unavailable

_PATIENCE_S: Final = 20.0
"""Seconds that one file may take: 5 MB over a slow link."""

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

    async def put(self, key: str, data: bytes) -> None:
        await _within(obstore.put_async(self._store, key, data))

    async def get(self, key: str) -> bytes:
        found = await _within(obstore.get_async(self._store, key))
        return bytes(await _within(found.bytes_async()))

    async def delete(self, key: str) -> None:
        try:
            await _within(obstore.delete_async(self._store, key))
        except NotFound:
            return


async def _within(work: Awaitable[T]) -> T:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            return await work
    except (NotFoundError, FileNotFoundError):
        raise NotFound("This file is no longer kept.") from None
    except (BaseError, OSError, TimeoutError) as error:
        raise Unavailable("The file store does not answer.") from error
