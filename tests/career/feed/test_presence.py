"""Who is on a channel, held against Redis and against its twin in memory."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from career.errors import Unavailable
from career.feed import Feed, MemoryFeed, Presence, RedisFeed, Retention, Seat
from career.feed.port import PRESENCE_LIFE

if TYPE_CHECKING:
    from redis.asyncio import Redis

KEPT = Retention(3, timedelta(minutes=5))


@dataclass
class Hall:
    """A feed, and the ways in which its entries end without a farewell."""

    feed: Feed
    expire: Callable[[Seat], Awaitable[None]]
    forget: Callable[[str], Awaitable[None]]


@pytest.fixture(params=["redis", "memory"])
def hall(request: pytest.FixtureRequest) -> Hall:
    if request.param == "redis":
        client: Redis = request.getfixturevalue("redis")

        async def outlive(seat: Seat) -> None:
            seconds, _ = await client.time()
            await client.zadd(f"feed:{{{seat.channel}}}:seen", {seat.client: seconds})

        async def delete(channel: str) -> None:
            await client.delete(f"feed:{{{channel}}}:here")

        return Hall(RedisFeed(client), outlive, delete)
    memory = MemoryFeed()

    async def expire(seat: Seat) -> None:
        memory.presence.here[seat.channel][seat.client] = (seat.info, 0.0)

    async def drop(channel: str) -> None:
        memory.presence.here[channel].clear()

    return Hall(memory, expire, drop)


@pytest.fixture
def presence(hall: Hall) -> Presence:
    return hall.feed.presence


@pytest.fixture
def channel() -> str:
    return f"chat:{uuid4()}"


def seat(channel: str, client: str) -> Seat:
    return Seat(channel, client, f'{{"client":"{client}","user":"Zoë"}}')


async def test_who_enters_is_there_until_it_leaves(presence: Presence, channel: str) -> None:
    alice, bob = seat(channel, "alice"), seat(channel, "bob")
    assert await presence.enter(alice)
    assert await presence.enter(bob)
    assert await presence.members(channel) == {"alice": alice.info, "bob": bob.info}
    assert await presence.leave(alice)
    assert await presence.members(channel) == {"bob": bob.info}


async def test_it_says_who_is_new_and_who_was_there(presence: Presence, channel: str) -> None:
    assert await presence.enter(seat(channel, "alice"))
    assert not await presence.enter(seat(channel, "alice"))
    assert not await presence.leave(seat(channel, "bob"))
    assert await presence.leave(seat(channel, "alice"))
    assert not await presence.leave(seat(channel, "alice"))


async def test_a_channel_knows_nobody_of_another(presence: Presence, channel: str) -> None:
    await presence.enter(seat(channel, "alice"))
    assert await presence.members(f"chat:{uuid4()}") == {}


async def test_who_is_not_refreshed_is_gone(hall: Hall, presence: Presence, channel: str) -> None:
    for client in ("alice", "bob", "charlie"):
        await presence.enter(seat(channel, client))
    await hall.expire(seat(channel, "bob"))
    await hall.expire(seat(channel, "charlie"))
    await presence.refresh([seat(channel, "charlie")])
    assert set(await presence.members(channel)) == {"alice", "charlie"}


async def test_a_refresh_heals_what_was_lost(hall: Hall, presence: Presence, channel: str) -> None:
    seats = [seat(channel, str(number)) for number in range(300)]
    await presence.refresh(seats)
    await hall.forget(channel)
    assert await presence.members(channel) == {}
    await presence.refresh(seats)
    assert await presence.members(channel) == {found.client: found.info for found in seats}


async def test_nobody_is_left_out_however_many_there_are(presence: Presence, channel: str) -> None:
    await presence.refresh([seat(channel, str(number)) for number in range(2500)])
    assert len(await presence.members(channel)) == 2500


async def test_both_keys_end_by_themselves(redis: "Redis", channel: str) -> None:
    await RedisFeed(redis).presence.enter(seat(channel, "alice"))
    for part in ("here", "seen"):
        assert 0 < await redis.ttl(f"feed:{{{channel}}}:{part}") <= PRESENCE_LIFE.total_seconds()


async def test_comings_and_goings_are_heard(hall: Hall, presence: Presence, channel: str) -> None:
    listener = hall.feed.listener()
    await listener.open()
    await listener.ask("SUBSCRIBE", [channel])
    await listener.hear()
    alice = seat(channel, "alice")
    await presence.announce("join", alice)
    await presence.announce("leave", alice)
    assert [(await listener.hear()).payload for _ in range(2)] == [f"j::{alice.info}", f"l::{alice.info}"]
    await listener.close()


async def test_without_the_journal_nobody_can_say(channel: str) -> None:
    feed = MemoryFeed()
    feed.down = True
    for call in (feed.presence.enter, feed.presence.leave):
        with pytest.raises(Unavailable):
            await call(seat(channel, "alice"))
    with pytest.raises(Unavailable):
        await feed.presence.members(channel)


async def test_what_a_client_says_is_kept_and_heard(hall: Hall) -> None:
    """Any name may be a channel; only as much is kept as its rules say."""
    feed, name = hall.feed, f"room {uuid4()}"
    listener = feed.listener()
    await listener.open()
    await listener.ask("SUBSCRIBE", [name])
    await listener.hear()
    positions = [await feed.append(name, f'{{"data":{number}}}', KEPT) for number in range(5)]
    assert [position.offset for position in positions] == [1, 2, 3, 4, 5]
    history = await feed.history(name, 0, -1)
    assert [(entry.offset, entry.body) for entry in history.publications] == [
        (offset, f'{{"data":{offset - 1}}}') for offset in (3, 4, 5)
    ]
    async with asyncio.timeout(2):
        assert (await listener.hear()).payload == f'1:{positions[0].epoch}:{{"data":0}}'
    await listener.close()
