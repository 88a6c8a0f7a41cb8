"""Property P under random interleavings: every gap is announced, nothing comes twice, order is kept."""

import asyncio
import copy
import random
from typing import TYPE_CHECKING

import pytest

from career.errors import Unavailable
from realtime.hub import Gone
from realtime.protocol import Recovery, Refusal
from realtime.topic import HELD_LIMIT
from tests.support.hub_world import RULES, World, world
from tests.support.sockets import until

if TYPE_CHECKING:
    from realtime.recovery import Recovered


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


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.mark.parametrize("before", range(9))
@pytest.mark.parametrize("between", range(1, 4))
async def test_a_topic_that_ends_while_others_come_and_go(before: int, between: int) -> None:
    """At whatever moment: who stays is on the topic that the hub knows, and who left leaves nothing."""
    async with world() as found:
        hub, (hasty, late, *_) = found.hub, found.clients
        busy = len(asyncio.all_tasks())
        hub.linger = 0.0
        await hasty.subscribe()
        hasty.leave()
        await turns(before)
        leaving = asyncio.create_task(hasty.subscribe())
        await turns(between)
        hasty.leave()
        await turns(before)
        await late.subscribe()
        assert late.member is not None
        assert hub.topics[found.channel] is late.member.topic
        await asyncio.wait({leaving})
        await turns(20)
        assert hub.topics[found.channel] is late.member.topic
        late.leave()
        await until(lambda: not hub.topics and len(asyncio.all_tasks()) == busy)


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


async def test_a_journal_that_came_back_older_and_overtook_its_clients_is_found_out() -> None:
    async with world() as found:
        await found.quiet()
        client, channel = found.clients[0], found.channel
        for _ in range(3):
            await found.publish()
        await found.quiet()
        older = copy.deepcopy(found.feed.channels[channel])
        for _ in range(4):
            await found.publish()
        await found.quiet()
        # Restored from a backup; others publish more than was lost before the server looks.
        found.feed.channels[channel] = older
        found.cut()
        for _ in range(6):
            await found.publish()
        await found.quiet()
        assert client.seen == [None, *range(7), None]
        client.check()
