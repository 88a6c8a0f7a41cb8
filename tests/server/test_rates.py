"""How often one may call: counted by person or by address, told in headers, and refused clearly."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import httpx2
import pytest

from career.limiting import Limiter, MemoryLimiter, RedisLimiter
from career.limits import RateLimits
from career.services import Services
from career.wiring import connect_redis
from server.app import api_routes
from server.openapi import described
from server.rates import Pace
from tests.server.test_sessions import ADA
from tests.support.accounts import sign_in
from tests.support.house import House, signed_up

JOBS = "/api/v1/jobs"
LOGIN = {"email": "nobody@example.org", "password": "x" * 12}
NAMES = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "RateLimit-Policy")


def limited(app: House, limiter: Limiter | None = None, **rates: int) -> House:
    """The same application with these rates, counted from the beginning."""
    unlimited = app.services.settings.rates.model_dump()
    settings = app.services.settings.model_copy(update={"rates": RateLimits(**{**unlimited, **rates})})
    services = replace(app.services, settings=settings, limiter=limiter or MemoryLimiter())
    return replace(app, services=services, state=app.state | {"services": services})


@asynccontextmanager
async def at(house: House, address: str) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=house, client=(address, 50000))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost:8000") as stranger:
        yield stranger


@pytest.fixture
async def away() -> AsyncIterator[RedisLimiter]:
    """It counts in a Redis that is not there."""
    client = connect_redis("redis://127.0.0.1:1/0")
    yield RedisLimiter(client)
    await client.aclose()


class TestHeaders:
    async def test_every_answer_tells_what_is_left(self, app: House) -> None:
        house = limited(app, reads=3)
        async with signed_up(house, "alice") as alice:
            answers = [
                await alice.get(JOBS),
                await alice.get(f"{JOBS}/nothing"),
                await alice.get(JOBS + "?x=1"),
            ]
        assert [answer.status_code for answer in answers] == [200, 404, 422]
        told = [answers[place].headers for place in (0, 2)]
        assert [int(headers["RateLimit-Remaining"]) for headers in told] == [2, 1]
        assert {headers["RateLimit-Limit"] for headers in told} == {"3"}
        assert {headers["RateLimit-Policy"] for headers in told} == {"3;w=60"}
        assert all(55 <= int(headers["RateLimit-Reset"]) <= 60 for headers in told)

    async def test_a_refusal_says_when_it_works_again(self, app: House) -> None:
        house = limited(app, reads=1)
        async with signed_up(house, "alice") as alice:
            await alice.get(JOBS)
            refused = await alice.get(JOBS)
        told = refused.json()
        assert (refused.status_code, told["type"]) == (429, "rate_exceeded")
        assert (told["limit"], told["used"]) == (1, 1)
        assert datetime.fromisoformat(told["resets_at"]) > datetime.now(UTC)
        assert 55 <= int(refused.headers["Retry-After"]) <= 60
        assert refused.headers["RateLimit-Remaining"] == "0"

    async def test_pages_of_other_origins_may_read_them(self, client: httpx2.AsyncClient) -> None:
        answer = await client.get("/api/v1/templates", headers={"Origin": "http://localhost:8000"})
        assert set(NAMES) <= {*answer.headers["access-control-expose-headers"].split(", ")}

    async def test_whoever_watches_over_the_service_is_never_refused(self, app: House) -> None:
        async with limited(app, reads=1).client() as client:
            answers = [await client.get("/health") for _ in range(3)]
        assert {answer.status_code for answer in answers} == {200}
        assert not any("RateLimit-Limit" in answer.headers for answer in answers)


class TestSubjects:
    async def test_each_person_has_a_share_of_their_own(self, app: House) -> None:
        house = limited(app, reads=1)
        async with signed_up(house, "alice") as alice, signed_up(house, "charlie") as charlie:
            assert (await alice.get(JOBS)).status_code == 200
            assert (await charlie.get(JOBS)).status_code == 200
            assert (await alice.get(JOBS)).status_code == 429

    async def test_strangers_share_their_address_and_forged_tokens_count_on_it(self, app: House) -> None:
        house = limited(app, reads=2)
        async with at(house, "203.0.113.7") as here, at(house, "203.0.113.8") as next_door:
            forged = {"Authorization": "Bearer forged.token.here"}
            assert (await here.get(JOBS, headers=forged)).status_code == 401
            assert (await here.get("/api/v1/templates")).status_code == 200
            assert (await here.get(JOBS, headers=forged)).status_code == 429
            assert (await next_door.get("/api/v1/templates")).status_code == 200

    async def test_one_connection_has_many_addresses_of_ipv6(self, app: House) -> None:
        house = limited(app, reads=1)
        async with at(house, "2001:db8:1:2::1") as here, at(house, "2001:db8:1:2:ffff::9") as same:
            assert (await here.get("/api/v1/templates")).status_code == 200
            assert (await same.get("/api/v1/templates")).status_code == 429
        async with at(house, "2001:db8:1:3::1") as other:
            assert (await other.get("/api/v1/templates")).status_code == 200

    async def test_reading_and_writing_wait_for_different_minutes(self, app: House) -> None:
        house = limited(app, writes=1)
        async with signed_up(house, "alice") as alice:
            assert (await alice.patch("/api/v1/me", json={"name": "A"})).status_code == 200
            assert (await alice.patch("/api/v1/me", json={"name": "B"})).status_code == 429
            assert (await alice.get("/api/v1/me")).json()["name"] == "A"

    async def test_passwords_are_counted_by_address_whoever_is_signed_in(self, app: House) -> None:
        house = limited(app, credentials=3)
        async with signed_up(house, "alice") as alice, at(house, "127.0.0.1") as stranger:
            assert (await stranger.post("/api/v1/auth/login", json=LOGIN)).status_code == 401
            change = {"current": "wrong horse battery", "new": "another horse entirely"}
            assert (await alice.put("/api/v1/auth/password", json=change)).status_code == 403
            assert (await stranger.post("/api/v1/auth/login", json=LOGIN)).status_code == 429

    async def test_accounts_made_from_one_network_are_counted(self, app: House) -> None:
        house = limited(app, registrations_per_hour=1)
        async with house.client() as client:
            assert (await client.post("/api/v1/auth/register", json=ADA)).status_code == 201
            again = await client.post("/api/v1/auth/register", json=ADA | {"email": "b@example.org"})
        assert (again.status_code, again.json()["limit"]) == (429, 1)

    async def test_nobodys_mailbox_is_filled_by_asking(self, app: House, services: Services) -> None:
        house = limited(app)
        async with signed_up(house, "alice") as alice:
            asked = [await alice.post("/api/v1/auth/email-verification") for _ in range(6)]
        assert [answer.status_code for answer in asked] == [202] * 5 + [429]


class TestWithoutRedis:
    async def test_people_go_on_working_and_nobody_signs_in(self, app: House, away: RedisLimiter) -> None:
        house = limited(app, away)
        async with signed_up(app, "alice") as alice, house.client() as stranger:
            stranger.headers["Authorization"] = alice.headers["Authorization"]
            seen = await stranger.get(JOBS)
            assert seen.status_code == 200
            assert not any(name in seen.headers for name in NAMES)
            assert (await stranger.patch("/api/v1/me", json={"name": "A"})).status_code == 200
            closed = await sign_in(stranger, "alice")
            assert (closed.status_code, closed.json()["type"]) == (503, "unavailable")
            assert int(closed.headers["Retry-After"]) >= 1


def test_every_operation_that_takes_a_secret_is_paced_as_one() -> None:
    """A password or a code that may be tried 600 times a minute is none."""
    for path, method, operation in described(api_routes):
        members = set(operation.body.model_fields) if operation.body else set()
        if members & {"password", "current", "totp", "code", "token"}:
            assert operation.pace_of(method.upper()) is Pace.CREDENTIALS, path
