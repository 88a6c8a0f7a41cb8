"""What the sockets count, with labels that no client can make up."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from prometheus_client import CollectorRegistry
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from career.events import GenerationStarted
from career.feed import MemoryFeed
from tests.realtime.blackbox.steps import skip
from tests.support.sockets import House, Person, house

Sample = float | None


@pytest.fixture
async def counted() -> AsyncIterator[tuple[House, CollectorRegistry]]:
    async with house(MemoryFeed()) as found:
        registry = CollectorRegistry()
        registry.register(found.engine.collector())
        yield found, registry


class Client:
    """Sends one command at a time and waits for its reply."""

    def __init__(self, wire: ClientConnection) -> None:
        self._wire = wire
        self._number = 0

    async def ask(self, **command: object) -> dict[str, object]:
        self._number += 1
        await self._wire.send(json.dumps({"id": self._number, **command}))
        async with asyncio.timeout(5):
            while True:
                for line in str(await self._wire.recv()).split("\n"):
                    said: dict[str, object] = json.loads(line)
                    if said.get("id") == self._number:
                        return said


async def test_commands_are_counted_by_kind_and_outcome(counted: tuple[House, CollectorRegistry]) -> None:
    sockets, registry = counted
    person = Person()
    channel = sockets.guests.channel(person)

    def commands(command: str, outcome: str) -> Sample:
        return registry.get_sample_value("realtime_commands_total", {"command": command, "outcome": outcome})

    def rpcs(method: str, outcome: str) -> Sample:
        return registry.get_sample_value("realtime_rpc_seconds_count", {"method": method, "outcome": outcome})

    async with connect(sockets.url, compression=None) as wire:
        client = Client(wire)
        await client.ask(connect={"token": sockets.guests.token(person)})
        await client.ask(subscribe={"channel": channel})
        await client.ask(subscribe={"channel": channel})
        await client.ask(history={"channel": channel})
        await client.ask(rpc={"method": "echo", "data": {"word": "a"}})
        await client.ask(rpc={"method": "echo", "data": {"words": "a"}})
        for number in range(3):
            await client.ask(rpc={"method": f"made.up{number}"})
        assert commands("connect", "ok") == 1
        assert (commands("subscribe", "ok"), commands("subscribe", "105")) == (1, 1)
        assert commands("history", "ok") == 1
        assert (commands("rpc", "ok"), commands("rpc", "422"), commands("rpc", "104")) == (1, 1, 3)
        assert (rpcs("echo", "ok"), rpcs("echo", "422")) == (1, 1)
        assert rpcs("made.up0", "104") is None
        await wire.send("{")
        await wire.wait_closed()
    assert registry.get_sample_value("realtime_closes_total", {"code": "3501"}) == 1


async def test_gauges_show_what_is_there_and_closes_who_left(
    counted: tuple[House, CollectorRegistry],
) -> None:
    sockets, registry = counted
    person = Person()
    channel = sockets.guests.channel(person)
    async with connect(sockets.url, compression=None) as wire:
        await sockets.settled(lambda: registry.get_sample_value("realtime_waiting_connections") == 1)
        client = Client(wire)
        await client.ask(connect={"token": sockets.guests.token(person)})
        await client.ask(subscribe={"channel": channel})
        assert registry.get_sample_value("realtime_connections") == 1
        assert registry.get_sample_value("realtime_waiting_connections") == 0
        assert registry.get_sample_value("realtime_subscriptions") == 2
        assert registry.get_sample_value("realtime_topics") == 2
        assert registry.get_sample_value("realtime_journal_down_seconds") == 0
        await sockets.feed.publish(channel, GenerationStarted(attempt=1))
        await wire.recv()
        assert registry.get_sample_value("realtime_publications_total") == 1
        assert registry.get_sample_value("realtime_deliveries_total") == 1
    await sockets.settled(lambda: registry.get_sample_value("realtime_connections") == 0)
    assert registry.get_sample_value("realtime_subscriptions") == 0
    assert registry.get_sample_value("realtime_closes_total", {"code": "client"}) == 1


async def test_recoveries_are_counted_by_their_result(counted: tuple[House, CollectorRegistry]) -> None:
    sockets, registry = counted
    person = Person()
    channel = sockets.guests.channel(person)
    position = await sockets.feed.publish(channel, GenerationStarted(attempt=1))
    async with connect(sockets.url, compression=None) as wire:
        client = Client(wire)
        await client.ask(connect={"token": sockets.guests.token(person)})
        for epoch in (position.epoch, "strange"):
            await client.ask(subscribe={"channel": channel, "recover": True, "offset": 1, "epoch": epoch})
            await client.ask(unsubscribe={"channel": channel})
    assert registry.get_sample_value("realtime_recoveries_total", {"result": "recovered"}) == 1
    assert registry.get_sample_value("realtime_recoveries_total", {"result": "failed"}) == 1


async def test_a_gap_that_was_found_is_counted_by_how(counted: tuple[House, CollectorRegistry]) -> None:
    sockets, registry = counted
    person = Person()
    channel = sockets.guests.channel(person)
    async with connect(sockets.url, compression=None) as wire:
        client = Client(wire)
        await client.ask(connect={"token": sockets.guests.token(person)})
        await client.ask(subscribe={"channel": channel})
        skip(sockets, channel)
    assert registry.get_sample_value("realtime_insufficient_total", {"cause": "gap"}) == 1


async def test_handshakes_that_are_refused_are_counted(counted: tuple[House, CollectorRegistry]) -> None:
    sockets, registry = counted
    with pytest.raises(InvalidStatus):
        await connect(sockets.url, additional_headers={"Origin": "https://evil.example"})
    sockets.engine.draining = True
    with pytest.raises(InvalidStatus):
        await connect(sockets.url)
    assert registry.get_sample_value("realtime_refusals_total", {"status": "403"}) == 1
    assert registry.get_sample_value("realtime_refusals_total", {"status": "503"}) == 1
