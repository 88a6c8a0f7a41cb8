"""What was written stays: through merging, and through the death of what kept it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from pycrdt import Doc, Text

from career import shared_documents
from career.feed import Feed
from career.services import Services
from realtime.documents import DocumentLimits
from tests.support.documents import (
    Editors,
    Library,
    Writer,
    eventually,
    library,
    settled,
)
from tests.support.redis_server import RedisServer


@pytest.fixture
async def here(services: Services, journal: Feed) -> AsyncIterator[Library]:
    async with library(services, journal) as found:
        yield found


class TestMerging:
    async def test_a_long_log_goes_into_the_snapshot_while_two_write_on(
        self, services: Services, journal: Feed, tabs: Editors, document: UUID, ada: Writer, ben: Writer
    ) -> None:
        limits = DocumentLimits(compact_entries=20, frames_per_second=10_000)
        async with library(services, journal, limits=limits) as one, library(services, journal) as two:
            await tabs.joined("ada", one, document, ada)
            await tabs.joined("ben", two, document, ben)
            for _ in range(10):
                tabs.do("type", name="ada", text="a" * 30)
                tabs.do("type", name="ben", text="b" * 30)
                await asyncio.sleep(0.02)
            await eventually(lambda: counts(tabs, {"a": 300, "b": 300}), within=15)
            log = await journal.documents.load(document)
            snapshot = await shared_documents.snapshot_of(document)
            assert snapshot is not None
            assert snapshot.revision > 1
            assert log.snapshot
            assert len(log.entries) < 100
            text = str(tabs.last("text", "ada")["text"])
        assert await left_with(services, document, text)

    async def test_the_last_to_leave_leaves_it_in_the_database(
        self,
        here: Library,
        tabs: Editors,
        document: UUID,
        ada: Writer,
        services: Services,
        journal: Feed,
        killable_redis: RedisServer,
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        tabs.do("insert", name="ada", text="for good")
        tabs.do("shut", name="ada")
        await eventually(lambda: left_with(services, document, "for good"))
        assert (await journal.documents.load(document)).entries == ()
        await settled(lambda: len(here.sockets.rooms) == 0)
        await killable_redis.restart(empty=True)
        await settled(lambda: here.engine.hub.backend.up)
        await tabs.joined("ada", here, document, ada)
        await tabs.shows("ada", "for good")
        # The journal has but the newest now, and whoever comes gets all of it.
        tabs.do("insert", name="ada", text=", really")
        await tabs.joined("late", here, document, ada)
        await tabs.shows("late", "for good, really")


class TestDying:
    async def test_redis_killed_and_started_again(
        self,
        here: Library,
        tabs: Editors,
        document: UUID,
        ada: Writer,
        ben: Writer,
        killable_redis: RedisServer,
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        await tabs.joined("ben", here, document, ben)
        tabs.do("insert", name="ada", text="before ")
        await tabs.shows("ben", "before ")
        await asyncio.to_thread(killable_redis.kill)
        tabs.do("insert", name="ada", text="meanwhile ")
        assert (await tabs.hear("close", name="ada"))["code"] == 4503
        await asyncio.to_thread(killable_redis.start)
        await tabs.shows("ben", "before meanwhile ")
        tabs.do("insert", name="ben", text="after")
        await tabs.shows("ada", "before meanwhile after")

    async def test_redis_started_again_with_nothing_gets_everything_back(
        self,
        here: Library,
        tabs: Editors,
        document: UUID,
        ada: Writer,
        ben: Writer,
        killable_redis: RedisServer,
        journal: Feed,
        services: Services,
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        await tabs.joined("ben", here, document, ben)
        tabs.do("insert", name="ada", text="kept by those who have it")
        await tabs.shows("ben", "kept by those who have it")
        life = here.engine.hub.backend.life
        await killable_redis.restart(empty=True)
        await settled(lambda: here.engine.hub.backend.up and here.engine.hub.backend.life > life)
        await eventually(lambda: has_entries(journal, document))
        for name in ("ada", "ben"):
            tabs.do("shut", name=name)
        await eventually(lambda: left_with(services, document, "kept by those who have it"))


async def has_entries(journal: Feed, document: UUID) -> bool:
    return bool((await journal.documents.load(document)).entries)


async def counts(tabs: Editors, wanted: dict[str, int]) -> bool:
    """Whether both have the same text, of so many letters."""
    for name in ("ada", "ben"):
        tabs.do("show", name=name)
    texts = {str(tabs.last("text", name).get("text")) for name in ("ada", "ben")}
    return len(texts) == 1 and Counter(texts.pop()) == wanted


async def left_with(services: Services, document: UUID, text: str) -> bool:
    """Whether this is what the database has."""
    snapshot = await shared_documents.snapshot_of(document)
    assert snapshot is not None
    found = Doc()
    if snapshot.update:
        found.apply_update(snapshot.update)
    return str(found.get("text", type=Text)) == text
