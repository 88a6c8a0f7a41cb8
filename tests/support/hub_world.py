"""A hub on a journal that loses things, and browsers as the protocol sees them."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import uuid4

import orjson

from career.errors import Unavailable
from career.events import GenerationGrew
from career.feed import History, MemoryFeed, Since
from career.feed.memory import Channel, MemoryListener
from realtime.backend import Pace
from realtime.hub import Gone, Hub
from realtime.metrics import Counts
from realtime.protocol import Recovery, Refusal
from realtime.recovery import Recovered
from realtime.rules import Rules
from realtime.topic import Member

FAST = Pace(first_pause=0, longest_pause=0)
RULES = Rules(cap=50)


class SlowFeed(MemoryFeed):
    """Answers some loop turns after it looked, or looks some turns after it was asked, as a network does."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance
        self.muted = False
        self.open = asyncio.Event()
        self.open.set()

    async def history(self, channel: str, since: Since, limit: int, *, reverse: bool = False) -> History:
        await self.wander()
        found = await super().history(channel, since, limit, reverse=reverse)
        await self.wander()
        await self.open.wait()
        return found

    async def wander(self) -> None:
        for _ in range(self.chance.choice([0, 1, 4, 12, 40])):
            await asyncio.sleep(0)

    def say(self, channel: str, payload: str) -> None:
        if not self.muted:
            super().say(channel, payload)


@dataclass
class Client:
    """A browser as the protocol sees it: it stores whatever offset came last, and returns with it."""

    hub: Hub
    channel: str
    member: Member | None = None
    busy: bool = False
    offset: int = 0
    epoch: str = ""
    seen: list[int | None] = field(default_factory=list)
    """Serial numbers of what it received; none where it was told that something is missing."""

    def offer(self, line: str, size: int, window: float) -> None:
        publication = orjson.loads(line)["push"]["pub"]
        self.take(publication["offset"], publication["data"]["at"])

    def replace(self, key: str, line: str, size: int, window: float) -> None:
        raise AssertionError("nothing here is conflated")

    def lose(self, channel: str) -> None:
        self.leave()

    def take(self, offset: int, serial: int) -> None:
        self.offset = offset
        self.seen.append(serial)

    def leave(self) -> None:
        if self.member is not None:
            self.hub.leave(self.member)
            self.member = None

    async def subscribe(self) -> None:
        if self.busy or self.member is not None:
            return
        self.busy = True
        asked = Recovery(recover=bool(self.epoch), offset=self.offset, epoch=self.epoch)
        member = self.member = self.hub.join(self.channel, RULES, self)
        try:
            self.hear(await self.hub.subscribe(member, asked))
        except (Refusal, Unavailable, Gone):
            if self.member is member:
                self.member = None
        finally:
            self.busy = False

    def hear(self, outcome: Recovered) -> None:
        self.epoch, self.offset = outcome.position.epoch, outcome.offset
        if not outcome.recovered:
            self.seen.append(None)
        for publication in outcome.publications:
            self.take(publication.offset, orjson.loads(publication.body)["data"]["at"])

    @property
    def live(self) -> bool:
        return self.member is not None and self.member.live

    def check(self) -> None:
        """P: between two serial numbers nothing is missing, except where that was said."""
        before: int | None = None
        for serial in self.seen:
            if serial is not None and before is not None:
                assert serial == before + 1, self.seen
            before = serial
        numbers = [serial for serial in self.seen if serial is not None]
        assert numbers == sorted(set(numbers)), self.seen


@dataclass
class World:
    feed: SlowFeed
    hub: Hub
    channel: str
    clients: list[Client]
    anchor: Client
    serial: int = 0
    snapshot: Channel | None = None
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    async def publish(self) -> None:
        await self.feed.publish(self.channel, GenerationGrew(attempt=1, at=self.serial, text="x"))
        self.serial += 1

    def cut(self) -> None:
        for listener in list(self.feed.listeners):
            assert isinstance(listener, MemoryListener)
            listener.cut()

    async def roll_back(self) -> None:
        """Redis comes back older than its clients. It can only be seen through a client that stayed, so
        nobody publishes before the server has looked.
        """
        await self.quiet()
        if self.snapshot is not None:
            self.feed.channels[self.channel], self.snapshot = self.snapshot, None
            self.cut()
            await self.quiet()

    async def quiet(self) -> None:
        """Everybody is subscribed and the server has compared itself with the journal."""
        async with asyncio.timeout(10):
            while True:
                await asyncio.sleep(0.002)
                for client in (self.anchor, *self.clients):
                    await client.subscribe()
                topic = self.hub.topics[self.channel]
                if self.hub.backend.up and topic.live and not self.caught_up():
                    await self.hub.compare([topic])
                if self.hub.backend.up and topic.held is None and self.caught_up():
                    return

    def caught_up(self) -> bool:
        top = self.feed.channels[self.channel].top
        return all(
            client.live and client.member is not None and client.member.position == top
            for client in (self.anchor, *self.clients)
        )


@contextlib.asynccontextmanager
async def world(chance: random.Random | None = None) -> AsyncIterator[World]:
    feed = SlowFeed(chance or random.Random(0))
    hub = Hub(feed, "test", Counts(), on_hearing=lambda _: None, pace=FAST)
    hub.catch_up = 0.002
    await hub.open()
    channel = f"generation:{uuid4()}"
    found = World(feed, hub, channel, [Client(hub, channel) for _ in range(4)], anchor=Client(hub, channel))
    await feed.position(channel)
    async with asyncio.timeout(2):
        while not hub.backend.up:  # noqa: ASYNC110 - it has no event of its own
            await asyncio.sleep(0.001)
    try:
        yield found
    finally:
        for task in found.tasks:
            await task
        await hub.close()
