"""Topics and their members: who hears what, from where, and what happens when the journal was lost."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterator
from typing import NamedTuple

from broadcaster import Broadcast

from career import logs
from career.errors import Unavailable
from career.feed import Feed, History, Position, Since
from realtime.backend import FeedBackend, Pace
from realtime.metrics import Counts
from realtime.protocol import Recovery, internal_error, permission_denied
from realtime.recovery import Recovered, recover
from realtime.resync import Resync
from realtime.rules import Rules
from realtime.topic import Member, Spoiled, Subscriber, Topic

_LINGER = 5.0
"""Seconds that a topic outlives its last member: a reload comes back within them."""
_PACE = Pace()
_CHECK_EVERY = 40.0
_CHECK_BATCH = 256
_CATCH_UP = 2.0
"""Seconds after which a publication that is in the journal must have been heard."""


class Gone(Exception):
    """The connection ended while it subscribed; nobody waits for the reply."""


class Look(NamedTuple):
    """What the journal held when it was asked, and the life of the connection by which it is heard."""

    life: int
    history: History


class Hub:
    """`on_hearing` is told True after each new life of the connection to the journal; False when one has
    ended, and again after each attempt to begin another.
    """

    def __init__(
        self,
        feed: Feed,
        process: str,
        counts: Counts,
        *,
        on_hearing: Callable[[bool], None],
        pace: Pace = _PACE,
    ) -> None:
        self._on_hearing = on_hearing
        self.linger = _LINGER
        self.catch_up = _CATCH_UP
        self._feed = feed
        self._counts = counts
        self._tasks: set[asyncio.Task[None]] = set()
        self.topics: dict[str, Topic] = {}
        self.backend = FeedBackend(
            feed, process, on_lost=self._lost, on_reconnected=self._reconnected, pace=pace
        )
        self.broadcast = Broadcast(backend=self.backend)
        self._resync = Resync(feed, lambda: self.backend.life if self.backend.up else 0)

    async def open(self) -> None:
        await self.broadcast.connect()
        self.spawn(self._watch())

    async def close(self) -> None:
        tasks = self._tasks | {topic.drain for topic in self.topics.values() if topic.drain}
        for topic in self.topics.values():
            if topic.linger is not None:
                topic.linger.cancel()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        await self.broadcast.disconnect()

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def subscribe(self, member: Member, asked: Recovery) -> Recovered:
        """Make a member that has joined live. The caller enqueues the reply before it awaits anything.

        SUBSCRIBE comes before the history is read and what is heard meanwhile is buffered, so nothing falls
        between. A refusal leaves the topic, as do `Unavailable` and cancellation.
        """
        return self.settle(member, asked, await self.look(member, asked))

    async def look(self, member: Member, asked: Recovery) -> Look:
        """The part of `subscribe` that waits: of several members that go live together, all wait first."""
        try:
            topic = member.topic
            life = await self._confirmed(member)
            start: Since = asked.offset if asked.recover else "none"
            return Look(life, await self._feed.history(topic.name, start, topic.rules.cap + 1))
        except BaseException:
            self.leave(member)
            raise

    def settle(self, member: Member, asked: Recovery, seen: Look) -> Recovered:
        """The part of `subscribe` in which nothing waits."""
        try:
            outcome = recover(asked, seen.history, member.buffer, cap=member.topic.rules.cap)
            self._admit(member, seen.life, outcome.position)
        except BaseException:
            self.leave(member)
            raise
        if asked.recover:
            self._counts.recoveries["recovered" if outcome.recovered else "failed"] += 1
        return outcome

    def join(self, channel: str, rules: Rules, subscriber: Subscriber) -> Member:
        """A member that buffers until `subscribe` made it live."""
        topic = self.topics.get(channel)
        if topic is None:
            topic = self.topics[channel] = Topic(channel, rules, self._counts)
        if topic.linger is not None:
            topic.linger.cancel()
            topic.linger = None
        member = Member(topic, subscriber)
        topic.members[member] = None
        return member

    def leave(self, member: Member) -> None:
        topic = member.topic
        if topic.remove(member) and not topic.members:
            topic.linger = asyncio.get_running_loop().call_later(
                self.linger, lambda: self.spawn(self._release(topic))
            )

    async def _confirmed(self, member: Member) -> int:
        topic = member.topic
        if not self.backend.up:
            raise Unavailable("The journal is not heard.")
        async with topic.lock:
            if member.spoiled is Spoiled.GONE:
                # With its last member the topic may have ended, and nobody would end it again.
                raise Gone
            if topic.drain is None:
                listening = asyncio.Event()
                topic.drain = asyncio.get_running_loop().create_task(self._drain(topic, listening))
                await listening.wait()
            return await self.backend.confirmed(topic.name)

    def _admit(self, member: Member, life: int, position: Position) -> None:
        topic = member.topic
        if member.spoiled is Spoiled.GONE:
            raise Gone
        if member.spoiled is Spoiled.REVOKED:
            raise permission_denied()
        if member.spoiled is Spoiled.STATE or self.backend.life != life or not self.backend.up:
            raise internal_error()
        if topic.held is not None:
            raise internal_error()
        if topic.epoch is not None and topic.epoch != position.epoch:
            self.check(topic)
            raise internal_error()
        topic.enter(member, position)

    async def _drain(self, topic: Topic, listening: asyncio.Event) -> None:
        async with self.broadcast.subscribe(topic.name) as subscriber:
            listening.set()
            while True:
                event = await subscriber.get()
                try:
                    topic.take(event.message)
                except Exception as error:  # noqa: BLE001 - not ours, and the next ones must still be heard
                    logs.crashed("payload not understood", error, channel=topic.name)

    async def _release(self, topic: Topic) -> None:
        """End a topic that nobody came back to."""
        topic.linger = None
        async with topic.lock:
            if topic.members:
                return
            if topic.drain is not None:
                topic.drain.cancel()
                await asyncio.wait({topic.drain})
                topic.drain = None
            # Somebody may have joined during the wait; whoever has the lock next listens again. Who came and
            # left meanwhile has had the topic released twice, and its name may be another's by now.
            if not topic.members and self.topics.get(topic.name) is topic:
                del self.topics[topic.name]

    def _lost(self) -> None:
        for topic in self.topics.values():
            topic.hold()
        self._on_hearing(False)

    def _reconnected(self) -> None:
        self._counts.backend_lives += 1
        for topic in self.topics.values():
            topic.hold()
        self.spawn(self._resync.all(list(self.topics.values())))
        self._on_hearing(True)

    def check(self, topic: Topic) -> None:
        """Compare a topic with the journal now."""
        if topic.held is None:
            topic.hold()
            self.spawn(self._resync.all([topic]))

    async def _watch(self) -> None:
        """The safety net: whatever else goes wrong, a topic that fell behind is found within a minute."""
        while True:
            await asyncio.sleep(_CHECK_EVERY * random.uniform(0.75, 1.25))  # noqa: S311 - jitter
            for topics in batches([topic for topic in self.topics.values() if topic.live], _CHECK_BATCH):
                try:
                    await self.compare(topics)
                except Unavailable:
                    break
                except Exception as error:  # noqa: BLE001 - a net that tears is none
                    logs.crashed("topics not compared", error)

    async def compare(self, topics: list[Topic]) -> None:
        noted = {topic: _highest(topic) for topic in topics}
        found = await self._feed.positions([topic.name for topic in topics])
        behind: list[tuple[Topic, int]] = []
        for topic, position in zip(topics, found, strict=True):
            if topic.epoch is None or topic.held is not None:
                continue
            if position.epoch != topic.epoch or position.offset < noted[topic]:
                self.check(topic)
            elif position.offset > _lowest(topic):
                behind.append((topic, position.offset))
        if behind:
            await asyncio.sleep(self.catch_up)
        for topic, top in behind:
            if topic.live and topic.held is None and _lowest(topic) < top:
                self.check(topic)


def batches(topics: list[Topic], size: int) -> Iterator[list[Topic]]:
    for start in range(0, len(topics), size):
        yield topics[start : start + size]


def _highest(topic: Topic) -> int:
    return max((member.position for member in topic.live_members()), default=0)


def _lowest(topic: Topic) -> int:
    return min((member.position for member in topic.live_members()), default=0)
