"""Who else is there, and who comes and goes, as the browser's SDK sees it."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from career.feed import Feed, Seat, Unsubscribe
from realtime.commands import PRESENCE_CLIENTS
from tests.realtime.blackbox.steps import connected, subscribed
from tests.support.sockets import Browser, House, Person, Said, browser, house


@pytest.fixture
async def second() -> AsyncIterator[Browser]:
    async with browser() as found:
        yield found


async def joined(tab: Browser, sockets: House, person: Person, channel: str) -> str:
    """The id of the tab's client, which is connected and watches that channel."""
    sockets.guests.members.add((person.id, channel))
    client = (await connected(tab, sockets, person))["client"]
    tab.do("subscribe", channel=channel)
    await tab.hear("subscribed", channel=channel)
    return str(client)


async def asked(tab: Browser, channel: str, verb: str) -> Said:
    tag = str(uuid4())
    tab.do("ask", channel=channel, verb=verb, tag=tag)
    return await tab.hear("answer", tag=tag)


async def refused(tab: Browser, channel: str, verb: str) -> object:
    tag = str(uuid4())
    tab.do("ask", channel=channel, verb=verb, tag=tag)
    return (await tab.hear("refusal", tag=tag))["code"]


class TestPresence:
    async def test_two_tabs_of_one_person_are_two_clients_and_one_user(
        self, sockets: House, tab: Browser, second: Browser, person: Person
    ) -> None:
        channel = f"room:{uuid4()}"
        clients = [await joined(each, sockets, person, channel) for each in (tab, second)]
        name = {"name": "Alice"}
        seen = {"user": str(person.id), "conn_info": name, "connInfo": name}
        assert (await asked(tab, channel, "presence"))["clients"] == {
            client: {"client": client, **seen} for client in clients
        }
        stats = await asked(tab, channel, "presenceStats")
        assert (stats["numClients"], stats["numUsers"]) == (2, 1)

    async def test_it_is_seen_across_processes(
        self, journal: Feed, sockets: House, tab: Browser, second: Browser, person: Person
    ) -> None:
        channel, bob = f"room:{uuid4()}", Person(name="Bob")
        async with house(journal) as other:
            await joined(tab, sockets, person, channel)
            client = await joined(second, other, bob, channel)
            said = await tab.hear("join", channel=channel, info=info(client, bob))
            assert said
            stats = await asked(tab, channel, "presenceStats")
            assert (stats["numClients"], stats["numUsers"]) == (2, 2)
            second.do("unsubscribe", channel=channel)
            await tab.hear("leave", channel=channel, info=info(client, bob))
            assert (await asked(tab, channel, "presenceStats"))["numClients"] == 1

    async def test_who_is_no_member_is_told_nothing(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        await connected(tab, sockets, person)
        for verb in ("presence", "presenceStats"):
            assert await refused(tab, f"room:{uuid4()}", verb) == 103

    async def test_where_nobody_is_counted_there_is_no_answer(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        for verb in ("presence", "presenceStats"):
            assert await refused(tab, channel, verb) == 108

    async def test_of_a_crowd_not_all_are_named_but_all_are_counted(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person, "room")
        crowd = [
            Seat(channel, f"client {number}", f'{{"client":"client {number}","user":"user {number % 7}"}}')
            for number in range(PRESENCE_CLIENTS + 200)
        ]
        await sockets.feed.presence.refresh(crowd)
        clients = (await asked(tab, channel, "presence"))["clients"]
        assert isinstance(clients, dict)
        assert len(clients) == PRESENCE_CLIENTS
        stats = await asked(tab, channel, "presenceStats")
        assert (stats["numClients"], stats["numUsers"]) == (len(crowd) + 1, 7 + 1)

    async def test_an_entry_is_made_again_before_it_ends(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = f"room:{uuid4()}"
        client = await joined(tab, sockets, person, channel)
        await sockets.feed.presence.leave(Seat(channel, client, ""))
        (connection,) = sockets.engine.connections
        while not connection.pinged:
            sockets.engine.pulse.tick()
        await asyncio.sleep(0.1)
        clients = (await asked(tab, channel, "presence"))["clients"]
        assert isinstance(clients, dict)
        assert set(clients) == {client}


class TestComingAndGoing:
    async def test_one_hears_oneself_come_and_others_come_and_leave(
        self, sockets: House, tab: Browser, second: Browser, person: Person
    ) -> None:
        channel, bob = f"room:{uuid4()}", Person(name="Bob")
        client = await joined(tab, sockets, person, channel)
        await tab.hear("join", channel=channel, info=info(client, person))
        other = await joined(second, sockets, bob, channel)
        await tab.hear("join", channel=channel, info=info(other, bob))
        second.do("unsubscribe", channel=channel)
        await tab.hear("leave", channel=channel, info=info(other, bob))

    async def test_a_broken_connection_is_missed_after_a_while_only(
        self, journal: Feed, tab: Browser, second: Browser, person: Person
    ) -> None:
        channel, bob = f"room:{uuid4()}", Person(name="Bob")
        async with house(journal, leave_after=0.6) as sockets:
            await joined(tab, sockets, person, channel)
            other = await joined(second, sockets, bob, channel)
            await tab.hear("join", info=info(other, bob))
            second.do("cut")
            again = str((await second.hear("connected"))["client"])
            await tab.hear("join", info=info(again, bob))
            # A page that was loaded again was there all the time, as far as a screen that shows people sees.
            assert not tab.heard("leave")
            assert (await asked(tab, channel, "presenceStats"))["numClients"] == 3
            await tab.hear("leave", info=info(other, bob))
            assert (await asked(tab, channel, "presenceStats"))["numClients"] == 2

    async def test_who_resubscribes_after_a_gap_was_never_missed(
        self, sockets: House, tab: Browser, second: Browser, person: Person
    ) -> None:
        channel, bob = f"room:{uuid4()}", Person(name="Bob")
        await joined(tab, sockets, person, channel)
        other = await joined(second, sockets, bob, channel)
        await tab.hear("join", info=info(other, bob))
        (lost,) = [connection for connection in sockets.engine.connections if connection.client == other]
        lost.lose(channel)
        await second.hear("subscribing", code=2500)
        await second.hear("subscribed")
        await asyncio.sleep(0.5)
        assert len(tab.heard("join")) == 2
        assert not tab.heard("leave")
        assert (await asked(tab, channel, "presenceStats"))["numClients"] == 2

    async def test_a_process_that_leaves_sends_what_was_still_to_be_said(
        self, journal: Feed, sockets: House, tab: Browser, second: Browser, person: Person
    ) -> None:
        channel, bob = f"room:{uuid4()}", Person(name="Bob")
        await joined(tab, sockets, person, channel)
        async with house(journal, leave_after=60) as leaving:
            other = await joined(second, leaving, bob, channel)
            await tab.hear("join", info=info(other, bob))
            await leaving.engine.drain(0.1)
            await tab.hear("leave", info=info(other, bob))

    async def test_a_revoked_member_leaves_at_once(
        self, journal: Feed, tab: Browser, second: Browser, person: Person
    ) -> None:
        channel, bob = f"room:{uuid4()}", Person(name="Bob")
        async with house(journal, leave_after=60) as sockets:
            await joined(tab, sockets, person, channel)
            other = await joined(second, sockets, bob, channel)
            await sockets.feed.tell(Unsubscribe(user=bob.id, channel=channel))
            await tab.hear("leave", info=info(other, bob))

    async def test_in_a_quick_change_of_mind_the_last_word_counts(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = f"room:{uuid4()}"
        client = await joined(tab, sockets, person, channel)
        tab.do("toggle", channel=channel, times=15)
        await asyncio.sleep(0.2)
        clients = (await asked(tab, channel, "presence"))["clients"]
        assert isinstance(clients, dict)
        assert set(clients) == {client}


def info(client: str, person: Person) -> Said:
    return {"client": client, "user": str(person.id), "connInfo": {"name": person.name}}
