"""The way out of a socket: order, company, replacement, limits, and a socket that makes it wait."""

import asyncio
from dataclasses import dataclass, field

import pytest

from realtime.metrics import Counts
from realtime.protocol import SLOW, WRITE_ERROR, Closing
from realtime.wire import AsgiWire, Message
from realtime.writer import Outlets, Writer


@dataclass
class Wire:
    """A socket that takes frames, or waits until it is `open`, or breaks."""

    frames: list[str] = field(default_factory=list)
    failures: list[Closing] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def send(self, message: Message) -> None:
        await self.open.wait()
        if self.error is not None:
            raise self.error
        self.frames.append(message["text"])

    @property
    def lines(self) -> list[str]:
        return [line for frame in self.frames for line in frame.split("\n")]


@pytest.fixture
def wire() -> Wire:
    found = Wire()
    found.open.set()
    return found


@pytest.fixture
async def writer(wire: Wire) -> Writer:
    return Writer(AsgiWire(wire.send), Outlets(Counts(), limit=100_000), fail=wire.failures.append)


async def turns(count: int = 5) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_lines_of_one_turn_share_a_frame_in_order(wire: Wire, writer: Writer) -> None:
    for number in range(10):
        writer.say(str(number))
    assert wire.frames == []
    await turns()
    assert wire.frames == ["\n".join(map(str, range(10)))]
    assert writer.size == 0


async def test_a_frame_holds_64_lines(wire: Wire, writer: Writer) -> None:
    for number in range(150):
        writer.say(str(number))
    await turns()
    assert [len(frame.split("\n")) for frame in wire.frames] == [64, 64, 22]
    assert wire.lines == [str(number) for number in range(150)]
    assert writer.size == 0


async def test_a_frame_ends_near_64_kib(wire: Wire, writer: Writer) -> None:
    for _ in range(4):
        writer.say("x" * 24_000)
    await writer.emptied()
    assert len(wire.frames) == 2
    assert len(wire.lines) == 4


async def test_a_line_may_wait_for_company_and_a_hasty_one_takes_it_along(wire: Wire, writer: Writer) -> None:
    writer.offer("patient", 7, 0.02)
    await turns()
    assert wire.frames == []
    await asyncio.sleep(0.04)
    assert wire.frames == ["patient"]
    writer.offer("patient", 7, 10.0)
    writer.offer("hasty", 5, 0.0)
    await turns()
    assert wire.frames[1:] == ["patient\nhasty"]


async def test_more_than_a_frame_waits_for_nobody(wire: Wire, writer: Writer) -> None:
    for _ in range(3):
        writer.offer("x" * 25_000, 25_000, 10.0)
    await turns()
    assert len(wire.lines) == 3


async def test_the_newest_of_a_key_stands_in_for_an_unsent_one(wire: Wire, writer: Writer) -> None:
    writer.say("first")
    writer.replace("typing/alice", "alice 1", 7, 0.0)
    writer.replace("typing/bob", "bob 1", 5, 0.0)
    writer.replace("typing/alice", "alice 22", 8, 0.0)
    await turns()
    assert wire.lines == ["first", "alice 22", "bob 1"]
    assert writer.size == 0
    writer.replace("typing/alice", "alice 3", 7, 0.0)
    await turns()
    assert wire.lines[3:] == ["alice 3"]


async def test_a_full_socket_is_waited_for_and_nothing_is_lost(wire: Wire, writer: Writer) -> None:
    wire.open.clear()
    writer.say("one")
    await turns()
    assert writer.suspended_at is not None
    writer.say("two")
    writer.say("three")
    await turns()
    assert wire.frames == []
    wire.open.set()
    await writer.emptied()
    assert wire.frames == ["one", "two\nthree"]
    assert writer.suspended_at is None


async def test_beyond_the_limit_the_queue_is_thrown_away_and_said_once(wire: Wire, writer: Writer) -> None:
    wire.open.clear()
    for _ in range(300):
        writer.say("x" * 1000)
    assert writer.size == 0
    await turns()
    assert wire.failures == [SLOW]
    wire.open.set()
    await turns()
    assert wire.frames == []


@pytest.mark.parametrize("suspended", [False, True])
async def test_a_broken_socket_is_said_once(wire: Wire, writer: Writer, suspended: bool) -> None:  # noqa: FBT001 - a column
    wire.error = ConnectionError("gone")
    if suspended:
        wire.open.clear()
    writer.say("one")
    await turns()
    wire.open.set()
    writer.say("two")
    await turns()
    assert wire.failures == [WRITE_ERROR]
    assert writer.ended


async def test_after_its_end_it_takes_nothing_and_nobody_waits(wire: Wire, writer: Writer) -> None:
    wire.open.clear()
    writer.say("one")
    await turns()
    waiting = asyncio.create_task(writer.emptied())
    await turns()
    writer.end()
    await waiting
    writer.say("two")
    writer.replace("key", "three", 5, 0.0)
    wire.open.set()
    await turns()
    assert wire.frames == []
    assert wire.failures == []
