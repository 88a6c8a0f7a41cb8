"""What the SDK would never send, and clients that do not read: bare sockets against a running engine."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from career.events import GenerationGrew
from career.feed import MemoryFeed
from realtime.limits import Limits
from tests.support.sockets import ORIGIN, House, Person, house

JsonObject = dict[str, object]


@pytest.fixture
async def quick() -> AsyncIterator[House]:
    """An engine without Redis, with limits that a test can reach."""
    limits = Limits(
        queue_bytes=200_000,
        connect_seconds=1.0,
        write_seconds=1.0,
        connections_per_user=3,
        channels=4,
        command_burst=40,
        commands_per_second=1,
    )
    async with house(MemoryFeed(), limits=limits) as found:
        yield found


@contextlib.asynccontextmanager
async def opened(sockets: House, person: Person) -> AsyncIterator[ClientConnection]:
    async with connect(sockets.url, compression=None, ping_interval=None) as wire:
        await ask(wire, {"id": 1, "connect": {"token": sockets.guests.token(person)}})
        yield wire


async def ask(wire: ClientConnection, *commands: JsonObject) -> JsonObject:
    """The first line of the answer to a frame of these commands."""
    await wire.send("\n".join(json.dumps(command) for command in commands))
    async with asyncio.timeout(5):
        return said(await wire.recv())[0]


def said(frame: str | bytes) -> list[JsonObject]:
    return [json.loads(line) for line in str(frame).split("\n")]


async def closed_with(wire: ClientConnection) -> int:
    try:
        async with asyncio.timeout(8):
            while True:
                await wire.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


class TestHandshake:
    async def test_a_foreign_page_is_refused_before_the_socket_opens(self, quick: House) -> None:
        with pytest.raises(InvalidStatus) as refused:
            await connect(quick.url, origin="https://elsewhere.test")  # type: ignore[arg-type]
        assert refused.value.response.status_code == 403

    async def test_our_own_page_and_a_client_that_is_no_browser_may_come(self, quick: House) -> None:
        async with connect(quick.url, origin=ORIGIN), connect(quick.url):  # type: ignore[arg-type]
            pass

    async def test_while_draining_nobody_may_come(self, quick: House, person: Person) -> None:
        async with opened(quick, person) as wire:
            await quick.engine.drain(0.1)
            assert await closed_with(wire) == 3001
            with pytest.raises(InvalidStatus) as refused:
                await connect(quick.url)
            assert refused.value.response.status_code == 503

    async def test_who_never_connects_is_closed(self, quick: House) -> None:
        async with connect(quick.url) as wire:
            assert await closed_with(wire) == 3502


class TestFrames:
    @pytest.mark.parametrize(
        "frame",
        [
            "nonsense",
            '{"id":1,"subscribe":{"channel":"c"}}',
            "{}",
            '{"id":0,"connect":{}}',
            b"bytes",
        ],
    )
    async def test_before_connect_anything_else_is_a_bad_request(
        self, quick: House, frame: str | bytes
    ) -> None:
        async with connect(quick.url) as wire:
            await wire.send(frame)
            assert await closed_with(wire) == 3501

    async def test_a_second_connect_and_a_pong_without_a_ping(self, quick: House, person: Person) -> None:
        async with opened(quick, person) as wire:
            await wire.send('{"id":2,"connect":{}}')
            assert await closed_with(wire) == 3501
        async with opened(quick, person) as wire:
            await wire.send("{}")
            assert await closed_with(wire) == 3501

    async def test_too_large_and_too_many(self, quick: House, person: Person) -> None:
        async with opened(quick, person) as wire:
            await wire.send('{"id":2,"rpc":{"method":"' + "x" * 70_000 + '"}}')
            assert await closed_with(wire) == 1009
        async with opened(quick, person) as wire:
            await wire.send("\n".join('{"id":2,"unsubscribe":{"channel":"c"}}' for _ in range(50)))
            assert await closed_with(wire) == 3013

    async def test_after_a_connect_error_nothing_is_answered_and_the_socket_closes(
        self, quick: House, person: Person
    ) -> None:
        quick.guests.broken = True
        async with connect(quick.url) as wire:
            token = quick.guests.token(person)
            answer = await ask(
                wire,
                {"id": 1, "connect": {"token": token}},
                {"id": 2, "subscribe": {"channel": person.channel}},
            )
            assert answer == {
                "id": 1,
                "error": {"code": 100, "message": "internal server error", "temporary": True},
            }
            assert await closed_with(wire) == 3000


class TestCommands:
    async def test_the_order_of_the_checks_of_subscribe(self, quick: House, person: Person) -> None:
        async with opened(quick, person) as wire:

            async def code(channel: str) -> object:
                error = (await ask(wire, {"id": 5, "subscribe": {"channel": channel}}))["error"]
                assert isinstance(error, dict)
                return error["code"]

            assert await code("x" * 256) == 107
            assert await code("nowhere") == 102
            assert await code(person.channel) == 105
            assert await code(Person().channel) == 103
            for _ in range(3):
                await ask(wire, {"id": 6, "subscribe": {"channel": quick.guests.channel(person)}})
            assert await code("nowhere") == 102
            assert await code(person.channel) == 106

    async def test_what_is_not_offered(self, quick: House, person: Person) -> None:
        async with opened(quick, person) as wire:
            own = person.channel
            for command, expected in (
                ({"publish": {"channel": own, "data": {}}}, 103),
                ({"presence": {"channel": own}}, 108),
                ({"presence_stats": {"channel": own}}, 108),
                ({"presence": {"channel": "user:other"}}, 103),
                ({"history": {"channel": "user:other"}}, 103),
                ({"sub_refresh": {"channel": own}}, 108),
                ({"rpc": {"method": "none"}}, 104),
            ):
                error = (await ask(wire, {"id": 9, **command}))["error"]
                assert isinstance(error, dict)
                assert error["code"] == expected, command

    async def test_unsubscribe_is_never_an_error(self, quick: House, person: Person) -> None:
        async with opened(quick, person) as wire:
            for channel in ("nowhere", person.channel):
                answer = await ask(wire, {"id": 3, "unsubscribe": {"channel": channel}})
                assert answer == {"id": 3, "unsubscribe": {}}
            assert person.channel in quick.engine.hub.topics

    async def test_while_the_journal_is_down_the_answer_comes_at_once(
        self, quick: House, person: Person
    ) -> None:
        async with opened(quick, person) as wire:
            assert isinstance(quick.feed, MemoryFeed)
            quick.feed.down = True
            for listener in list(quick.feed.listeners):
                listener.cut()
            await quick.settled(lambda: not quick.engine.hub.backend.up)
            async with asyncio.timeout(0.5):
                channel = quick.guests.channel(person)
                answer = await ask(wire, {"id": 3, "subscribe": {"channel": channel}})
            assert answer["error"] == {"code": 100, "message": "internal server error", "temporary": True}

    async def test_one_person_may_have_so_many_sockets(self, quick: House, person: Person) -> None:
        async with contextlib.AsyncExitStack() as stack:
            for _ in range(3):
                await stack.enter_async_context(opened(quick, person))
            wire = await stack.enter_async_context(connect(quick.url))
            await wire.send(
                json.dumps({"id": 1, "connect": {"token": quick.guests.token(person)}}),
            )
            assert await closed_with(wire) == 3504
        await quick.settled(lambda: not quick.engine.connections)
        async with opened(quick, person):
            assert len(quick.engine.connections) == 1


class TestPulse:
    async def test_who_answers_pings_stays_and_who_does_not_is_closed(
        self, quick: House, person: Person
    ) -> None:
        async with opened(quick, person) as wire:
            (connection,) = quick.engine.connections
            for _ in range(3):
                while not connection.pinged:
                    quick.engine.pulse.tick()
                assert said(await wire.recv()) == [{}]
                await wire.send("{}")
                await quick.settled(lambda: not connection.pinged)
            for _ in range(25 + 8):
                quick.engine.pulse.tick()
            assert await closed_with(wire) == 3012


class TestSlowReaders:
    @contextlib.asynccontextmanager
    async def stalled(self, sockets: House, person: Person, channel: str) -> AsyncIterator[None]:
        """A subscriber that has stopped reading, with a receive buffer as small as the kernel allows."""
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.setblocking(False)
        await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", sockets.port))
        wire = await connect(sockets.url, sock=raw, compression=None, ping_interval=None, close_timeout=0.1)
        await ask(wire, {"id": 1, "connect": {"token": sockets.guests.token(person)}})
        await ask(wire, {"id": 2, "subscribe": {"channel": channel}})
        wire.transport.pause_reading()
        try:
            yield
        finally:
            wire.transport.abort()

    async def test_the_queue_is_bounded_and_the_socket_freed(self, quick: House, person: Person) -> None:
        channel = quick.guests.channel(person)
        async with self.stalled(quick, person, channel):
            (connection,) = quick.engine.connections
            largest = 0
            async with asyncio.timeout(20):
                while quick.engine.connections:
                    await quick.feed.publish(channel, GenerationGrew(attempt=1, at=0, text="x" * 30_000))
                    await asyncio.sleep(0.005)
                    largest = max(largest, connection.writer.size)
        assert largest <= 200_000
        assert quick.engine.counts.closes["3008"] == 1

    async def test_a_write_that_never_ends_is_given_up(self, quick: House, person: Person) -> None:
        channel = quick.guests.channel(person)
        async with self.stalled(quick, person, channel):
            (connection,) = quick.engine.connections
            async with asyncio.timeout(10):
                while connection.writer.suspended_at is None:
                    await quick.feed.publish(channel, GenerationGrew(attempt=1, at=0, text="x" * 30_000))
                    await asyncio.sleep(0.005)
            await quick.settled(lambda: not quick.engine.connections, within=10)
        assert quick.engine.counts.closes["3009"] == 1
