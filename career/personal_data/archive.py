"""A ZIP that grows in a file without a name: piece by piece, in threads, and up to a size."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from io import BufferedRandom
from typing import IO, BinaryIO, Final
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import orjson

LARGEST: Final = 256 << 20
"""Bytes of what is in it, before they are packed."""

Row = Mapping[str, object]


@dataclass(frozen=True)
class Packed:
    """A finished ZIP, open at its beginning."""

    file: BinaryIO
    size: int
    sha256: str


@asynccontextmanager
async def opened(made_at: datetime, *, largest: int = LARGEST) -> AsyncIterator["Archive"]:
    """An empty one, which is gone when the context ends, or the process does, however it ends."""
    file = await asyncio.to_thread(tempfile.TemporaryFile)
    with file, closing(Archive(file, made_at, largest)) as archive:
        yield archive


class Archive:
    def __init__(self, file: BufferedRandom, made_at: datetime, largest: int) -> None:
        self._file = file
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self._made_at = made_at
        self._left = largest

    def close(self) -> None:
        self._zip.close()

    def reserve(self, size: int) -> bool:
        """Whether there is room for so many bytes more, which nobody else gets then."""
        if size > self._left:
            return False
        self._left -= size
        return True

    async def add(self, name: str, data: bytes) -> None:
        """One file, for which there is room."""
        await asyncio.to_thread(self._zip.writestr, self._entry(name), data, ZIP_DEFLATED)

    async def add_row(self, name: str, row: Row | None) -> None:
        await self.add(name, await asyncio.to_thread(_json, row, orjson.OPT_INDENT_2))

    async def add_rows(self, name: str, batches: AsyncIterator[list[Row]]) -> int:
        """A JSON list with a row a line, as it comes; return how many had no room any more."""
        left_out = 0
        with self._zip.open(self._entry(name), "w") as entry:
            lines = _Lines(entry, self.reserve)
            async for rows in batches:
                left_out += await asyncio.to_thread(lines.append, rows)
            await asyncio.to_thread(lines.end)
        return left_out

    async def pack(self) -> Packed:
        return await asyncio.to_thread(self._pack)

    def _pack(self) -> Packed:
        self._zip.close()
        size = self._file.seek(0, 2)
        self._file.seek(0)
        digest = hashlib.file_digest(self._file, "sha256").hexdigest()
        self._file.seek(0)
        return Packed(self._file, size, digest)

    def _entry(self, name: str) -> ZipInfo:
        entry = ZipInfo(name, self._made_at.timetuple()[:6])
        entry.compress_type = ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry


class _Lines:
    """A JSON list that is being written."""

    def __init__(self, entry: IO[bytes], reserve: Callable[[int], bool]) -> None:
        self._entry = entry
        self._reserve = reserve
        self._before = b"[\n"

    def append(self, rows: list[Row]) -> int:
        """How many had no room."""
        left_out = 0
        for row in rows:
            line = _json(row)
            if self._reserve(len(line)):
                self._entry.write(self._before + line)
                self._before = b",\n"
            else:
                left_out += 1
        return left_out

    def end(self) -> None:
        self._entry.write(b"[]\n" if self._before == b"[\n" else b"\n]\n")


def _json(row: Row | None, option: int = 0) -> bytes:
    return orjson.dumps(row, default=_plain, option=orjson.OPT_UTC_Z | option)


def _plain(value: object) -> str:
    """The driver has a UUID of its own, which is one of Python's but not its type."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError
