"""What happens to a socket while one of its commands waits for the database."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import structlog
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from career.feed import Disconnect, MemoryFeed, Notice, Subscribe, Unsubscribe
from realtime.protocol import SHUTDOWN
from tests.support.sockets import House, Person, house, until

JsonObject = dict[str, object]


@pytest.fixture
async def found() -> AsyncIterator[House]:
    async with house(MemoryFeed()) as opened:
        yield opened


@pytest.fixture
async def wire(found: House) -> AsyncIterator[ClientConnection]:
    async with connect(found.url, compression=None, ping_interval=None) as opened:
        yield opened


async def say(wire: ClientConnection, *commands: JsonObject) -> None:
    await wire.send("\n".join(json.dumps(command) for command in commands))


async def answer(wire: ClientConnection, number: int) -> JsonObject:
    async with asyncio.timeout(5):
        while True:
            for line in str(await wire.recv()).split("\n"):
                said: JsonObject = json.loads(line)
                if said.get("id") == number:
                    return said


async def arrived(found: House, wire: ClientConnection, person: Person) -> None:
    await say(wire, {"id": 1, "connect": {"token": found.guests.token(person)}})
    await answer(wire, 1)


async def subscribing(found: House, wire: ClientConnection, channel: str) -> None:
    """A command, number 2, that waits for the database until `awake` is set."""
    found.guests.awake.clear()
    await say(wire, {"id": 2, "subscribe": {"channel": channel}})
    await asyncio.sleep(0.05)


async def obeyed(found: House, wire: ClientConnection, person: Person) -> None:
    """The orders told before this have been carried out."""
    await found.feed.tell(Notice(user=person.id, data="done"))
    async with asyncio.timeout(5):
        while "done" not in str(await wire.recv()):
            pass


class TestSubscribing:
    async def test_an_order_subscribes_to_the_same_channel_meanwhile(
        self, found: House, wire: ClientConnection, person: Person
    ) -> None:
        channel = found.guests.channel(person)
        await arrived(found, wire, person)
        await subscribing(found, wire, channel)
        await found.feed.tell(Subscribe(user=person.id, channel=channel))
        await obeyed(found, wire, person)
        found.guests.awake.set()
        assert (await answer(wire, 2))["error"] == {"code": 105, "message": "already subscribed"}
        assert len(found.engine.hub.topics[channel].members) == 1
        await wire.close()
        await found.settled(lambda: not found.engine.hub.topics[channel].members)

    async def test_a_right_that_is_taken_away_meanwhile_is_none(
        self, found: House, wire: ClientConnection, person: Person
    ) -> None:
        channel = found.guests.channel(person)
        await arrived(found, wire, person)
        await subscribing(found, wire, channel)
        found.guests.members.clear()
        await found.feed.tell(Unsubscribe(user=person.id, channel=channel))
        await obeyed(found, wire, person)
        found.guests.awake.set()
        assert (await answer(wire, 2))["error"] == {"code": 103, "message": "permission denied"}
        assert not await found.engine.watching.allows(person.id, channel)

    async def test_the_socket_is_closed_meanwhile(
        self, found: House, wire: ClientConnection, person: Person
    ) -> None:
        channel = found.guests.channel(person)
        await arrived(found, wire, person)
        (connection,) = found.engine.connections
        await subscribing(found, wire, channel)
        connection.close(SHUTDOWN)
        found.guests.awake.set()
        await found.settled(lambda: not found.engine.connections)
        assert channel not in found.engine.hub.topics
        assert found.engine.counts.commands["subscribe", "closed"] == 1


class TestConnecting:
    async def test_the_socket_is_closed_meanwhile(
        self, found: House, wire: ClientConnection, person: Person
    ) -> None:
        found.guests.awake.clear()
        await say(wire, {"id": 1, "connect": {"token": found.guests.token(person)}})
        await found.settled(lambda: bool(found.engine.connections))
        (connection,) = found.engine.connections
        await asyncio.sleep(0.05)
        connection.close(SHUTDOWN)
        found.guests.awake.set()
        await found.settled(lambda: not found.engine.connections)
        assert person.channel not in found.engine.hub.topics
        assert not found.engine.of(person.id)
        assert found.engine.counts.commands["connect", "closed"] == 1
        assert found.engine.counts.closes == {"3001": 1}

    async def test_its_session_ends_meanwhile(
        self, found: House, wire: ClientConnection, person: Person
    ) -> None:
        found.guests.awake.clear()
        await say(wire, {"id": 1, "connect": {"token": found.guests.token(person)}})
        await asyncio.sleep(0.05)
        found.guests.ended.add(person.session_id)
        await found.feed.tell(Disconnect(user=person.id, sid=person.session_id))
        await found.settled(lambda: person.session_id in found.guests.forgotten)
        found.guests.awake.set()
        with pytest.raises(ConnectionClosed) as closed:
            await answer(wire, 1)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 3503


async def test_however_often_memberships_are_to_be_asked_again_they_are_asked_once_at_a_time(
    found: House, wire: ClientConnection, person: Person
) -> None:
    await arrived(found, wire, person)
    (connection,) = found.engine.connections
    busy = len(asyncio.all_tasks())
    for _ in range(2):
        found.guests.awake.clear()
        for _ in range(40):
            found.engine.rechecks.now(connection)
        assert len(asyncio.all_tasks()) == busy + 1
        found.guests.awake.set()
        await until(lambda: len(asyncio.all_tasks()) == busy)


class TestAnOrderThatWasNotHeard:
    """A right that ended without a word here is found out all the same."""

    async def watching(self, found: House, wire: ClientConnection, person: Person) -> str:
        channel = found.guests.channel(person)
        await arrived(found, wire, person)
        await say(wire, {"id": 2, "subscribe": {"channel": channel}})
        await answer(wire, 2)
        found.guests.members.clear()
        return channel

    async def ended(self, wire: ClientConnection, channel: str) -> None:
        push = {"channel": channel, "unsubscribe": {"code": 2000, "reason": "server unsubscribe"}}
        async with asyncio.timeout(5):
            while json.dumps({"push": push}, separators=(",", ":")) not in str(await wire.recv()).split("\n"):
                pass

    async def test_by_the_next_token(self, found: House, wire: ClientConnection, person: Person) -> None:
        channel = await self.watching(found, wire, person)
        await say(wire, {"id": 3, "refresh": {"token": found.guests.token(person)}})
        await self.ended(wire, channel)

    async def test_when_the_journal_is_heard_again(
        self, found: House, wire: ClientConnection, person: Person
    ) -> None:
        found.engine.rechecks.over = 0.05
        channel = await self.watching(found, wire, person)
        assert isinstance(found.feed, MemoryFeed)
        for listener in list(found.feed.listeners):
            listener.cut()
        await self.ended(wire, channel)


async def test_a_crash_is_told_to_the_log_without_the_words_of_its_error(
    found: House, wire: ClientConnection, person: Person
) -> None:
    found.guests.broken = True
    with structlog.testing.capture_logs() as logged:
        await say(wire, {"id": 1, "connect": {"token": found.guests.token(person)}})
        await answer(wire, 1)
    (line,) = [line for line in logged if line["event"] == "command failed"]
    assert line["error"] == "ConnectionError"
    assert line["frames"][-1].endswith(" enter")
    assert "the database is away" not in str(logged)
    assert "exc_info" not in line
