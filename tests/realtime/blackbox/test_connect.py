"""The browser's SDK comes, is refused, and comes back."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from career.events import ExportFinished
from career.feed import Feed
from realtime.limits import Limits
from tests.realtime.blackbox.steps import connected, offsets, skip
from tests.support.processes import free_port
from tests.support.sockets import Browser, House, Person, house


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
        await tab.hear("error", code=109)
        await tab.hear("getToken")
        await tab.hear("connected")

    async def test_a_foreign_token_ends_it(self, sockets: House, tab: Browser) -> None:
        tab.connect(sockets.port, "not-a-token")
        assert (await tab.hear("disconnected"))["code"] == 3500

    async def test_an_ended_session_ends_it(self, sockets: House, tab: Browser, person: Person) -> None:
        sockets.guests.ended.add(person.session_id)
        tab.connect(sockets.port, sockets.guests.token(person))
        assert (await tab.hear("disconnected"))["code"] == 3503

    async def test_one_socket_too_many_ends_it(self, journal: Feed, tab: Browser, person: Person) -> None:
        async with house(journal, limits=Limits(connections_per_user=1)) as sockets:
            await connected(tab, sockets, person)
            (first,) = sockets.engine.connections
            tab.connect(sockets.port, sockets.guests.token(person))
            assert (await tab.hear("disconnected"))["code"] == 3504
            assert first.is_open

    async def test_without_the_database_it_tries_again(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        sockets.guests.broken = True
        tab.connect(sockets.port, sockets.guests.token(person))
        await tab.hear("error", code=100)
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


class TestInOneTick:
    async def test_connecting_and_leaving(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        tab.do("hop", times=10)
        await tab.hear("connected")
        await sockets.settled(lambda: len(sockets.engine.connections) == 1)

    async def test_offline_both_end_where_the_person_left_them(
        self, journal: Feed, tab: Browser, person: Person
    ) -> None:
        """Nobody listens yet, and the tab connects, leaves, subscribes, unsubscribes; then we are there."""
        port = free_port()
        async with house(journal) as elsewhere:
            guests = elsewhere.guests
            wanted, unwanted = (guests.channel(person) for _ in range(2))
            token = guests.token(person)
        tab.connect(port, token)
        await tab.hear("error")
        tab.do("hop", times=10)
        for channel in (wanted, unwanted):
            tab.do("subscribe", channel=channel)
            tab.do("toggle", channel=channel, times=10)
        tab.do("unsubscribe", channel=unwanted)
        async with house(journal, port=port) as sockets:
            # The tokens of the test are all signed alike; only memberships are a house's own.
            sockets.guests.members |= guests.members
            await tab.hear("connected", within=10)
            await tab.hear("subscribed", channel=wanted)
            await sockets.settled(lambda: len(sockets.engine.connections) == 1)
            (connection,) = sockets.engine.connections
            assert set(connection.members) == {person.channel, wanted}


class TestComingBack:
    async def test_drained_it_returns_when_somebody_listens(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        await sockets.engine.drain(0.1)
        await tab.hear("connecting", code=3001)
        await tab.hear("error")
        sockets.engine.draining = False
        await tab.hear("connected")

    async def test_who_did_not_refresh_its_token_is_sent_away(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        (connection,) = sockets.engine.connections
        assert connection.visitor is not None
        assert connection.visitor.expires_at is not None
        long_ago = connection.visitor.expires_at - timedelta(minutes=11)
        connection.visitor = connection.visitor._replace(expires_at=long_ago)
        for _ in range(25):
            sockets.engine.pulse.tick()
        await tab.hear("connecting", code=3005)
        await tab.hear("connected")

    async def test_a_gap_in_its_own_channel_makes_it_recover(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        """A server-side subscription that is told so would be forgotten, so the connection is closed."""
        await connected(tab, sockets, person)
        event = ExportFinished(export_id=uuid4(), status="completed")
        await sockets.feed.publish(person.channel, event)
        await tab.hear("publication", offset=1)
        skip(sockets, person.channel)
        await sockets.feed.publish(person.channel, event)
        await tab.hear("connecting", code=3010)
        await tab.hear("publication", offset=2)
        assert offsets(tab, person.channel) == [1, 2]

    async def test_asleep_it_is_closed_and_awake_it_recovers(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        tab.pause()
        try:
            for _ in range(25 + 8):
                sockets.engine.pulse.tick()
            await sockets.settled(lambda: not sockets.engine.connections)
            await sockets.feed.publish(person.channel, ExportFinished(export_id=uuid4(), status="completed"))
        finally:
            tab.resume()
        await tab.hear("connecting", code=3012)
        await tab.hear("publication", offset=1)


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
        assert not tab.heard("disconnected")

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

    async def test_that_of_somebody_else_ends_it(self, sockets: House, tab: Browser, person: Person) -> None:
        token = sockets.guests.token(person, life=timedelta(seconds=2))
        tab.connect(sockets.port, token, next=[sockets.guests.token(Person())])
        await tab.hear("connected")
        assert (await tab.hear("disconnected"))["code"] == 3500

    async def test_without_the_database_it_tries_again(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        tokens = [
            sockets.guests.token(person, life=timedelta(seconds=2)),
            *[sockets.guests.token(person)] * 3,
        ]
        tab.connect(sockets.port, tokens[0], next=tokens[1:])
        await tab.hear("connected")
        sockets.guests.broken = True
        await tab.hear("error", code=100)
        sockets.guests.broken = False
        await asyncio.sleep(0.1)
        assert not tab.heard("disconnected")
        assert len(sockets.engine.connections) == 1
