"""What the server tells the browser's SDK unasked, and what it answers to rpc."""

from uuid import uuid4

from career.feed import Disconnect, Feed, Invalidate, Notice, Unsubscribe
from tests.realtime.blackbox.steps import connected, offsets, subscribed, tell
from tests.support.redis_server import RedisServer
from tests.support.sockets import Browser, House, Person, house


class TestOrders:
    async def test_a_revoked_membership_ends_the_subscription(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        sockets.guests.members.clear()
        await sockets.feed.tell(Unsubscribe(user=person.id, channel=channel))
        assert (await tab.hear("unsubscribed"))["code"] == 2000
        tab.do("subscribe", channel=channel)
        assert (await tab.hear("unsubscribed"))["code"] == 103

    async def test_it_ends_on_another_process_too(
        self, journal: Feed, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        async with house(journal) as other:
            await other.feed.tell(Unsubscribe(user=person.id, channel=channel))
            assert (await tab.hear("unsubscribed"))["code"] == 2000

    async def test_a_logout_closes_that_session_alone(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        await sockets.feed.tell(Disconnect(user=person.id, sid=uuid4()))
        await sockets.feed.tell(Disconnect(user=person.id, sid=person.session_id))
        assert (await tab.hear("disconnected"))["code"] == 3503
        assert person.session_id in sockets.guests.forgotten
        assert not tab.heard("connecting", code=3503)

    async def test_invalidated_state_is_asked_for_again(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        await sockets.feed.tell(Invalidate(channel=channel))
        assert (await tab.hear("subscribing", code=2502))["channel"] == channel
        assert (await tab.hear("subscribed"))["recovered"] is False

    async def test_invalidated_state_of_its_own_channel_drops_token_and_position(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        await tab.hear("server-subscribed")
        await sockets.feed.tell(Invalidate(channel=person.channel))
        await tab.hear("connecting", code=3014)
        await tab.hear("getToken")
        said = await tab.hear("server-subscribed")
        assert (said["wasRecovering"], said["recovered"]) == (True, False)

    async def test_a_message_comes_without_a_channel(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        await sockets.feed.tell(Notice(user=Person().id, data="for somebody else"))
        await sockets.feed.tell(Notice(user=person.id, data={"text": "Grüße\n"}))
        assert (await tab.hear("message"))["data"] == {"text": "Grüße\n"}


class TestRpc:
    async def test_results_and_errors(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("rpc", method="echo", data={"word": "hello"}, tag="good")
        tab.do("rpc", method="echo", data={"wort": "hello"}, tag="invalid")
        tab.do("rpc", method="shout", data={}, tag="unknown")
        assert (await tab.hear("rpc", tag="good"))["data"] == {"word": "hello"}
        said = await tab.hear("rpc-error", tag="invalid")
        assert (said["code"], said["message"]) == (422, "invalid_request")
        assert (await tab.hear("rpc-error", tag="unknown"))["code"] == 104

    async def test_too_many_are_refused_for_a_while(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        for number in range(7):
            tab.do("rpc", method="echo", data={"word": "again"}, tag=number)
        assert [(await tab.hear("rpc-error", tag=number))["code"] for number in (5, 6)] == [111, 111]
        assert len(tab.heard("rpc")) == 5

    async def test_a_reply_that_is_too_large_is_an_error(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        tab.do("rpc", method="echo_often", data={"word": "x" * 1000}, tag="large")
        assert (await tab.hear("rpc-error", tag="large"))["code"] == 413


class TestRedisRestarts:
    async def test_with_its_data_nothing_is_lost(
        self, sockets: House, tab: Browser, person: Person, killable_redis: RedisServer
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        await tell(sockets.feed, channel, 0, 20)
        await killable_redis.restart()
        await tell(sockets.feed, channel, 20, 40)
        await tab.hear("publication", channel=channel, offset=40)
        assert offsets(tab, channel) == list(range(1, 41))

    async def test_empty_the_client_is_told_that_it_missed_something(
        self, sockets: House, tab: Browser, person: Person, killable_redis: RedisServer
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        await tell(sockets.feed, channel, 0, 3)
        await tab.hear("publication", channel=channel, offset=3)
        await killable_redis.restart(empty=True)
        said = await tab.hear("subscribed", channel=channel, within=15)
        assert (said["wasRecovering"], said["recovered"]) == (True, False)
        await tell(sockets.feed, channel, 0, 1)
        await tab.hear("publication", channel=channel, offset=1)
