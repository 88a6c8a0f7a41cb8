"""What every store of document logs promises, held against Redis and against its twin in memory."""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest

from career.errors import Unavailable
from career.feed import Feed, MemoryFeed, RedisFeed
from career.feed.documents import (
    BEGINNING,
    BELL,
    ENTRIES_A_READ,
    MOST_ENTRIES,
    EntryId,
    Log,
    LogFull,
    awareness_in,
    channel,
)
from tests.career.feed.test_contract import listening

if TYPE_CHECKING:
    from redis.asyncio import Redis


@pytest.fixture(params=["redis", "memory"])
def feed(request: pytest.FixtureRequest) -> Feed:
    if request.param == "redis":
        client: Redis = request.getfixturevalue("redis")
        return RedisFeed(client)
    return MemoryFeed()


@pytest.fixture
def document() -> UUID:
    return uuid4()


async def fill(feed: Feed, document: UUID, count: int) -> None:
    for number in range(count):
        await feed.documents.append(document, b"%d\0" % number, "me")


async def compacted(feed: Feed, document: UUID, snapshot: bytes) -> bool:
    key = await feed.documents.lock(document)
    assert key is not None
    done = await feed.documents.compact(document, key, await feed.documents.load(document), snapshot)
    await feed.documents.unlock(document, key)
    return done


class TestForget:
    async def test_nothing_is_left_of_a_document(self, feed: Feed, document: UUID) -> None:
        other = uuid4()
        await fill(feed, document, 2)
        await fill(feed, other, 1)
        assert await compacted(feed, document, b"all")
        await fill(feed, document, 1)
        await feed.documents.forget([document, uuid4()])
        assert await feed.documents.load(document) == Log(None, BEGINNING, ())
        assert len((await feed.documents.load(other)).entries) == 1
        await feed.documents.forget([])


class TestLog:
    async def test_an_unknown_document_is_empty(self, feed: Feed, document: UUID) -> None:
        log = await feed.documents.load(document)
        assert (log.snapshot, log.last, log.entries, log.top) == (None, BEGINNING, (), BEGINNING)

    async def test_entries_come_back_as_they_were(self, feed: Feed, document: UUID) -> None:
        update = bytes(range(256))
        assert await feed.documents.append(document, update, "me") == 1
        assert await feed.documents.append(document, b"", "you") == 2
        log = await feed.documents.load(document)
        assert [(entry.update, entry.author) for entry in log.entries] == [(update, "me"), (b"", "you")]
        assert BEGINNING < log.entries[0].id < log.entries[1].id == log.top

    async def test_a_reader_goes_on_where_it_was(self, feed: Feed, document: UUID) -> None:
        await fill(feed, document, 3)
        first = (await feed.documents.load(document)).entries[0].id
        log = await feed.documents.since(document, first)
        assert [entry.update for entry in log.entries] == [b"1\0", b"2\0"]
        after = await feed.documents.since(document, log.top)
        assert (after.entries, after.top) == ((), log.top)

    async def test_a_read_has_a_limit(self, feed: Feed, document: UUID) -> None:
        await fill(feed, document, ENTRIES_A_READ + 1)
        log = await feed.documents.since(document, BEGINNING)
        assert len(log.entries) == ENTRIES_A_READ
        assert len((await feed.documents.since(document, log.top)).entries) == 1

    async def test_a_log_has_a_limit(self, feed: Feed, document: UUID) -> None:
        await fill(feed, document, MOST_ENTRIES)
        with pytest.raises(LogFull):
            await feed.documents.append(document, b"x", "me")
        assert await compacted(feed, document, b"all")
        assert await feed.documents.append(document, b"x", "me") == 1

    async def test_documents_do_not_mix(self, feed: Feed, document: UUID) -> None:
        await fill(feed, document, 1)
        assert (await feed.documents.load(uuid4())).entries == ()


