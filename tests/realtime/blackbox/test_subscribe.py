"""The browser's SDK watches channels, loses them, and finds them again."""

from uuid import uuid4

from career.feed import Feed, Unsubscribe
from career.feed.orders import Subscribe
from realtime.limits import Limits
from tests.realtime.blackbox.steps import connected, offsets, skip, subscribed, tell
from tests.support.sockets import KEPT, Browser, House, Person, house


class TestSubscribe:
    async def test_a_stranger_is_refused_for_good(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=f"generation:{uuid4()}")
        assert (await tab.hear("unsubscribed"))["code"] == 103

    async def test_a_name_that_is_none_is_refused(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("subscribe", channel="generation:1")
        assert (await tab.hear("unsubscribed"))["code"] == 102

    async def test_a_name_that_is_too_long_is_refused(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        tab.do("subscribe", channel="x" * 256)
        assert (await tab.hear("unsubscribed"))["code"] == 107

    async def test_one_channel_too_many_is_refused(self, journal: Feed, tab: Browser, person: Person) -> None:
        async with house(journal, limits=Limits(channels=2)) as sockets:
            await subscribed(tab, sockets, person)
            tab.do("subscribe", channel=sockets.guests.channel(person))
            assert (await tab.hear("unsubscribed"))["code"] == 106

    async def test_what_the_server_subscribed_is_not_the_clients(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=person.channel)
        assert (await tab.hear("unsubscribed"))["code"] == 105

    async def test_publications_arrive_in_order_and_are_recovered(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        await tell(sockets.feed, channel, 0, 100)
        await tab.hear("publication", channel=channel, offset=100)
        tab.do("disconnect")
        await tab.hear("disconnected")
        await tell(sockets.feed, channel, 100, 150)
        tab.do("reconnect")
        said = await tab.hear("subscribed")
        assert said["recovered"] is True
        await tell(sockets.feed, channel, 150, 200)
        await tab.hear("publication", channel=channel, offset=200)
        assert offsets(tab, channel) == list(range(1, 201))

    async def test_more_than_can_be_replayed_is_an_honest_no(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person, "room")
        tab.do("disconnect")
        await tab.hear("disconnected")
        for number in range(101):
            await sockets.feed.append(channel, f'{{"data":{number}}}', KEPT)
        tab.do("reconnect")
        said = await tab.hear("subscribed")
        assert (said["wasRecovering"], said["recovered"]) == (True, False)
        assert offsets(tab, channel) == []

    async def test_subscribing_and_leaving_in_one_tick(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        tab.do("toggle", channel=channel, times=20)
        tab.do("history", channel=channel, limit=0, tag="last")
        await tab.hear("history", tag="last")
        await tell(sockets.feed, channel, 0, 3)
        await tab.hear("publication", offset=3)
        assert offsets(tab, channel) == [1, 2, 3]


class TestLostPositions:
    async def test_a_gap_is_told_and_recovered(self, sockets: House, tab: Browser, person: Person) -> None:
        channel = await subscribed(tab, sockets, person)
        await tell(sockets.feed, channel, 0, 3)
        await tab.hear("publication", offset=3)
        skip(sockets, channel)
        assert (await tab.hear("subscribing", code=2500))["channel"] == channel
        assert (await tab.hear("subscribed"))["recovered"] is True
        await tell(sockets.feed, channel, 3, 6)
        await tab.hear("publication", offset=6)
        assert offsets(tab, channel) == [1, 2, 3, 4, 5, 6]

    async def test_state_is_loaded_first_and_again_when_it_cannot_be_recovered(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = sockets.guests.channel(person, "import")
        before = await sockets.feed.position(channel)
        tab.do("state", channel=channel, value={"offset": before.offset, "epoch": before.epoch})
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=channel, getState=True)
        await tab.hear("getState")
        await tab.hear("subscribed")
        tab.do("state", channel=channel, value={"offset": 0, "epoch": "otherone"})
        tab.do("disconnect")
        await tab.hear("disconnected")
        assert await sockets.feed.renew(channel, before.epoch)
        tab.do("reconnect")
        # 112, then the state again; the test hands out a position that fits at the second try.
        await tab.hear("getState")
        now = await sockets.feed.position(channel)
        tab.do("state", channel=channel, value={"offset": now.offset, "epoch": now.epoch})
        await tab.hear("subscribed")


class TestByTheServer:
    """Subscriptions that the client did not ask for, made and ended while it is connected."""

    async def test_all_of_them_are_there_from_the_start_and_recovered(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        also = tuple(f"room:{uuid4()}" for _ in range(3))
        sockets.guests.more[person.id] = also
        await connected(tab, sockets, person)
        assert {str((await tab.hear("server-subscribed"))["channel"]) for _ in range(4)} == {
            person.channel,
            *also,
        }
        tab.do("disconnect")
        await tab.hear("disconnected")
        for channel in also:
            await sockets.feed.append(channel, '{"data":1}', KEPT)
        tab.do("reconnect")
        for channel in also:
            assert (await tab.hear("server-subscribed", channel=channel))["recovered"] is True
            await tab.hear("publication", channel=channel, offset=1)

    async def test_one_begins_and_ends_meanwhile(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        await tab.hear("server-subscribed")
        channel = sockets.guests.channel(person)
        await tell(sockets.feed, channel, 0, 2)
        await sockets.feed.tell(Subscribe(user=person.id, channel=channel))
        assert (await tab.hear("server-subscribed"))["channel"] == channel
        await tell(sockets.feed, channel, 2, 3)
        await tab.hear("publication", channel=channel, offset=3)
        tab.do("cut")
        await tab.hear("connected")
        await tab.hear("server-unsubscribed", channel=channel)
        await sockets.feed.tell(Subscribe(user=person.id, channel=channel))
        await tab.hear("server-subscribed", channel=channel)
        await sockets.feed.tell(Unsubscribe(user=person.id, channel=channel))
        await tab.hear("server-unsubscribed", channel=channel)
        (connection,) = sockets.engine.connections
        assert set(connection.members) == {person.channel}
        assert connection.own == (person.channel,)

    async def test_a_name_that_is_none_begins_nothing(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        for channel in ("nowhere", person.channel):
            await sockets.feed.tell(Subscribe(user=person.id, channel=channel))
        channel = sockets.guests.channel(person)
        await sockets.feed.tell(Subscribe(user=person.id, channel=channel))
        await tab.hear("server-subscribed", channel=channel)
        assert len(tab.heard("server-subscribed")) == 2
