"""A browser that does not keep up: it is let go, its memory with it, and it comes back to everything."""

from collections.abc import AsyncIterator

import pytest

from career.events import GenerationGrew
from career.feed import Feed
from realtime.limits import Limits
from tests.realtime.blackbox.steps import connected, offsets, subscribed
from tests.support.sockets import Browser, House, Person, browser, house

QUEUE = 1_000_000


@pytest.fixture
async def sockets(journal: Feed) -> AsyncIterator[House]:
    async with house(journal, limits=Limits(queue_bytes=QUEUE)) as found:
        yield found


async def test_who_does_not_read_is_cut_off_recovers_and_delays_nobody(
    sockets: House, tab: Browser, person: Person
) -> None:
    channel = await subscribed(tab, sockets, person)
    (slow,) = sockets.engine.connections
    largest = told = 0
    async with browser() as quick:
        await connected(quick, sockets, person)
        quick.do("subscribe", channel=channel)
        await quick.hear("subscribed")
        tab.pause()
        try:
            while len(sockets.engine.connections) == 2 and told < 1000:
                told += 1
                await sockets.feed.publish(channel, GenerationGrew(attempt=1, at=told, text="x" * 30_000))
                largest = max(largest, slow.writer.size)
            await quick.hear("publication", offset=told, within=2)
        finally:
            tab.resume()
        assert sockets.engine.counts.closes["3008"] == 1
        assert largest <= QUEUE
        assert offsets(quick, channel) == list(range(1, told + 1))
    # A close frame cannot leave a full socket, so the code seen here may be that of a lost connection.
    await tab.hear("connected")
    said = await tab.hear("subscribed")
    recovered = said["recovered"]
    await sockets.feed.publish(channel, GenerationGrew(attempt=1, at=told, text="x"))
    await tab.hear("publication", offset=told + 1)
    found = offsets(tab, channel)
    assert found == sorted(set(found))
    if recovered:
        assert found == list(range(1, told + 2))


async def test_more_than_a_queue_holds_is_not_replayed_again_and_again(
    sockets: House, tab: Browser, person: Person
) -> None:
    channel = await subscribed(tab, sockets, person)
    tab.do("disconnect")
    await tab.hear("disconnected")
    for _ in range(40):
        await sockets.feed.publish(channel, GenerationGrew(attempt=1, at=0, text="x" * 30_000))
    tab.do("reconnect")
    assert (await tab.hear("subscribed"))["recovered"] is False
    tab.do("history", channel=channel, limit=-1, tag="all")
    found = (await tab.hear("history", tag="all"))["publications"]
    assert isinstance(found, list)
    assert [entry["offset"] for entry in found] == list(range(1, 17))
    assert not sockets.engine.counts.closes["3008"]
