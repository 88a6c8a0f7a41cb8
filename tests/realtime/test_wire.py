"""Frames written as they are: one print for many sockets, and sockets flushed in company."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from websockets.asyncio.client import connect
from websockets.frames import Frame, Opcode

from career.feed import MemoryFeed
from realtime.metrics import Counts
from realtime.post import Post
from realtime.press import Press, text_frame
from realtime.protocol import WRITE_ERROR, Closing
from realtime.wire import FrameWire, wire
from realtime.writer import Outlets, Writer
from server import sockets as server_sockets
from tests.support.sockets import Person, house


@dataclass
class Peer:
    """The server's side of a socket: it takes every frame, and says when the buffer is full."""

    frames: list[bytes] = field(default_factory=list)
    failures: list[Closing] = field(default_factory=list)
    writable: asyncio.Event = field(default_factory=asyncio.Event)
    fills_after: int = 1000
    gone: bool = False

    def write(self, frame: bytes) -> None:
        if self.gone:
            raise ConnectionError
        self.frames.append(frame)
        if len(self.frames) >= self.fills_after:
            self.writable.clear()

    def drained(self) -> None:
        self.fills_after = 1000
        self.writable.set()


@pytest.fixture
def peer() -> Peer:
    found = Peer()
    found.writable.set()
    return found


@pytest.fixture
async def outlets() -> Outlets:
    return Outlets(Counts(), limit=100_000)


def writer_to(peer: Peer, outlets: Outlets) -> Writer:
    return Writer(FrameWire(peer.write, peer.writable, outlets.press), outlets, fail=peer.failures.append)


async def turns(count: int = 5) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536, 70_000])
def test_a_frame_is_what_the_library_would_make(size: int) -> None:
    text = "ü" * (size // 2) + "x" * (size % 2)
    assert text_frame(text) == Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


async def test_sockets_with_the_same_lines_get_the_same_bytes(outlets: Outlets) -> None:
    peers = [Peer(), Peer(), Peer()]
    for one in peers:
        one.writable.set()
        writer = writer_to(one, outlets)
        for line in ("first line", "second line"):
            writer.offer(line, len(line), 0.0)
    await turns()
    (frame,) = peers[0].frames
    assert frame == text_frame("first line\nsecond line")
    assert all(one.frames[0] is frame for one in peers)


def test_another_pile_of_lines_is_printed_anew() -> None:
    press = Press()
    assert press.frame(press.text(["a", "b"])) == text_frame("a\nb")
    assert press.frame(press.text(["a", "c"])) == text_frame("a\nc")
    assert press.frame(press.text(["a"])) == text_frame("a")


async def test_a_full_socket_keeps_the_rest_until_it_drains(peer: Peer, outlets: Outlets) -> None:
    peer.fills_after = 1
    writer = writer_to(peer, outlets)
    writer.say("one")
    await turns()
    writer.say("two")
    writer.say("three")
    await turns()
    assert peer.frames == [text_frame("one")]
    assert writer.suspended_at is not None
    peer.drained()
    await writer.emptied()
    assert peer.frames[1:] == [text_frame("two\nthree")]
    assert writer.suspended_at is None


async def test_a_socket_that_is_gone_is_said_once(peer: Peer, outlets: Outlets) -> None:
    peer.gone = True
    writer = writer_to(peer, outlets)
    writer.say("one")
    await turns()
    writer.say("two")
    await turns()
    assert peer.failures == [WRITE_ERROR]


@dataclass
class Flushed:
    log: list[str]
    name: str
    then: Callable[[], None] = lambda: None

    def flush(self) -> None:
        self.log.append(self.name)
        self.then()


class TestPost:
    async def test_a_large_crowd_leaves_room_for_others_at_first_often(self) -> None:
        post = Post()
        for _ in range(2):
            log: list[str] = []
            for number in range(300):
                post.soon(Flushed(log, str(number)))
            after_turns = []
            while len(log) < 300:
                await asyncio.sleep(0)
                after_turns.append(len(log))
            assert after_turns == [4, 12, 28, 60, 124, 252, 300]
            assert log == [str(number) for number in range(300)]

    async def test_who_comes_during_a_sweep_is_not_forgotten(self) -> None:
        post, log = Post(), list[str]()
        post.soon(Flushed(log, "first", lambda: post.soon(Flushed(log, "second"))))
        await turns()
        assert log == ["first", "second"]

    async def test_those_of_one_window_leave_together(self) -> None:
        post, log = Post(), list[str]()
        post.later(Flushed(log, "first"), 0.02)
        await asyncio.sleep(0.01)
        post.later(Flushed(log, "second"), 0.02)
        assert log == []
        await asyncio.sleep(0.03)
        assert log == ["first", "second"]
        post.later(Flushed(log, "third"), 0.001)
        await asyncio.sleep(0.02)
        assert log[2:] == ["third"]


async def test_our_own_server_offers_it_and_the_engine_takes_it(person: Person) -> None:
    async with house(MemoryFeed()) as found, connect(found.url, compression=None):
        await found.settled(lambda: bool(found.engine.connections))
        (connection,) = found.engine.connections
        assert isinstance(connection.writer._wire, FrameWire)


def test_both_sides_name_the_extension_alike() -> None:
    async def send(_message: object) -> None: ...

    offered = {
        "extensions": {server_sockets.EXTENSION: {"write": lambda _: None, "writable": asyncio.Event()}}
    }
    assert isinstance(wire(offered, send, Press()), FrameWire)
    assert not isinstance(wire({}, send, Press()), FrameWire)
