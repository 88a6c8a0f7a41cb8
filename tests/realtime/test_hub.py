"""Property P under random interleavings: every gap is announced, nothing comes twice, order is kept."""

import asyncio
import contextlib
import copy
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from uuid import uuid4

import orjson
import pytest

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
from realtime.topic import HELD_LIMIT, Member

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


async def publish(found: World, _chance: random.Random) -> None:
    await found.publish()


async def burst(found: World, chance: random.Random) -> None:
    for _ in range(chance.randrange(70)):
        await found.publish()


async def subscribe(found: World, chance: random.Random) -> None:
    for client in (found.anchor, chance.choice(found.clients)):
        found.tasks.append(asyncio.create_task(client.subscribe()))


async def leave(found: World, chance: random.Random) -> None:
    chance.choice(found.clients).leave()


async def mute(found: World, _chance: random.Random) -> None:
    """A payload lost without any sign, as no network should."""
    found.feed.muted = True
    await found.publish()
    found.feed.muted = False


async def cut(found: World, _chance: random.Random) -> None:
    found.cut()


async def turn(_found: World, chance: random.Random) -> None:
    await asyncio.sleep(chance.choice([0, 0, 0.003]))


async def remember(found: World, _chance: random.Random) -> None:
    found.snapshot = copy.deepcopy(found.feed.channels[found.channel])


async def roll_back(found: World, _chance: random.Random) -> None:
    await found.roll_back()


async def forget(found: World, _chance: random.Random) -> None:
    found.snapshot = None
    del found.feed.channels[found.channel]
    await found.feed.position(found.channel)


STEPS = {
    "publish": (publish, 30),
    "burst": (burst, 6),
    "subscribe": (subscribe, 25),
    "leave": (leave, 8),
    "cut": (cut, 3),
    "mute": (mute, 2),
    "turn": (turn, 25),
    "remember": (remember, 3),
    "roll back": (roll_back, 2),
    "forget": (forget, 1),
}


@contextlib.asynccontextmanager
async def world(chance: random.Random | None = None) -> AsyncIterator[World]:
    feed = SlowFeed(chance or random.Random(0))
    hub = Hub(feed, "test", Counts(), on_reconnected=lambda: None, pace=FAST)
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


@pytest.mark.parametrize("seed", range(60))
async def test_every_gap_is_announced(seed: int) -> None:
    chance = random.Random(seed)
    async with world(chance) as found:
        for _ in range(150):
            step = chance.choices(list(STEPS), weights=[weight for _, weight in STEPS.values()])[0]
            await STEPS[step][0](found, chance)
        await found.quiet()
        for client in (found.anchor, *found.clients):
            client.check()
        assert any(client.seen for client in found.clients)


async def test_a_payload_lost_without_a_sign_is_found_by_the_safety_net() -> None:
    async with world() as found:
        await found.quiet()
        await mute(found, random.Random(0))
        await found.hub.compare([found.hub.topics[found.channel]])
        await found.quiet()
        assert found.anchor.seen == [None, 0]


async def test_the_last_leaver_and_a_new_joiner_at_once() -> None:
    async with world() as found:
        found.hub.linger = 0.0
        for _ in range(30):
            client = found.clients[0]
            await client.subscribe()
            client.leave()
            await asyncio.sleep(random.choice([0, 0, 0.001]))
            await client.subscribe()
            await found.publish()
            await found.quiet()
        found.anchor.check()
        found.clients[0].check()


async def test_three_first_subscribers_share_one_subscription() -> None:
    async with world() as found:
        await asyncio.gather(*(client.subscribe() for client in found.clients[:3]))
        assert all(client.live for client in found.clients[:3])
        await found.publish()
        await asyncio.sleep(0.01)
        assert [client.seen for client in found.clients[:3]] == [[None, 0]] * 3


async def test_a_gap_ends_the_subscription_at_once() -> None:
    async with world() as found:
        client = found.clients[0]
        await client.subscribe()
        await mute(found, random.Random(0))
        assert client.live
        await found.publish()
        await asyncio.sleep(0.01)
        assert not client.live
        assert client.seen == [None]


async def test_nothing_is_delivered_while_the_journal_is_lost() -> None:
    async with world() as found:
        client = found.clients[0]
        await client.subscribe()
        topic = found.hub.topics[found.channel]
        found.feed.down = True
        found.cut()
        await asyncio.sleep(0.01)
        topic.take(f'1:{topic.epoch}:{{"data":{{"at":7}}}}')
        assert client.seen == [None]
        with pytest.raises(Unavailable):
            await found.hub.subscribe(found.hub.join(found.channel, RULES, found.anchor), Recovery())
        found.feed.down = False
        await found.publish()
        await found.quiet()
        assert client.seen == [None, 0]


async def test_a_channel_that_says_too_much_during_a_resync_loses_its_members_not_the_memory() -> None:
    async with world() as found:
        client = found.clients[0]
        await client.subscribe()
        topic = found.hub.topics[found.channel]
        topic.hold()
        for offset in range(1, HELD_LIMIT + 2):
            topic.take(f'{offset}:{topic.epoch}:{{"data":{{}}}}')
        assert not client.live
        assert topic.held is not None
        assert len(topic.held) == HELD_LIMIT


class TestWhatHappensWhileTheHistoryIsRead:
    """Step 6: whatever was read before a loss proves nothing after it."""

    async def subscribing(self, found: World) -> "asyncio.Task[Recovered]":
        found.feed.open.clear()
        member = found.hub.join(found.channel, RULES, found.clients[0])
        task = asyncio.create_task(found.hub.subscribe(member, Recovery()))
        await asyncio.sleep(0.01)
        return task

    async def refused(self, found: World, task: "asyncio.Task[Recovered]") -> None:
        found.feed.open.set()
        with pytest.raises(Refusal) as refused:
            await task
        assert refused.value.code == 100
        assert not found.hub.topics[found.channel].members

    async def test_another_life(self) -> None:
        async with world() as found:
            task = await self.subscribing(found)
            found.cut()
            await found.publish()
            await asyncio.sleep(0.01)
            assert found.hub.backend.up
            await self.refused(found, task)

    async def test_a_topic_under_suspicion(self) -> None:
        async with world() as found:
            task = await self.subscribing(found)
            found.hub.topics[found.channel].hold()
            await self.refused(found, task)

    async def test_a_client_that_left(self) -> None:
        async with world() as found:
            found.feed.open.clear()
            member = found.hub.join(found.channel, RULES, found.clients[0])
            task = asyncio.create_task(found.hub.subscribe(member, Recovery()))
            await asyncio.sleep(0.01)
            found.hub.leave(member)
            found.feed.open.set()
            with pytest.raises(Gone):
                await task

    async def test_cancelled_it_leaves(self) -> None:
        async with world() as found:
            task = await self.subscribing(found)
            task.cancel()
            await asyncio.wait({task})
            assert not found.hub.topics[found.channel].members
