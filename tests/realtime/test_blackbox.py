"""The browser's SDK against a running engine on a real Redis."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from career.events import ExportFinished, GenerationGrew
from career.feed import Disconnect, Feed, Invalidate, Unsubscribe
from tests.support.redis_server import RedisServer
from tests.support.sockets import Browser, House, Person


def grew(number: int) -> GenerationGrew:
    return GenerationGrew(attempt=1, at=number, text="x")


async def tell(feed: Feed, channel: str, start: int, end: int) -> None:
    for number in range(start, end):
        await feed.publish(channel, grew(number))


def offsets(tab: Browser, channel: str) -> list[object]:
    return [said["offset"] for said in tab.publications(channel)]


async def connected(tab: Browser, sockets: House, person: Person) -> None:
    tab.connect(sockets.port, sockets.guests.token(person), next=[sockets.guests.token(person)] * 5)
    await tab.hear("connected")


class TestConnect:
    async def test_the_own_channel_is_there_from_the_start(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        said = await tab.hear("server-subscribed")
        assert said["channel"] == person.channel
        event = ExportFinished(export_id=uuid4(), status="completed")
        await sockets.feed.publish(person.channel, event)
        said = await tab.hear("publication")
        assert (said["channel"], said["offset"]) == (person.channel, 1)
        assert said["data"] == event.model_dump(mode="json")

    async def test_an_expired_token_is_fetched_anew(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        stale = sockets.guests.token(person, life=timedelta(minutes=-5))
        tab.connect(sockets.port, stale, next=[sockets.guests.token(person)])
        await tab.hear("getToken")
        await tab.hear("connected")

    async def test_a_foreign_token_ends_it(self, sockets: House, tab: Browser) -> None:
        tab.connect(sockets.port, "not-a-token")
        assert (await tab.hear("disconnected"))["code"] == 3500

    async def test_an_ended_session_ends_it(self, sockets: House, tab: Browser, person: Person) -> None:
        sockets.guests.ended.add(person.session_id)
        tab.connect(sockets.port, sockets.guests.token(person))
        assert (await tab.hear("disconnected"))["code"] == 3503

    async def test_without_the_database_it_tries_again(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        sockets.guests.broken = True
        tab.connect(sockets.port, sockets.guests.token(person))
        await tab.hear("error")
        sockets.guests.broken = False
        await tab.hear("connected")

    async def test_what_was_told_while_away_arrives_in_order(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        event = ExportFinished(export_id=uuid4(), status="completed")
        await sockets.feed.publish(person.channel, event)
        await tab.hear("publication")
        tab.do("disconnect")
        await tab.hear("disconnected")
        for _ in range(3):
            await sockets.feed.publish(person.channel, event)
        tab.do("reconnect")
        await tab.hear("publication", offset=4)
        assert offsets(tab, person.channel) == [1, 2, 3, 4]


class TestSubscribe:
    async def test_a_stranger_is_refused_for_good(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=f"generation:{uuid4()}")
        assert (await tab.hear("unsubscribed"))["code"] == 103

    async def test_a_name_that_is_none_is_refused(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("subscribe", channel="generation:1")
        assert (await tab.hear("unsubscribed"))["code"] == 102

    async def test_publications_arrive_in_order_and_are_recovered(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = sockets.guests.channel(person)
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=channel)
        await tab.hear("subscribed")
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

    async def test_subscribing_and_leaving_in_one_tick(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = sockets.guests.channel(person)
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=channel)
        await tab.hear("subscribed")
        tab.do("toggle", channel=channel, times=20)
        tab.do("history", channel=channel, limit=0, tag="last")
        await tab.hear("history", tag="last")
        await tell(sockets.feed, channel, 0, 3)
        await tab.hear("publication", offset=3)
        assert offsets(tab, channel) == [1, 2, 3]

    async def test_connecting_and_leaving_in_one_tick(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        tab.do("hop", times=10)
        await tab.hear("connected")
        await sockets.settled(lambda: len(sockets.engine.connections) == 1)

    async def test_history_and_its_errors(self, sockets: House, tab: Browser, person: Person) -> None:
        channel = sockets.guests.channel(person)
        await tell(sockets.feed, channel, 0, 5)
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=channel)
        said = await tab.hear("subscribed")
        tab.do("history", channel=channel, limit=2, reverse=True, tag="newest")
        found = await tab.hear("history", tag="newest")
        publications = found["publications"]
        assert isinstance(publications, list)
        assert [entry["offset"] for entry in publications] == [5, 4]
        tab.do("history", channel=channel, limit=2, since={"offset": 1, "epoch": "otherone"}, tag="other")
        assert (await tab.hear("history-error", tag="other"))["code"] == 112
        assert said["streamPosition"] == {"offset": 5, "epoch": found["epoch"]}


class TestOrders:
    async def test_a_revoked_membership_ends_the_subscription(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = sockets.guests.channel(person)
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=channel)
        await tab.hear("subscribed")
        sockets.guests.members.clear()
        await sockets.feed.tell(Unsubscribe(user=person.id, channel=channel))
        assert (await tab.hear("unsubscribed"))["code"] == 2000
        tab.do("subscribe", channel=channel)
        assert (await tab.hear("unsubscribed"))["code"] == 103

    async def test_a_logout_closes_that_session_alone(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        await sockets.feed.tell(Disconnect(user=person.id, sid=uuid4()))
        await sockets.feed.tell(Disconnect(user=person.id, sid=person.session_id))
        assert (await tab.hear("disconnected"))["code"] == 3503
        assert person.session_id in sockets.guests.forgotten
        assert not [said for said in tab.events if said["event"] == "connecting" and said["code"] == 3503]

    async def test_invalidated_state_is_asked_for_again(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = sockets.guests.channel(person)
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=channel)
        await tab.hear("subscribed")
        await sockets.feed.tell(Invalidate(channel=channel))
        assert (await tab.hear("subscribing", code=2502))["channel"] == channel
        await tab.hear("subscribed")


class TestRefresh:
    async def test_a_token_that_runs_out_is_refreshed_in_place(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        token = sockets.guests.token(person, life=timedelta(seconds=2))
        tab.connect(sockets.port, token, next=[sockets.guests.token(person)])
        await tab.hear("connected")
        await tab.hear("getToken")
        await asyncio.sleep(0.3)
        tab.do("rpc", method="echo", data={"word": "still here"}, tag="r")
        assert (await tab.hear("rpc", tag="r"))["data"] == {"word": "still here"}
        assert not [said for said in tab.events if said["event"] == "disconnected"]

    async def test_an_expired_one_brings_it_back_with_another(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        token = sockets.guests.token(person, life=timedelta(seconds=2))
        stale = sockets.guests.token(person, life=timedelta(minutes=-5))
        tab.connect(
            sockets.port, token, next=[stale, sockets.guests.token(person), sockets.guests.token(person)]
        )
        await tab.hear("connected")
        await tab.hear("connecting", code=3005)
        await tab.hear("connected")


class TestRpc:
    async def test_results_and_errors(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("rpc", method="echo", data={"word": "hello"}, tag="good")
        tab.do("rpc", method="echo", data={"wort": "hello"}, tag="invalid")
        tab.do("rpc", method="shout", data={}, tag="unknown")
        assert (await tab.hear("rpc", tag="good"))["data"] == {"word": "hello"}
        said = await tab.hear("rpc-error", tag="invalid")
        assert (said["code"], said["message"]) == (422, "invalid")
        assert (await tab.hear("rpc-error", tag="unknown"))["code"] == 104


class TestRedisRestarts:
    async def test_with_its_data_nothing_is_lost(
        self, sockets: House, tab: Browser, person: Person, killable_redis: RedisServer
    ) -> None:
        channel = sockets.guests.channel(person)
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=channel)
        await tab.hear("subscribed")
        await tell(sockets.feed, channel, 0, 20)
        await killable_redis.restart()
        await tell(sockets.feed, channel, 20, 40)
        await tab.hear("publication", channel=channel, offset=40)
        assert offsets(tab, channel) == list(range(1, 41))

    async def test_empty_the_client_is_told_that_it_missed_something(
        self, sockets: House, tab: Browser, person: Person, killable_redis: RedisServer
    ) -> None:
        channel = sockets.guests.channel(person)
        await connected(tab, sockets, person)
        tab.do("subscribe", channel=channel)
        await tab.hear("subscribed")
        await tell(sockets.feed, channel, 0, 3)
        await tab.hear("publication", channel=channel, offset=3)
        await killable_redis.restart(empty=True)
        said = await tab.hear("subscribed", channel=channel, within=15)
        assert (said["wasRecovering"], said["recovered"]) == (True, False)
        await tell(sockets.feed, channel, 0, 1)
        await tab.hear("publication", channel=channel, offset=1)
