"""What everybody who counts promises, held against Redis and against its twin in memory."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from career.errors import Unavailable
from career.limiting import (
    Count,
    Limiter,
    MemoryLimiter,
    Otherwise,
    Rate,
    RateExceeded,
    RedisLimiter,
    windows,
)
from tests.support.redis_server import RedisServer

STRICT = Rate("strict", 1, timedelta(minutes=1), otherwise=Otherwise.REFUSE)


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder), fsync="no")
        server.start()
        yield server
        server.stop()


@pytest.fixture
async def redis_limiter(server: RedisServer) -> AsyncIterator[RedisLimiter]:
    client = Redis.from_url(server.url, socket_timeout=2)
    yield RedisLimiter(client)
    await client.aclose()


@pytest.fixture(params=["redis", "memory"])
def limiter(request: pytest.FixtureRequest, redis_limiter: RedisLimiter) -> Limiter:
    return redis_limiter if request.param == "redis" else MemoryLimiter()


def rate(times: int, seconds: int = 60) -> Rate:
    """One that nobody has used."""
    return Rate(uuid4().hex, times, timedelta(seconds=seconds))


async def taken(limiter: Limiter, asked: Rate, subject: str) -> RateExceeded | None:
    try:
        await limiter.take(asked, subject)
    except RateExceeded as refusal:
        return refusal
    return None


class TestEveryLimiter:
    async def test_so_many_pass_and_the_next_is_told_when_it_may(self, limiter: Limiter) -> None:
        asked = rate(3)
        assert [await taken(limiter, asked, "alice") for _ in range(3)] == [None] * 3
        refusal = await taken(limiter, asked, "alice")
        assert refusal is not None
        assert (refusal.limit, refusal.used, refusal.code) == (3, 3, "rate_exceeded")
        wait = refusal.resets_at - datetime.now(UTC)
        assert timedelta(seconds=55) < wait <= timedelta(seconds=60)
        assert "3 times in one minute" in refusal.detail

    async def test_each_subject_and_each_rate_is_counted_by_itself(self, limiter: Limiter) -> None:
        asked = rate(1)
        assert await taken(limiter, asked, "alice") is None
        assert await taken(limiter, asked, "bob") is None
        assert await taken(limiter, rate(1), "alice") is None
        assert await taken(limiter, asked, "alice") is not None

    async def test_a_place_becomes_free_when_the_oldest_has_left_the_window(self, limiter: Limiter) -> None:
        asked = rate(2, seconds=1)
        await limiter.take(asked, "alice")
        await asyncio.sleep(0.5)
        await limiter.take(asked, "alice")
        refusal = await taken(limiter, asked, "alice")
        assert refusal is not None
        await asyncio.sleep(refusal.resets_at.timestamp() - time.time() + 0.05)
        assert await taken(limiter, asked, "alice") is None
        # The second one is still in the window: a window that starts anew would let two in here.
        assert await taken(limiter, asked, "alice") is not None

    async def test_of_many_at_once_no_more_pass(self, limiter: Limiter) -> None:
        asked = rate(5)
        outcomes = await asyncio.gather(*(taken(limiter, asked, "alice") for _ in range(20)))
        assert outcomes.count(None) == 5


class TestForgetting:
    async def test_nothing_is_left_of_a_subject_whatever_counted_it(self, limiter: Limiter) -> None:
        exact, often = rate(1), Rate(uuid4().hex, 1, timedelta(minutes=1), exact=False)
        whose = [(exact, "alice"), (exact, "alice 203.0.113.0/24"), (often, "alice"), (exact, "alicent")]
        assert [await taken(limiter, asked, subject) for asked, subject in whose] == [None] * 4
        await limiter.forget_all(["alice"])
        again = [await taken(limiter, asked, subject) for asked, subject in whose]
        assert again[:3] == [None] * 3
        assert again[3] is not None

    async def test_no_key_names_it_any_more(self, server: RedisServer, redis_limiter: RedisLimiter) -> None:
        async with Redis.from_url(server.url) as client:
            subject = uuid4().hex
            for asked in (rate(3), Rate(uuid4().hex, 300, timedelta(minutes=1), exact=False)):
                await redis_limiter.take(asked, subject)
            assert len(await client.keys(f"*{subject}*")) == 2
            await redis_limiter.forget_all([subject])
            assert await client.keys(f"*{subject}*") == []

    async def test_it_is_told_when_that_cannot_be_done(self) -> None:
        limiter = MemoryLimiter()
        limiter.down = True
        with pytest.raises(Unavailable):
            await limiter.forget_all(["alice"])

    async def test_it_says_how_many_are_left(self, limiter: Limiter) -> None:
        asked = rate(3)
        counts = [await limiter.take(asked, "alice") for _ in range(3)]
        assert [count and count.remaining for count in counts] == [2, 1, 0]
        wait = counts[0].resets_at - datetime.now(UTC) if counts[0] else timedelta()
        assert timedelta(seconds=55) < wait <= timedelta(seconds=60)

    async def test_whoever_is_forgotten_begins_anew(self, limiter: Limiter) -> None:
        asked = rate(1)
        await limiter.take(asked, "alice")
        await limiter.forget(asked, "alice")
        assert await taken(limiter, asked, "alice") is None
        await limiter.forget(asked, "nobody")


class TestWhatHappensOften:
    """Rates that are not exact: taken ahead by the thirtieth, and weighed."""

    async def test_no_more_pass_and_what_is_left_is_told_one_by_one(self, limiter: Limiter) -> None:
        asked = replace(rate(90), exact=False)
        counts = [await limiter.take(asked, "alice") for _ in range(90)]
        assert [count and count.remaining for count in counts] == list(range(89, -1, -1))
        refusal = await taken(limiter, asked, "alice")
        assert refusal is not None
        assert (refusal.limit, refusal.used) == (90, 90)

    async def test_two_processes_share_it(self, redis_limiter: RedisLimiter, server: RedisServer) -> None:
        asked = replace(rate(60), exact=False)
        client = Redis.from_url(server.url, socket_timeout=2)
        other = RedisLimiter(client)
        outcomes = [await taken(one, asked, "alice") for _ in range(40) for one in (redis_limiter, other)]
        await client.aclose()
        assert outcomes.count(None) == 60

    async def test_whoever_calls_now_and_then_wastes_nothing(
        self, redis_limiter: RedisLimiter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A call each two seconds, of a rate of three a second: every one counts once."""
        asked = replace(rate(180), exact=False)
        began, calls = time.monotonic(), 0

        def clock() -> float:
            return began + calls * 2

        monkeypatch.setattr(windows, "time", SimpleNamespace(monotonic=clock))
        for calls in range(29):  # noqa: B007 - the clock reads it
            assert await taken(redis_limiter, asked, "alice") is None
        left = await redis_limiter.take(asked, "alice")
        assert left is not None
        assert left.remaining == 180 - 30

    async def test_redis_is_asked_for_a_few_of_them(
        self, redis_limiter: RedisLimiter, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = replace(rate(600), exact=False)
        times = 0
        ask = redis_limiter._ask

        async def counted(rate: Rate, subject: str) -> Count:
            nonlocal times
            times += 1
            return await ask(rate, subject)

        monkeypatch.setattr(redis_limiter, "_ask", counted)
        for _ in range(100):
            await redis_limiter.take(asked, "alice")
        assert times == 5


class TestNobodyCounts:
    async def test_the_twin_lets_in_or_refuses_as_the_rate_says(self) -> None:
        limiter = MemoryLimiter()
        limiter.down = True
        asked = rate(1)
        assert [await taken(limiter, asked, "alice") for _ in range(3)] == [None] * 3
        with pytest.raises(Unavailable):
            await limiter.take(STRICT, "alice")
        assert await limiter.take(asked, "alice") is None

    async def test_so_does_redis_and_it_counts_again_when_it_is_back(
        self, server: RedisServer, redis_limiter: RedisLimiter
    ) -> None:
        asked = rate(1)
        await redis_limiter.take(asked, "alice")
        await asyncio.to_thread(server.kill)
        assert [await taken(redis_limiter, asked, "alice") for _ in range(3)] == [None] * 3
        with pytest.raises(Unavailable):
            await redis_limiter.take(STRICT, "alice")
        await asyncio.to_thread(server.start)
        await asyncio.sleep(1.1)
        assert await taken(redis_limiter, asked, "alice") is not None

    async def test_one_that_hangs_is_waited_for_once(
        self, server: RedisServer, redis_limiter: RedisLimiter
    ) -> None:
        asked = rate(1)
        server.pause()
        try:
            started = time.monotonic()
            assert [await taken(redis_limiter, asked, "alice") for _ in range(20)] == [None] * 20
            assert 0.4 < time.monotonic() - started < 1.5
        finally:
            server.resume()
