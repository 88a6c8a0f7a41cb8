"""The browser's SDK publishes where it may, and looks back."""

from uuid import uuid4

import pytest

from tests.realtime.blackbox.steps import connected, offsets, subscribed, tell
from tests.support.sockets import Browser, House, Person, Said


async def published(tab: Browser, channel: str, data: object) -> Said:
    tab.do("ask", channel=channel, verb="publish", argument=data, tag="publish")
    return await tab.hear("answer", tag="publish")


async def refused(tab: Browser, channel: str, data: object) -> object:
    tab.do("ask", channel=channel, verb="publish", argument=data, tag="refused")
    return (await tab.hear("refusal", tag="refused"))["code"]


class TestPublish:
    async def test_what_it_says_has_an_offset_and_is_recovered(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person, "room")
        for data in ({"text": "Grüße\n"}, 0, "", [None]):
            await published(tab, channel, data)
        await tab.hear("publication", channel=channel, offset=4)
        assert [said["data"] for said in tab.publications(channel)] == [{"text": "Grüße\n"}, 0, "", [None]]
        assert offsets(tab, channel) == [1, 2, 3, 4]
        tab.do("cut")
        assert (await tab.hear("subscribed", channel=channel))["recovered"] is True
        await published(tab, channel, "again")
        await tab.hear("publication", channel=channel, offset=5)
        assert offsets(tab, channel) == [1, 2, 3, 4, 5]

    @pytest.mark.parametrize("name", ["generation", "import"])
    async def test_on_a_channel_of_the_product_nobody_may(
        self, sockets: House, tab: Browser, person: Person, name: str
    ) -> None:
        channel = await subscribed(tab, sockets, person, name)
        assert await refused(tab, channel, {}) == 103
        assert (await sockets.feed.position(channel)).offset == 0

    async def test_who_is_no_member_may_not(self, sockets: House, tab: Browser, person: Person) -> None:
        await connected(tab, sockets, person)
        assert await refused(tab, f"room:{uuid4()}", {}) == 103
        assert await refused(tab, person.channel, {}) == 103

    async def test_nothing_and_too_much_are_refused(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person, "room")
        assert await refused(tab, channel, None) == 107
        assert await refused(tab, channel, "é" * 17_000) == 106
        assert await refused(tab, channel, nested(300)) == 107
        assert (await sockets.feed.position(channel)).offset == 0


def nested(depth: int) -> list[object]:
    return [nested(depth - 1)] if depth else []


class TestHistory:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({}, []),
            ({"limit": 0}, []),
            ({"limit": -1}, [1, 2, 3, 4, 5]),
            ({"limit": 2}, [1, 2]),
            ({"limit": 2, "reverse": True}, [5, 4]),
            ({"limit": -1, "reverse": True}, [5, 4, 3, 2, 1]),
            ({"limit": 2, "since": {"offset": 2}}, [3, 4]),
            ({"limit": -1, "since": {"offset": 2}}, [3, 4, 5]),
            ({"limit": -1, "since": {"offset": 4}, "reverse": True}, [3, 2, 1]),
            ({"limit": -1, "since": {"offset": 5}}, []),
            ({"limit": -1, "since": {"offset": 99}}, []),
        ],
    )
    async def test_every_way_to_ask(
        self, sockets: House, tab: Browser, person: Person, asked: Said, expected: list[int]
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        await tell(sockets.feed, channel, 0, 5)
        epoch = (await sockets.feed.position(channel)).epoch
        if isinstance(asked.get("since"), dict):
            asked = {**asked, "since": {"epoch": epoch, **asked["since"]}}  # type: ignore[dict-item]
        tab.do("history", channel=channel, tag="asked", **asked)
        found = await tab.hear("history", tag="asked")
        assert isinstance(found["publications"], list)
        assert [entry["offset"] for entry in found["publications"]] == expected
        assert (found["offset"], found["epoch"]) == (5, epoch)

    async def test_of_another_epoch_nothing_is_shown(
        self, sockets: House, tab: Browser, person: Person
    ) -> None:
        channel = await subscribed(tab, sockets, person)
        tab.do("history", channel=channel, limit=2, since={"offset": 1, "epoch": "otherone"}, tag="other")
        assert (await tab.hear("history-error", tag="other"))["code"] == 112

    async def test_it_shows_300_at_most(self, sockets: House, tab: Browser, person: Person) -> None:
        channel = await subscribed(tab, sockets, person)
        await tell(sockets.feed, channel, 0, 310)
        for limit in (-1, 305):
            tab.do("history", channel=channel, limit=limit, tag=limit)
            found = (await tab.hear("history", tag=limit))["publications"]
            assert isinstance(found, list)
            assert len(found) == 300
