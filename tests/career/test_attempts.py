"""Attempts to sign in: the wait grows, and nobody locks somebody out from elsewhere."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from career import attempts
from career.errors import Unavailable
from career.limiting import MemoryLimiter, RateExceeded, memory
from career.services import Services
from career.visitors import Visitor
from career.wiring import connect_redis
from tests.support.accounts import sign_in

ADA = "ada@example.org"
HERE, THERE = Visitor("", "203.0.113.0/24"), Visitor("", "198.51.100.0/24")


async def refused(services: Services, visitor: Visitor = HERE, email: str = ADA) -> RateExceeded | None:
    try:
        await attempts.begin(services, email, visitor)
    except RateExceeded as refusal:
        return refusal
    return None


class Clock:
    """Time that a test lets pass; it stands for the module `time` where attempts are counted."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


class TestBegin:
    async def test_the_wait_grows(self, services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
        clock = Clock()
        monkeypatch.setattr(memory, "time", clock)
        counting = replace(services, limiter=MemoryLimiter())
        waits, passed = [], []
        for _ in range(10):
            passed.append(0)
            while (refusal := await refused(counting)) is None:
                passed[-1] += 1
            waits.append(refusal.resets_at.timestamp() - clock.now)
            clock.now += waits[-1] + 1
        assert passed[:3] == [5, 5, 0]
        assert waits[0] <= 60 < waits[2] <= 15 * 60
        assert max(waits) > 12 * 3600
        assert sum(passed) == 30

    async def test_whoever_remembers_the_password_begins_anew(self, services: Services) -> None:
        for _ in range(3):
            for _ in range(4):
                assert await refused(services) is None
            await attempts.succeeded(services, ADA, HERE)

    async def test_nobody_is_locked_out_from_elsewhere(self, services: Services) -> None:
        for _ in range(6):
            await refused(services, THERE)
        assert await refused(services, THERE) is not None
        assert await refused(services, HERE) is None

    async def test_an_account_has_a_hundred_an_hour_from_everywhere(self, services: Services) -> None:
        for number in range(100):
            assert await refused(services, Visitor("", f"10.0.{number}.0/24")) is None
        refusal = await refused(services, THERE)
        assert refusal is not None
        assert refusal.resets_at - datetime.now(UTC) > timedelta(minutes=59)

    async def test_a_network_has_a_share_for_all_accounts(self, services: Services) -> None:
        few = services.settings.rates.model_copy(update={"attempts_per_network": 3})
        limited = replace(services, settings=services.settings.model_copy(update={"rates": few}))
        outcomes = [await refused(limited, email=f"p{number}@example.org") for number in range(4)]
        assert [outcome is None for outcome in outcomes] == [True, True, True, False]

    async def test_one_address_is_one_account_however_it_is_spelled(self, services: Services) -> None:
        for spelling in ("Ada@example.org", " ada@EXAMPLE.org", ADA, ADA, ADA):
            assert await refused(services, email=spelling) is None
        assert await refused(services) is not None

    async def test_while_nobody_counts_nobody_signs_in(self, services: Services) -> None:
        limiter = MemoryLimiter()
        limiter.down = True
        with pytest.raises(Unavailable):
            await attempts.begin(replace(services, limiter=limiter), ADA, HERE)

    async def test_redis_does_not_learn_the_address(self, services: Services) -> None:
        await attempts.begin(services, ADA, HERE)
        assert services.settings.redis_url
        client = connect_redis(services.settings.redis_url)
        keys = [key async for key in client.scan_iter("*")]
        await client.aclose()
        assert any(b"attempts_minute" in key for key in keys)
        assert not any(b"ada" in key.lower() for key in keys)


class TestLogin:
    async def test_guesses_made_at_once_count_too(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        guesses = [f"wrong horse battery {number}" for number in range(9)]
        answers = await asyncio.gather(*(sign_in(client, "alice", guess) for guess in guesses))
        assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429] * 4
        told = next(answer for answer in answers if answer.status_code == 429)
        assert told.json()["type"] == "rate_exceeded"
        assert 0 < int(told.headers["retry-after"]) <= 60

    async def test_an_unknown_address_is_refused_alike(self, client: httpx2.AsyncClient) -> None:
        answers = await asyncio.gather(*(sign_in(client, "nobody", "x" * 12) for _ in range(6)))
        assert sorted(answer.status_code for answer in answers) == [401] * 5 + [429]
