"""Ten thousand random frames: no process crashes, nothing is left behind, no socket is wedged."""

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncIterator
from random import Random
from typing import NamedTuple

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from career.events import GenerationGrew
from career.feed import RedisFeed
from realtime.limits import Limits
from tests.realtime.caller import ERRORS, NO_PONG, TOO_MANY, Caller, Heard
from tests.realtime.frames import (
    ADA,
    BAD_REQUEST,
    BOB,
    EVE,
    EXPIRED,
    FORCED,
    INVALID_TOKEN,
    LETTER,
    NOT_UTF8,
    ROOMS,
    STALE_TOKEN,
    TOKENS,
    TOO_BIG,
    Frame,
    bad,
    frame,
    printed,
)
from tests.support.redis_server import RedisServer
from tests.support.sockets import House, Person, house

FRAMES_A_VISIT = 25
VISITORS = 2
ROUNDS = 200
SECONDS = 8
"""Of the pulse, in one pause."""
MISSED_AFTER = 0.1

ASKS = {"presence", "presence_stats", "history"}

REPLIES = {"connect", "refresh", "subscribe", "unsubscribe", "publish", "rpc", *ASKS}
CLOSES = {BAD_REQUEST, EXPIRED, FORCED, INVALID_TOKEN, NO_PONG, NOT_UTF8, TOO_BIG}
PUSHES = {"pub", "join", "leave"}
GOOD, FOREIGN, ENDED, STALE = "good", "foreign", "ended", "stale"


class Visit(NamedTuple):
    """What one client does. It may forget to connect at first, or come with a bad token; it answers pings and
    says goodbye, or neither; seconds may pass after some of its frames.
    """

    person: Person
    token: str | None
    polite: bool
    pauses: frozenset[int]
    frames: list[Frame]


def visit(chance: Random) -> Visit:
    return Visit(
        person=chance.choice((ADA, BOB)),
        token=chance.choice((None, None, FOREIGN, ENDED, STALE, *[GOOD] * 15)),
        polite=chance.random() < 0.5,
        pauses=frozenset(chance.choices(range(FRAMES_A_VISIT), k=3)),
        frames=[frame(chance) for _ in range(FRAMES_A_VISIT)],
    )


class Square:
    """A served app that many visit at once."""

    def __init__(self, found: House) -> None:
        self.house = found
        self.heard = Heard()
        self.busy = len(asyncio.all_tasks())
        found.engine.hub.linger = 0.0
        found.guests.ended.add(EVE.session_id)
        found.guests.members |= {(person.id, name) for person in (ADA, BOB) for name in (*ROOMS, LETTER)}

    async def receive(self, visits: list[Visit]) -> None:
        async with asyncio.TaskGroup() as group:
            for visit in visits:
                group.create_task(self._visited(visit))
        engine = self.house.engine
        await self.house.settled(lambda: not engine.connections)
        assert not engine.waiting
        assert not engine.of(ADA.id)
        assert not engine.of(BOB.id)
        assert not any(topic.members for topic in engine.hub.topics.values())

    async def _visited(self, visit: Visit) -> None:
        frames, token = deque(visit.frames), visit.token
        while frames:
            async with connect(self.house.url, compression=None, ping_interval=None, max_queue=None) as wire:
                caller = Caller(wire, self.heard, polite=visit.polite)
                try:
                    await self._talk(caller, visit._replace(token=token), frames)
                except ConnectionClosed:
                    await caller.closed()
                if not visit.polite:
                    wire.transport.abort()
            token = GOOD

    async def _talk(self, caller: Caller, visit: Visit, frames: deque[Frame]) -> None:
        if visit.token is None:
            await caller.send(unannounced(self._next(frames)))
        await caller.send(greeting(visit))
        if visit.token == STALE:
            await caller.refused()
            return
        while frames:
            await caller.send(self._next(frames))
            if len(frames) in visit.pauses:
                for _ in range(SECONDS):
                    self.house.engine.pulse.tick()
        if visit.polite:
            await caller.answered()

    def _next(self, frames: deque[Frame]) -> Frame:
        self.heard.frames += 1
        return frames.popleft()

    async def check(self) -> None:
        """Everybody has left, and nothing of them stayed; whoever comes next is served."""
        engine, feed = self.house.engine, self.house.feed
        await asyncio.sleep(MISSED_AFTER)
        await self.house.settled(lambda: not engine.hub.topics and len(asyncio.all_tasks()) <= self.busy)
        for room in ROOMS:
            assert await feed.presence.members(room) == {}
        async with connect(self.house.url, compression=None, max_queue=None) as wire:
            caller = Caller(wire, self.heard, polite=True)
            await caller.send(greeting(Visit(ADA, GOOD, polite=True, pauses=frozenset(), frames=[])))
            await caller.send(Frame(printed({"id": 3, "subscribe": {"channel": LETTER}}), owed=(3,)))
            await caller.answered()
            before = self.heard.pushes["pub"]
            await feed.publish(LETTER, GenerationGrew(attempt=1, at=0, text="x"))
            await caller.told()
            assert self.heard.pushes["pub"] == before + 1


def greeting(visit: Visit) -> Frame:
    """The first frame of a client that was here before, or says so, and watches a room."""
    tokens = {GOOD: TOKENS[visit.person.id], ENDED: TOKENS[EVE.id], STALE: STALE_TOKEN}
    subs = {visit.person.channel: {"recover": visit.polite, "offset": len(visit.frames), "epoch": "abcdefgh"}}
    connecting = printed({"id": 1, "connect": {"token": tokens.get(visit.token, "a.b.c"), "subs": subs}})
    if visit.token in {FOREIGN, ENDED}:
        return bad(connecting, FORCED if visit.token == ENDED else INVALID_TOKEN)
    subscribing = printed({"id": 2, "subscribe": {"channel": ROOMS[0]}})
    return Frame(f"{connecting}\n{subscribing}", owed=(1,) if visit.token == STALE else (1, 2))


def unannounced(frame: Frame) -> Frame:
    """Before connect everything is a bad request, but for a connect without a token."""
    return frame._replace(owed=(), codes=frame.codes | {BAD_REQUEST, INVALID_TOKEN}, fatal=True)


@contextlib.asynccontextmanager
async def square(url: str) -> AsyncIterator[Square]:
    client = Redis.from_url(url, socket_timeout=2)
    await client.flushall()
    # As many commands as it likes, and few channels.
    limits = Limits(command_burst=10_000, commands_per_second=10_000, channels=3)
    async with house(RedisFeed(client), limits=limits, leave_after=MISSED_AFTER) as found:
        yield Square(found)
    await client.aclose()


def test_ten_thousand_frames_crash_nothing_leave_nothing_and_wedge_nobody(
    killable_redis: RedisServer,
) -> None:
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        stack = contextlib.AsyncExitStack()
        place = runner.run(stack.enter_async_context(square(killable_redis.url)))

        @given(st.randoms(use_true_random=True))
        @settings(
            max_examples=ROUNDS,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def play(chance: Random) -> None:
            runner.run(place.receive([visit(chance) for _ in range(VISITORS)]))

        try:
            play()
            runner.run(place.check())
        finally:
            runner.run(stack.aclose())
    heard = place.heard
    assert heard.frames >= 10_000
    assert set(heard.replies) == REPLIES
    assert set(heard.pushes) == PUSHES
    assert set(heard.closes) == CLOSES
    # On a slow machine nobody asks too often.
    assert set(heard.errors) | {TOO_MANY} == ERRORS
