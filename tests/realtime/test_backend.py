"""The backend on a real Redis that is killed, frozen, and talks too much."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from broadcaster import Broadcast

from career.errors import Unavailable
from career.events import GenerationGrew
from career.feed import Feed
from realtime import backend as module
from realtime.backend import FeedBackend, Pace
from tests.support.redis_server import RedisServer

QUICK = Pace(probe_every=0.3, probe_within=0.3, first_pause=0.01, longest_pause=0.1)


@dataclass
class Wire:
    backend: FeedBackend
    broadcast: Broadcast
    feed: Feed
    told: list[str] = field(default_factory=list)

    async def until(self, condition: Callable[[], bool], within: float = 10.0) -> None:
        async with asyncio.timeout(within):
            while not condition():  # noqa: ASYNC110 - any condition, not one that tells
                await asyncio.sleep(0.005)

    @contextlib.asynccontextmanager
    async def hearing(self, channel: str) -> AsyncIterator[list[str]]:
        heard: list[str] = []

        async def drain() -> None:
            async with self.broadcast.subscribe(channel) as subscriber:
                while True:
                    heard.append((await subscriber.get()).message)

        task = asyncio.create_task(drain())
        await asyncio.sleep(0)
        await self.backend.confirmed(channel)
        try:
            yield heard
        finally:
            task.cancel()
            await asyncio.wait({task})


@pytest.fixture
async def wire(journal: Feed) -> AsyncIterator[Wire]:
    told: list[str] = []
    backend = FeedBackend(
        journal,
        uuid4().hex,
        on_lost=lambda: told.append("lost"),
        on_reconnected=lambda: told.append("reconnected"),
        pace=QUICK,
    )
    broadcast = Broadcast(backend=backend)
    await broadcast.connect()
    found = Wire(backend, broadcast, journal, told)
    await found.until(lambda: backend.up)
    yield found
    assert not broadcast._listener_task.done(), "broadcaster's listener ended without a word"
    await broadcast.disconnect()


async def publish(wire: Wire, channel: str, at: int = 0) -> None:
    await wire.feed.publish(channel, GenerationGrew(attempt=1, at=at, text="x"))


async def test_twenty_kills_in_a_row(wire: Wire, killable_redis: RedisServer) -> None:
    channel = f"generation:{uuid4()}"
    async with wire.hearing(channel) as heard:
        for number in range(20):
            life = wire.backend.life
            await killable_redis.restart()
            await wire.until(lambda: wire.backend.up and wire.backend.life > life)  # noqa: B023 - awaited here
            await publish(wire, channel, number)
            await wire.until(lambda: len(heard) == number + 1)  # noqa: B023 - awaited here
    assert wire.told.count("lost") >= 20
    assert wire.told[-1] == "reconnected"


async def test_while_down_nothing_is_confirmed_and_nobody_waits(
    wire: Wire, killable_redis: RedisServer
) -> None:
    await asyncio.to_thread(killable_redis.kill)
    await wire.until(lambda: not wire.backend.up)
    assert wire.backend.down_since is not None
    async with asyncio.timeout(0.05):
        with pytest.raises(Unavailable):
            await wire.backend.confirmed(f"user:{uuid4()}")
    await asyncio.to_thread(killable_redis.start)
    await wire.until(lambda: wire.backend.up)
    assert wire.backend.down_since is None


async def test_a_half_open_connection_is_found_by_the_probe(wire: Wire, killable_redis: RedisServer) -> None:
    killable_redis.pause()
    try:
        await wire.until(lambda: not wire.backend.up, within=5)
    finally:
        killable_redis.resume()
    await wire.until(lambda: wire.backend.up)


async def test_more_than_the_inbox_holds_is_a_lost_connection(
    wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_INBOX_MESSAGES", 10)
    life = wire.backend.life
    for number in range(12):
        wire.backend._inbox.append(module.Event("generation:x", str(number)))
    channel = f"generation:{uuid4()}"
    async with wire.hearing(channel):
        wire.backend._inbox.extend(module.Event("generation:x", str(number)) for number in range(11))
        await publish(wire, channel)
        await wire.until(lambda: wire.backend.life > life and wire.backend.up)
    assert "lost" in wire.told


@pytest.mark.parametrize("steps", range(8))
async def test_it_leaves_even_when_its_connection_dies_at_that_moment(
    journal: Feed, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    dead = asyncio.Event()

    async def probe(_: FeedBackend) -> None:
        await dead.wait()
        raise ConnectionError("died for the test")

    monkeypatch.setattr(FeedBackend, "_probe", probe)
    up = asyncio.Event()
    backend = FeedBackend(journal, uuid4().hex, on_lost=lambda: None, on_reconnected=up.set, pace=QUICK)
    await backend.connect()
    async with asyncio.timeout(5):
        await up.wait()
    dead.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await backend.disconnect()


async def test_subscribing_and_leaving_at_once_leaves_no_trace(wire: Wire) -> None:
    channels = [f"generation:{uuid4()}" for _ in range(50)]

    async def visit(channel: str) -> None:
        for _ in range(5):
            async with wire.broadcast.subscribe(channel):
                await asyncio.sleep(0)

    await asyncio.gather(*map(visit, channels))
    async with wire.hearing(channels[0]) as heard:
        await publish(wire, channels[0])
        await wire.until(lambda: len(heard) == 1)
    await wire.until(lambda: not set(channels) & set(wire.backend._asked))


async def test_a_subscribe_leave_subscribe_is_confirmed_by_the_last(wire: Wire) -> None:
    channel = f"generation:{uuid4()}"
    await wire.backend.subscribe(channel)
    await wire.backend.unsubscribe(channel)
    async with wire.hearing(channel) as heard:
        await publish(wire, channel)
        await wire.until(lambda: len(heard) == 1)
