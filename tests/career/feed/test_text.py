"""A stream of text: pieces whose replay is harmless, checkpoints, and a stop that is heard."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from career.events import AnyEvent, GenerationGrew, GenerationProgressed, ImportProgressed
from career.feed import Checkpoint, ImportProgress, MemoryFeed, Position, TextStream
from career.feed.text import units


@pytest.fixture
def feed() -> MemoryFeed:
    return MemoryFeed()


@pytest.fixture
def channel() -> str:
    return f"generation:{uuid4()}"


async def told(feed: MemoryFeed, channel: str) -> list[AnyEvent]:
    return [entry.event() for entry in (await feed.history(channel, 0, -1)).publications]


def applied(events: list[AnyEvent]) -> str:
    """What the browser shows: `at` counts UTF-16 units, as JavaScript does."""
    text = b""
    for event in events:
        if isinstance(event, GenerationGrew):
            assert event.at * 2 <= len(text), "a hole"
            text = text[: event.at * 2] + event.text.encode("utf-16-le")
    return text.decode("utf-16-le")


async def test_pieces_are_collected_and_add_up(feed: MemoryFeed, channel: str) -> None:
    words = [f"wörd{number} 👋 " for number in range(200)]
    async with TextStream(feed, channel, 1, pace=timedelta(milliseconds=5)) as stream:
        for word in words:
            await stream.write(word)
            await asyncio.sleep(0)
        assert await stream.finish() == "".join(words)
    events = await told(feed, channel)
    assert applied(events) == "".join(words)
    assert len(events) < len(words) / 4
    assert applied(events + events[3:] + events) == "".join(words)


async def test_a_pace_passes_without_another_write(feed: MemoryFeed, channel: str) -> None:
    async with TextStream(feed, channel, 1, pace=timedelta(milliseconds=5)) as stream:
        await stream.write("Dear team")
        await asyncio.sleep(0.1)
        assert applied(await told(feed, channel)) == "Dear team"


async def test_a_large_piece_goes_at_once_and_in_parts(feed: MemoryFeed, channel: str) -> None:
    async with TextStream(feed, channel, 1, pace=timedelta(hours=1)) as stream:
        await stream.write('"' * 40_000)
        events = await told(feed, channel)
        assert len(events) > 1
        assert applied(events) == '"' * 40_000


async def test_only_the_newest_progress_of_a_pace_is_told(feed: MemoryFeed, channel: str) -> None:
    async with TextStream(feed, channel, 3) as stream:
        await stream.write("Hello")
        for percent in range(0, 50, 10):
            await stream.progress("drafting", percent)
        await stream.finish()
    progressed = [event for event in await told(feed, channel) if isinstance(event, GenerationProgressed)]
    assert progressed == [GenerationProgressed(attempt=3, at=5, step="drafting", percent=40)]


async def test_a_checkpoint_stands_at_its_own_position(feed: MemoryFeed, channel: str) -> None:
    async with TextStream(feed, channel, 1) as stream:
        first = await feed.texts.read(channel)
        assert first is not None
        assert (first.text, first.position.offset) == ("", 0)
        await stream.write("Hello")
        await stream.finish()
        await feed.publish(channel, GenerationProgressed(attempt=1, at=5, step="checking", percent=90))
        checkpoint = await feed.texts.read(channel)
    assert checkpoint is not None
    assert (checkpoint.text, checkpoint.position.offset) == ("Hello", 1)


@pytest.mark.parametrize("late", [False, True])
async def test_a_stop_is_heard_within_half_a_second(
    feed: MemoryFeed,
    channel: str,
    late: bool,  # noqa: FBT001 - a column
) -> None:
    async with TextStream(feed, channel, 1) as stream:
        await stream.write("Hello")
        await feed.texts.stop(channel)
        if late:
            await asyncio.sleep(0.5)
        else:
            await stream.finish()
        assert stream.stopped()
        assert not stream.superseded()
        assert stream.text == "Hello"


async def test_a_newer_attempt_silences_the_older(feed: MemoryFeed, channel: str) -> None:
    async with TextStream(feed, channel, 1) as stream:
        await feed.texts.save(channel, Checkpoint(2, "", Position(0, "abcdefgh"), 0.0))
        await stream.finish()
        assert stream.superseded()
        before = (await feed.position(channel)).offset
        await stream.write("more")
        await stream.finish()
    assert (await feed.position(channel)).offset == before


async def test_without_the_journal_the_writing_goes_on_and_the_rest_is_told_later(
    feed: MemoryFeed, channel: str
) -> None:
    async with TextStream(feed, channel, 1, pace=timedelta(milliseconds=1)) as stream:
        await stream.write("one ")
        await asyncio.sleep(0.02)
        feed.down = True
        await stream.write("two ")
        await asyncio.sleep(0.02)
        feed.down = False
        await stream.write("three")
        await stream.finish()
    assert applied(await told(feed, channel)) == "one two three"


@pytest.mark.parametrize(("text", "expected"), [("", 0), ("é", 1), ("👋", 2), ("a👋b", 4)])
def test_units_are_those_of_javascript(text: str, expected: int) -> None:
    assert units(text) == expected == len(text.encode("utf-16-le")) // 2


async def test_import_progress_is_paced_and_its_last_word_told(feed: MemoryFeed) -> None:
    channel = f"import:{uuid4()}"
    progress = ImportProgress(feed, channel, pace=timedelta(hours=1))
    for percent in (0, 30, 60, 90):
        await progress.tell("reading", percent)
    await progress.finish()
    await progress.finish()
    assert await told(feed, channel) == [
        ImportProgressed(step="reading", percent=0),
        ImportProgressed(step="reading", percent=90),
    ]
