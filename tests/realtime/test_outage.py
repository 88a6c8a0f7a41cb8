"""A socket says when nothing is heard, so that a screen does not look live while it is old."""

import asyncio

from career.feed import Feed
from realtime.outage import Outage
from tests.support.redis_server import RedisServer
from tests.support.sockets import Browser, House, Person

BLINK = 0.05


async def test_a_blink_is_not_worth_a_word() -> None:
    told: list[str] = []
    outage = Outage(lambda event: told.append(event.type), after=BLINK)
    outage.begin()
    outage.end()
    await asyncio.sleep(2 * BLINK)
    assert told == []


async def test_it_is_said_once_however_often_the_connection_fails() -> None:
    told: list[str] = []
    outage = Outage(lambda event: told.append(event.type), after=BLINK)
    for _ in range(3):
        outage.begin()
        await asyncio.sleep(2 * BLINK)
    outage.end()
    outage.end()
    assert told == ["journal.lost", "journal.restored"]


async def test_each_outage_is_said() -> None:
    told: list[str] = []
    outage = Outage(lambda event: told.append(event.type), after=BLINK)
    for _ in range(2):
        outage.begin()
        await asyncio.sleep(2 * BLINK)
        outage.end()
    assert told == ["journal.lost", "journal.restored"] * 2


async def test_a_browser_hears_that_the_journal_is_gone_and_that_it_is_back(
    sockets: House, journal: Feed, killable_redis: RedisServer, tab: Browser, person: Person
) -> None:
    tab.connect(sockets.port, sockets.guests.token(person))
    await tab.hear("connected")
    killable_redis.kill()
    try:
        assert (await tab.hear("message"))["data"] == {"type": "journal.lost"}
    finally:
        killable_redis.start()
    assert (await tab.hear("message"))["data"] == {"type": "journal.restored"}
    assert len(tab.heard("connecting")) == 1, "it stayed connected"
