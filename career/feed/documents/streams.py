"""Document logs in Redis: a stream, the merge of what was before it, and a lock for who merges."""

import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

from career.feed.calls import answer, script
from career.feed.documents.port import (
    BEGINNING,
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
    from collections.abc import Awaitable

    from redis.asyncio import Redis

_Raw: TypeAlias = list[tuple[bytes, dict[bytes, bytes]]]

_LOCKED_S = 30
_KEPT_S = 7 * 24 * 3600
"""What is merged is in the database as well, so here it stays only while it is likely to be asked for."""


class RedisDocuments:
    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._append = redis.register_script(script("document_append"))
        self._compact = redis.register_script(script("document_compact"))
        self._unlock = redis.register_script(script("document_unlock"))

    async def append(self, document: UUID, update: bytes, author: str) -> int:
        call: Awaitable[int] = self._append(
            keys=[_key(document, "log")], args=[update, author, f"feed:{channel(document)}", MOST_ENTRIES]
        )
        count = await answer(call)
        if count < 0:
            raise LogFull("More was written than could be merged.")
        return count

    async def load(self, document: UUID) -> Log:
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.hmget(_key(document, "snap"), ["u", "last"])
            pipeline.xrange(_key(document, "log"))
            (snapshot, last), found = await answer(pipeline.execute())
        return Log(snapshot, _last(last), _entries(found))

    async def since(self, document: UUID, cursor: EntryId) -> Log:
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.hget(_key(document, "snap"), "last")
            pipeline.xrange(_key(document, "log"), min=f"({cursor}", count=ENTRIES_A_READ)
            last, found = await answer(pipeline.execute())
        if _last(last) > cursor:
            return await self.load(document)
        return Log(None, cursor, _entries(found))

    async def tell_awareness(self, document: UUID, payload: bytes) -> None:
        await answer(self._redis.publish(f"feed:{channel(document)}", awareness_payload(payload)))

    async def lock(self, document: UUID) -> str | None:
        key = secrets.token_hex(8)
        taken = await answer(self._redis.set(_key(document, "lock"), key, nx=True, ex=_LOCKED_S))
        return key if taken else None

    async def compact(self, document: UUID, key: str, log: Log, snapshot: bytes) -> bool:
        top = log.top
        call: Awaitable[int] = self._compact(
            keys=[_key(document, part) for part in ("lock", "snap", "log")],
            args=[key, str(log.last), snapshot, str(top), f"{top.at}-{top.number + 1}", _KEPT_S],
        )
        return bool(await answer(call))

    async def unlock(self, document: UUID, key: str) -> None:
        await answer(self._unlock(keys=[_key(document, "lock")], args=[key]))

    async def forget(self, documents: Collection[UUID]) -> None:
        keys = [_key(document, part) for document in documents for part in ("log", "snap", "lock")]
        if keys:
            await answer(self._redis.unlink(*keys))


def _key(document: UUID, part: str) -> str:
    return f"doc:{{{document}}}:{part}"


def _last(found: bytes | None) -> EntryId:
    return EntryId.read(found.decode()) if found else BEGINNING


def _entries(found: _Raw) -> tuple[Entry, ...]:
    return tuple(
        Entry(EntryId.read(name.decode()), fields[b"u"], fields[b"by"].decode()) for name, fields in found
    )