class TestCompaction:
    async def test_what_came_after_the_load_stays(self, feed: Feed, document: UUID) -> None:
        await fill(feed, document, 2)
        log = await feed.documents.load(document)
        key = await feed.documents.lock(document)
        assert key is not None
        await feed.documents.append(document, b"late", "me")
        assert await feed.documents.compact(document, key, log, b"merge")
        after = await feed.documents.load(document)
        assert (after.snapshot, after.last) == (b"merge", log.top)
        assert [entry.update for entry in after.entries] == [b"late"]

    async def test_whoever_had_not_read_what_is_merged_gets_the_merge(
        self, feed: Feed, document: UUID
    ) -> None:
        await fill(feed, document, 2)
        cursor = (await feed.documents.load(document)).entries[0].id
        assert await compacted(feed, document, b"merge")
        await feed.documents.append(document, b"late", "me")
        log = await feed.documents.since(document, cursor)
        assert log.snapshot == b"merge"
        assert [entry.update for entry in log.entries] == [b"late"]
        assert (await feed.documents.since(document, log.top)).snapshot is None

    async def test_an_empty_log_still_counts_on(self, feed: Feed, document: UUID) -> None:
        await fill(feed, document, 1)
        before = (await feed.documents.load(document)).top
        assert await compacted(feed, document, b"merge")
        await feed.documents.append(document, b"x", "me")
        assert (await feed.documents.since(document, before)).top > before

    async def test_one_at_a_time(self, feed: Feed, document: UUID) -> None:
        key = await feed.documents.lock(document)
        assert key is not None
        assert await feed.documents.lock(document) is None
        assert await feed.documents.lock(uuid4()) is not None
        await feed.documents.unlock(document, "somebody else's")
        assert await feed.documents.lock(document) is None
        await feed.documents.unlock(document, key)
        assert await feed.documents.lock(document) is not None

    async def test_who_lost_the_lock_changes_nothing(self, feed: Feed, document: UUID) -> None:
        await fill(feed, document, 1)
        log = await feed.documents.load(document)
        assert not await feed.documents.compact(document, "old", log, b"merge")
        assert await feed.documents.load(document) == log

    async def test_who_loaded_before_the_last_merge_changes_nothing(self, feed: Feed, document: UUID) -> None:
        await fill(feed, document, 2)
        old = await feed.documents.load(document)
        assert await compacted(feed, document, b"merge")
        now = await feed.documents.load(document)
        key = await feed.documents.lock(document)
        assert key is not None
        assert not await feed.documents.compact(document, key, old, b"older")
        assert await feed.documents.load(document) == now


class TestHearing:
    async def test_a_bell_for_every_entry(self, feed: Feed, document: UUID) -> None:
        listener = await listening(feed, channel(document))
        await feed.documents.append(document, b"x", "me")
        heard = await listener.hear()
        assert (heard.channel, heard.payload) == (channel(document), BELL)
        assert awareness_in(heard.payload) is None
        await listener.close()

    async def test_awareness_is_heard_and_not_kept(self, feed: Feed, document: UUID) -> None:
        listener = await listening(feed, channel(document))
        await feed.documents.tell_awareness(document, b"\0\xff:a")
        assert awareness_in((await listener.hear()).payload) == b"\0\xff:a"
        assert (await feed.documents.load(document)).entries == ()
        await listener.close()


async def test_an_absent_journal_is_said_to_be_so(document: UUID) -> None:
    feed = MemoryFeed()
    feed.down = True
    for call in (
        feed.documents.append(document, b"x", "me"),
        feed.documents.load(document),
        feed.documents.since(document, BEGINNING),
        feed.documents.tell_awareness(document, b""),
        feed.documents.lock(document),
    ):
        with pytest.raises(Unavailable):
            await call


async def test_only_what_is_merged_may_be_forgotten(redis: "Redis", document: UUID) -> None:
    feed = RedisFeed(redis)
    log, snap = f"doc:{{{document}}}:log", f"doc:{{{document}}}:snap"
    await fill(feed, document, 1)
    assert await redis.ttl(log) == -1
    assert await compacted(feed, document, b"merge")
    assert await redis.ttl(log) > 0
    assert await redis.ttl(snap) > 0
    await fill(feed, document, 1)
    assert await redis.ttl(log) == -1


def test_ids_are_ordered_as_redis_orders_them() -> None:
    names = ["0-0", "9-1", "9-10", "10-2"]
    assert sorted(map(EntryId.read, reversed(names))) == [EntryId.read(name) for name in names]
    assert [str(EntryId.read(name)) for name in names] == names
