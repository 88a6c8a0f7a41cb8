"""What every journal promises, held against Redis and against its twin in memory."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar, Literal
from uuid import UUID, uuid4

import pytest

from career.events import Event, ExportFinished, GenerationFinished, GenerationGrew, ImportFinished
from career.feed import (
    Checkpoint,
    Disconnect,
    Feed,
    Listener,
    MemoryFeed,
    Position,
    RedisFeed,
    Seat,
    Signal,
)
from career.feed.orders import orders

if TYPE_CHECKING:
    from redis.asyncio import Redis


class Held(Event):
    namespaces = frozenset({"import"})
    conflate: ClassVar[str | None] = "user"
    type: Literal["card.held"] = "card.held"
    user: str


@dataclass
class Journal:
    """A feed, and the ways in which it can lose its memory."""

    feed: Feed
    forget_log: Callable[[str], Awaitable[None]]
    forget_meta: Callable[[str], Awaitable[None]]


@pytest.fixture(params=["redis", "memory"])
def journal(request: pytest.FixtureRequest) -> Journal:
    if request.param == "redis":
        client: Redis = request.getfixturevalue("redis")

        async def delete(channel: str, part: str) -> None:
            await client.delete(f"feed:{{{channel}}}:{part}")

        return Journal(
            RedisFeed(client), lambda channel: delete(channel, "log"), lambda channel: delete(channel, "meta")
        )
    memory = MemoryFeed()

    async def expire(channel: str) -> None:
        memory.channels[channel].expires = 0

    async def drop(channel: str) -> None:
        del memory.channels[channel]

    return Journal(memory, expire, drop)


@pytest.fixture
def feed(journal: Journal) -> Feed:
    return journal.feed


def channel(namespace: str = "generation") -> str:
    return f"{namespace}:{uuid4()}"


def grew(number: int) -> GenerationGrew:
    return GenerationGrew(attempt=1, at=number, text="x")


async def fill(feed: Feed, name: str, count: int) -> Position:
    position = Position(0, "")
    for number in range(count):
        position = await feed.publish(name, grew(number))
    return position


class TestPublish:
    async def test_offsets_count_from_one_in_one_epoch(self, feed: Feed) -> None:
        name = channel()
        positions = [await feed.publish(name, grew(number)) for number in range(3)]
        assert [position.offset for position in positions] == [1, 2, 3]
        assert len({position.epoch for position in positions}) == 1
        assert len(positions[0].epoch) == 8
        assert await feed.position(name) == positions[-1]

    async def test_a_repeat_with_the_same_key_tells_nothing(self, feed: Feed) -> None:
        name = channel()
        first = await feed.publish(name, GenerationFinished(attempt=1), key="end")
        await fill(feed, name, 2)
        assert await feed.publish(name, GenerationFinished(attempt=1), key="end") == first
        assert (await feed.position(name)).offset == 3
        assert (await feed.publish(name, GenerationFinished(attempt=1), key="other")).offset == 4

    async def test_an_event_of_another_namespace_is_refused(self, feed: Feed) -> None:
        with pytest.raises(ValueError, match="not told"):
            await feed.publish(channel("import"), grew(0))
        with pytest.raises(ValueError, match="not told"):
            await feed.ephemeral(channel("user"), grew(0))

    @pytest.mark.parametrize("name", ["generation:7", "strange:0192d3d0-0000-7000-8000-000000000000", ""])
    async def test_a_name_that_is_no_channel_is_refused(self, feed: Feed, name: str) -> None:
        with pytest.raises(ValueError, match="not told"):
            await feed.publish(name, grew(0))

    async def test_an_event_beyond_the_limit_is_refused(self, feed: Feed) -> None:
        with pytest.raises(ValueError, match="larger"):
            await feed.publish(channel(), GenerationGrew(attempt=1, at=0, text="é" * 20_000))


class TestHistory:
    async def test_it_gives_what_came_after(self, feed: Feed) -> None:
        name = channel()
        top = await fill(feed, name, 5)
        history = await feed.history(name, 2, -1)
        assert history.position == top
        assert [entry.offset for entry in history.publications] == [3, 4, 5]
        assert history.publications[0].event() == grew(2)
        assert history.publications[0].body.startswith('{"data":{')

    async def test_its_limit_and_its_direction(self, feed: Feed) -> None:
        name = channel()
        await fill(feed, name, 5)

        async def offsets(since: int | Literal["none", "end"], limit: int, *, reverse: bool) -> list[int]:
            found = await feed.history(name, since, limit, reverse=reverse)
            return [entry.offset for entry in found.publications]

        assert await offsets("none", -1, reverse=False) == []
        assert await offsets(0, 0, reverse=False) == []
        assert await offsets(0, 2, reverse=False) == [1, 2]
        assert await offsets("end", 2, reverse=False) == [1, 2]
        assert await offsets("end", 2, reverse=True) == [5, 4]
        assert await offsets(4, -1, reverse=True) == [3, 2, 1]
        assert await offsets(0, -1, reverse=True) == []
        assert await offsets(9, -1, reverse=False) == []

    async def test_an_unknown_channel_has_an_epoch_that_stays(self, feed: Feed) -> None:
        name = channel()
        first = await feed.position(name)
        assert first.offset == 0
        assert await feed.position(name) == first
        assert (await feed.publish(name, grew(0))).epoch == first.epoch

    async def test_only_the_newest_are_kept(self, feed: Feed) -> None:
        name = channel("import")
        for _ in range(60):
            await feed.publish(name, ImportFinished())
        history = await feed.history(name, 0, -1)
        assert [entry.offset for entry in history.publications] == list(range(11, 61))

    async def test_an_expired_log_keeps_its_position(self, journal: Journal) -> None:
        name = channel()
        top = await fill(journal.feed, name, 3)
        await journal.forget_log(name)
        history = await journal.feed.history(name, 1, -1)
        assert history.position == top
        assert history.publications == ()
        assert (await journal.feed.publish(name, grew(3))).offset == 4

    async def test_vanished_meta_begins_another_epoch_with_an_empty_log(self, journal: Journal) -> None:
        name = channel()
        top = await fill(journal.feed, name, 3)
        await journal.forget_meta(name)
        again = await journal.feed.publish(name, grew(0))
        assert again.offset == 1
        assert again.epoch != top.epoch
        assert len((await journal.feed.history(name, 0, -1)).publications) == 1

    async def test_vanished_meta_leaves_no_old_entries_to_a_reader(self, journal: Journal) -> None:
        name = channel()
        await fill(journal.feed, name, 3)
        await journal.forget_meta(name)
        history = await journal.feed.history(name, 0, -1)
        assert history.position.offset == 0
        assert history.publications == ()

    async def test_many_positions_in_one_call(self, feed: Feed) -> None:
        names = [channel() for _ in range(3)]
        for count, name in enumerate(names):
            await fill(feed, name, count)
        assert [position.offset for position in await feed.positions(names)] == [0, 1, 2]

    async def test_a_renewed_epoch_goes_on_counting(self, feed: Feed) -> None:
        name = channel()
        top = await fill(feed, name, 2)
        assert await feed.renew(name, top.epoch)
        assert not await feed.renew(name, top.epoch)
        position = await feed.publish(name, grew(2))
        assert position.offset == 3
        assert position.epoch != top.epoch


class TestForget:
    async def test_nothing_is_left_of_a_channel(self, feed: Feed) -> None:
        name, other = channel(), channel()
        top = await fill(feed, name, 3)
        await feed.publish(name, GenerationFinished(attempt=1), key="end")
        await feed.texts.save(name, Checkpoint(7, "Dear", top, 1.0))
        await feed.texts.stop(name)
        await feed.presence.enter(Seat(name, "socket", "{}"))
        kept = await fill(feed, other, 2)

        await feed.forget([name, channel()])
        assert await feed.texts.read(name) is None
        assert await feed.texts.signal(name) == Signal(stop=False, attempt=0)
        assert await feed.presence.members(name) == {}
        again = await feed.publish(name, GenerationFinished(attempt=1), key="end")
        assert (again.offset, again.epoch == top.epoch) == (1, False)
        assert await feed.position(other) == kept

    async def test_no_key_names_it_any_more(self, redis: "Redis") -> None:
        feed = RedisFeed(redis)
        names = [channel() for _ in range(3)]
        for name in names:
            await fill(feed, name, 1)
            await feed.publish(name, GenerationFinished(attempt=1), key="end")
            await feed.texts.stop(name)
        await feed.forget(names[:2])
        left = {key.decode() for key in await redis.keys()}
        assert left == {f"feed:{{{names[2]}}}:{part}" for part in ("log", "meta", "done:end", "stop")}


async def listening(feed: Feed, *channels: str) -> Listener:
    listener = feed.listener()
    await listener.open()
    await listener.ask("SUBSCRIBE", list(channels))
    for name in channels:
        heard = await listener.hear()
        assert (heard.kind, heard.channel) == ("subscribe", name)
    return listener


class TestListening:
    async def test_a_publication_is_heard_with_its_position(self, feed: Feed) -> None:
        name = channel()
        listener = await listening(feed, name)
        position = await feed.publish(name, grew(0))
        heard = await listener.hear()
        offset, epoch, body = heard.payload.split(":", 2)
        assert (heard.channel, int(offset), epoch) == (name, *position)
        assert body == (await feed.history(name, 0, 1)).publications[0].body
        await listener.close()

    async def test_an_ephemeral_event_is_heard_and_not_kept(self, feed: Feed) -> None:
        name = channel("import")
        listener = await listening(feed, name)
        await feed.ephemeral(name, Held(user="alice"))
        heard = await listener.hear()
        assert heard.payload.startswith("0:card.held/alice:{")
        assert (await feed.position(name)).offset == 0
        await listener.close()

    async def test_orders_and_knocks_are_heard(self, feed: Feed) -> None:
        listener = await listening(feed, "@control", "@probe:p")
        order = Disconnect(user=UUID(int=1), sid=UUID(int=2))
        await feed.tell(order)
        assert orders.validate_json((await listener.hear()).payload) == order
        await feed.knock("p")
        assert (await listener.hear()).channel == "@probe:p"
        await listener.close()

    async def test_nothing_is_heard_after_leaving(self, feed: Feed) -> None:
        left, stayed = channel("user"), channel("user")
        listener = await listening(feed, left, stayed)
        await listener.ask("UNSUBSCRIBE", [left])
        assert (await listener.hear()).kind == "unsubscribe"
        event = ExportFinished(export_id=uuid4(), status="completed", happened_at=datetime.now(UTC))
        await feed.publish(left, event)
        await feed.publish(stayed, event)
        assert (await listener.hear()).channel == stayed
        await listener.close()


class TestTexts:
    async def test_a_checkpoint_comes_back_as_it_was(self, feed: Feed) -> None:
        name = channel()
        assert await feed.texts.read(name) is None
        checkpoint = Checkpoint(2, "Grüße 👋", Position(7, "abcdefgh"), 12.5)
        signal = await feed.texts.save(name, checkpoint)
        assert (signal.stop, signal.attempt) == (False, 2)
        assert await feed.texts.read(name) == checkpoint

    async def test_an_older_attempt_changes_nothing_and_is_told(self, feed: Feed) -> None:
        name = channel()
        newer = Checkpoint(2, "new", Position(1, "abcdefgh"), 1.0)
        await feed.texts.save(name, newer)
        signal = await feed.texts.save(name, Checkpoint(1, "old", Position(2, "abcdefgh"), 2.0))
        assert signal.attempt == 2
        assert await feed.texts.read(name) == newer

    async def test_a_stop_is_seen(self, feed: Feed) -> None:
        name = channel()
        assert not (await feed.texts.signal(name)).stop
        await feed.texts.stop(name)
        assert (await feed.texts.signal(name)).stop
        assert (await feed.texts.save(name, Checkpoint(1, "", Position(0, ""), 0.0))).stop
