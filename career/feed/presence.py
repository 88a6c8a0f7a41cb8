"""Who is on a channel, in Redis: entries that end by themselves, on the clock of Redis alone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from career.feed.calls import answer, script
from career.feed.port import PRESENCE_LIFE, Seat

if TYPE_CHECKING:
    from redis.asyncio import Redis

_AT_ONCE = 256
"""Entries refreshed in one round trip."""
_SECONDS = int(PRESENCE_LIFE.total_seconds())


class RedisPresence:
    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        self._enter = redis.register_script(script("enter"))
        self._leave = redis.register_script(script("leave"))
        self._members = redis.register_script(script("members"))

    async def enter(self, seat: Seat) -> bool:
        return bool(await answer(self._enter(keys=_keys(seat.channel), args=_entry(seat))))

    async def refresh(self, seats: Sequence[Seat]) -> None:
        for start in range(0, len(seats), _AT_ONCE):
            async with self._redis.pipeline(transaction=False) as pipeline:
                for seat in seats[start : start + _AT_ONCE]:
                    await self._enter(keys=_keys(seat.channel), args=_entry(seat), client=pipeline)
                await answer(pipeline.execute())

    async def leave(self, seat: Seat) -> bool:
        return bool(await answer(self._leave(keys=_keys(seat.channel), args=[seat.client])))

    async def members(self, channel: str) -> dict[str, str]:
        found: list[bytes] = await answer(self._members(keys=_keys(channel)))
        return {client.decode(): info.decode() for client, info in zip(found[::2], found[1::2], strict=True)}

    async def announce(self, what: Literal["join", "leave"], seat: Seat) -> None:
        await answer(self._redis.publish(f"feed:{seat.channel}", f"{what[0]}::{seat.info}"))


def _keys(channel: str) -> list[str]:
    return [f"feed:{{{channel}}}:here", f"feed:{{{channel}}}:seen"]


def _entry(seat: Seat) -> list[str | int]:
    return [seat.client, seat.info, _SECONDS]
