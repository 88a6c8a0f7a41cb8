"""The journal in Redis: a stream and a counter a channel, moved by scripts so that each call is one step."""

import secrets
import string
from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from career.errors import Unavailable
from career.events import Event
from career.feed.calls import answer, names, script
from career.feed.documents.streams import RedisDocuments
from career.feed.listener import RedisListener
from career.feed.measures import publishing
from career.feed.namespaces import META_LIFE, Retention
from career.feed.orders import Order
from career.feed.port import (
    Checkpoint,
    History,
    Listener,
    Position,
    Publication,
    Signal,
    Since,
    Texts,
    conflation_key,
    key_life,
    packed,
    retention,
)
from career.feed.presence import RedisPresence

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from redis.asyncio import Redis

log = structlog.get_logger()

_META_SECONDS = int(META_LIFE.total_seconds())


def fresh_epoch() -> str:
    """8 letters: never `_`, by which a client says that its state was invalidated."""
    return "".join(secrets.choice(string.ascii_letters) for _ in range(8))


class RedisFeed:
    """`redis` is an open client that returns bytes; each call takes `CALL_LIMIT` at most."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self.texts: Texts = RedisTexts(redis)
        self.documents = RedisDocuments(redis)
        self.presence = RedisPresence(redis)
        self._publish = redis.register_script(script("publish"))
        self._read = redis.register_script(script("read"))
        self._renew = redis.register_script(script("renew"))

    async def publish(self, channel: str, event: Event, *, key: str | None = None) -> Position:
        body, kept = packed(channel, event), retention(channel)
        return await self._add(channel, body, kept, key or "", key_life(event, key))

    async def append(self, channel: str, body: str, kept: Retention) -> Position:
        return await self._add(channel, body, kept, "", timedelta(0))

    async def _add(
        self, channel: str, body: str, kept: Retention, key: str, remembered: timedelta
    ) -> Position:
        call = self._publish(
            keys=[_key(channel, "log"), _key(channel, "meta"), _key(channel, f"done:{key}")],
            args=[
                body,
                kept.size,
                int(kept.life.total_seconds()),
                _META_SECONDS,
                fresh_epoch(),
                f"feed:{channel}",
                int(remembered.total_seconds()),
            ],
        )
        with publishing("kept"):
            offset, epoch, _ = await answer(call)
        return Position(offset, epoch.decode())

    async def ephemeral(self, channel: str, event: Event) -> None:
        payload = f"0:{conflation_key(event)}:{packed(channel, event)}"
        try:
            with publishing("ephemeral"):
                await answer(self._redis.publish(f"feed:{channel}", payload))
        except Unavailable:
            log.debug("ephemeral event not sent", type=event.type)

    async def history(self, channel: str, since: Since, limit: int, *, reverse: bool = False) -> History:
        call = self._read(keys=_read_keys(channel), args=_read_arguments(since, limit, reverse=reverse))
        top, epoch, entries = await answer(call)
        return History(Position(top, epoch.decode()), tuple(map(_publication, entries)))

    async def position(self, channel: str) -> Position:
        return (await self.history(channel, "none", 0)).position

    async def positions(self, channels: list[str]) -> list[Position]:
        async with self._redis.pipeline(transaction=False) as pipeline:
            for channel in channels:
                await self._read(
                    keys=_read_keys(channel), args=_read_arguments("none", 0, reverse=False), client=pipeline
                )
            return [Position(top, epoch.decode()) for top, epoch, _ in await answer(pipeline.execute())]

    async def renew(self, channel: str, epoch: str) -> bool:
        return bool(await answer(self._renew(keys=[_key(channel, "meta")], args=[epoch, fresh_epoch()])))

    async def forget(self, channels: Collection[str]) -> None:
        beginnings = {_key(channel, "") for channel in channels}
        async for keys in names(self._redis, "feed:{*"):
            if theirs := [key for key in keys if _beginning(key) in beginnings]:
                await answer(self._redis.unlink(*theirs))

    async def tell(self, order: Order) -> None:
        await answer(self._redis.publish("feed:@control", order.model_dump_json()))

    async def knock(self, process: str) -> None:
        await answer(self._redis.publish(f"feed:@probe:{process}", ""))

    def listener(self) -> Listener:
        return RedisListener(self._redis.connection_pool)


class RedisTexts:
    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._save = redis.register_script(script("checkpoint"))

    async def save(self, channel: str, checkpoint: Checkpoint) -> Signal:
        life = int(retention(channel).life.total_seconds())
        position = checkpoint.position
        call = self._save(
            keys=[_key(channel, "text"), _key(channel, "stop")],
            args=[
                checkpoint.attempt,
                checkpoint.text,
                position.offset,
                position.epoch,
                repr(checkpoint.at),
                life,
            ],
        )
        stop, attempt = await answer(call)
        return Signal(bool(stop), attempt)

    async def read(self, channel: str) -> Checkpoint | None:
        asked: Awaitable[dict[bytes, bytes]] = self._redis.hgetall(_key(channel, "text"))  # type: ignore[assignment]
        found = await answer(asked)
        if not found:
            return None
        return Checkpoint(
            attempt=int(found[b"attempt"]),
            text=found[b"text"].decode(),
            position=Position(int(found[b"s"]), found[b"e"].decode()),
            at=float(found[b"at"]),
        )

    async def signal(self, channel: str) -> Signal:
        async with self._redis.pipeline(transaction=False) as pipeline:
            pipeline.exists(_key(channel, "stop"))
            pipeline.hget(_key(channel, "text"), "attempt")
            stop, attempt = await answer(pipeline.execute())
        return Signal(bool(stop), int(attempt or 0))

    async def stop(self, channel: str) -> None:
        await answer(self._redis.set(_key(channel, "stop"), "1", ex=retention(channel).life))


def _key(channel: str, part: str) -> str:
    return f"feed:{{{channel}}}:{part}"


def _beginning(key: str) -> str:
    """What all keys of a channel have in common."""
    return key[: key.find("}") + 2]


def _read_keys(channel: str) -> list[str]:
    return [_key(channel, "log"), _key(channel, "meta")]


def _read_arguments(since: Since, limit: int, *, reverse: bool) -> list[str | int]:
    # Nothing is below offset 0, and Redis has no name for that range.
    start = "none" if reverse and since == 0 else since
    return [start, limit, int(reverse), fresh_epoch(), _META_SECONDS]


def _publication(entry: list[bytes | list[bytes]]) -> Publication:
    name, fields = entry
    assert isinstance(name, bytes)
    return Publication(int(name[: name.index(b"-")]), fields[1].decode())  # type: ignore[union-attr]
