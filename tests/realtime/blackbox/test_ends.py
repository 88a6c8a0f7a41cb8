"""The ways in which a connection ends, and which of them the browser's SDK takes for the last word."""

import pytest
from websockets.asyncio.client import connect

from career.feed import Disconnect, Feed
from realtime.limits import Limits
from tests.realtime.blackbox.steps import connected, offsets, subscribed, tell
from tests.support.redis_server import RedisServer
from tests.support.sockets import Browser, House, Person, house

_TOO_LARGE = 3
"""What the SDK calls a close with 1009."""


class TestForGood:
    async def test_what_is_no_frame(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("raw", frame="nonsense")
        assert (await tab.hear("disconnected"))["code"] == 3501
        await sockets.settled(lambda: not sockets.engine.connections)

    async def test_a_frame_that_is_too_large(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("rpc", method="echo", data={"word": "x" * 65_000}, tag="fits")
        assert await tab.hear("rpc", tag="fits")
        tab.do("rpc", method="echo", data={"word": "x" * 66_000}, tag="large")
        assert (await tab.hear("disconnected"))["code"] == _TOO_LARGE
        assert sockets.engine.counts.closes["1009"] == 1

    async def test_a_token_that_is_too_long(self, journal: Feed, tab: Browser, person: Person) -> None:
        """Whoever signed it."""
        async with house(journal, limits=Limits().model_copy(update={"token_bytes": 100})) as sockets:
            tab.connect(sockets.port, sockets.guests.token(person))
            assert (await tab.hear("disconnected"))["code"] == 3500


class TestToComeBack:
    async def test_too_many_commands(self, journal: Feed, tab: Browser, person: Person) -> None:
        async with house(journal, limits=Limits(command_burst=10, commands_per_second=1)) as sockets:
            await connected(tab, sockets, person)
            steps = [{"command": "rpc", "method": "none", "tag": number} for number in range(20)]
            tab.do("batch", steps=steps)
            await tab.hear("connecting", code=3013)
            await tab.hear("connected")
            assert len(tab.heard("rpc-error", code=104)) == 9

    async def test_an_order_to_do_so(self, sockets: House, tab: Browser, person: Person) -> None:
        channel = await subscribed(tab, sockets, person)
        await sockets.feed.tell(Disconnect(user=person.id, code=3011))
        await tab.hear("connecting", code=3011)
        await tell(sockets.feed, channel, 0, 2)
        await tab.hear("publication", channel=channel, offset=2)
        assert offsets(tab, channel) == [1, 2]

    @pytest.mark.parametrize("limit", ["connections", "waiting_connections"])
    async def test_no_room_for_it(self, journal: Feed, tab: Browser, person: Person, limit: str) -> None:
        async with house(journal, limits=Limits.model_validate({limit: 1})) as sockets:
            async with connect(sockets.url):
                tab.connect(sockets.port, sockets.guests.token(person))
                await tab.hear("error")
                assert not tab.heard("connected")
            await tab.hear("connected")
            assert sockets.engine.counts.refusals["503"] >= 1

    async def test_offline_and_online(self, sockets: House, tab: Browser, person: Person) -> None:
        channel = await subscribed(tab, sockets, person)
        for start in (0, 2, 4):
            tab.do("network", event="offline")
            await tab.hear("connecting", reason="transport closed")
            await tell(sockets.feed, channel, start, start + 2)
            tab.do("network", event="online")
            assert (await tab.hear("subscribed", channel=channel))["recovered"] is True
        await tab.hear("publication", channel=channel, offset=6)
        assert offsets(tab, channel) == [1, 2, 3, 4, 5, 6]


class TestStaying:
    async def test_pings_are_answered_and_what_is_sent_is_not(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        (connection,) = sockets.engine.connections
        for _ in range(3):
            tab.do("send", data={"nobody": "answers"})
            while not connection.pinged:
                sockets.engine.pulse.tick()
            await sockets.settled(lambda: not connection.pinged)
        tab.do("rpc", method="echo", data={"word": "still here"}, tag="r")
        await tab.hear("rpc", tag="r")
        assert len(tab.heard("connecting")) == 1
        assert sockets.engine.counts.commands["send", "ok"] == 3

    async def test_many_commands_in_one_frame_are_answered_in_order_and_in_one_frame(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        before = sockets.engine.counts.frames
        tab.do("batch", steps=[{"command": "rpc", "method": "none", "tag": number} for number in range(60)])
        await tab.hear("rpc-error", tag=59)
        assert [said["tag"] for said in tab.heard("rpc-error", code=104)] == list(range(60))
        assert sockets.engine.counts.frames == before + 1

    async def test_a_database_that_does_not_answer_is_asked_again(
        self, journal: Feed, tab: Browser, person: Person
    ) -> None:
        async with house(journal, limits=Limits(command_seconds=0.3)) as sockets:
            await connected(tab, sockets, person)
            channel = sockets.guests.channel(person)
            sockets.guests.awake.clear()
            tab.do("subscribe", channel=channel)
            assert (await tab.hear("subscription-error", within=2))["code"] == 100
            assert channel not in sockets.engine.hub.topics
            sockets.guests.awake.set()
            await tab.hear("subscribed", channel=channel)

    async def test_a_journal_that_does_not_answer_costs_two_seconds(
        self, sockets: House, tab: Browser, person: Person, killable_redis: RedisServer
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        killable_redis.pause()
        try:
            tab.do("history", channel=channel, limit=1, tag="stuck")
            assert (await tab.hear("history-error", tag="stuck", within=3))["code"] == 100
        finally:
            killable_redis.resume()
        tab.do("history", channel=channel, limit=1, tag="again")
        assert (await tab.hear("history", tag="again"))["offset"] == 0
        assert len(tab.heard("connecting")) == 1
