"""Signing up, in, and out."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx2

from career import sealed_columns
from career.limiting import MemoryLimiter
from career.services import Services
from career.tokens import Tokens
from models.sessions import Session, SessionEnd
from models.users import User
from tests.support.house import ORIGIN, PASSWORD, House

ADA = {"email": "Ada@Example.org", "password": PASSWORD, "name": "Ada Lovelace", "role": "candidate"}
COOKIE = "shortlist_refresh"
REFRESH = "/api/v1/auth/refresh"
SOCKET_TOKEN = "/api/v1/realtime/token"


class TestRegister:
    async def test_a_stranger_becomes_a_person(self, client: httpx2.AsyncClient) -> None:
        answer = await client.post("/api/v1/auth/register", json=ADA)
        assert answer.status_code == 201
        told = answer.json()
        assert told["user"]["email"] == "ada@example.org"
        assert told["token_type"] == "bearer"
        assert told["refresh_token"] is None
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "Path=/api/v1/auth" in cookie

    async def test_one_address_has_one_account_whatever_its_case(self, client: httpx2.AsyncClient) -> None:
        await client.post("/api/v1/auth/register", json=ADA)
        again = await client.post("/api/v1/auth/register", json=ADA | {"email": "ADA@example.org"})
        assert (again.status_code, again.json()["type"]) == (409, "email_taken")
        assert await User.all().count() == 1

    async def test_nobody_makes_themselves_an_administrator(self, client: httpx2.AsyncClient) -> None:
        answer = await client.post("/api/v1/auth/register", json=ADA | {"role": "admin"})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["at"] == "/role"

    async def test_a_refusal_does_not_repeat_the_password(self, client: httpx2.AsyncClient) -> None:
        answer = await client.post("/api/v1/auth/register", json=ADA | {"password": "sesame", "x": 1})
        assert answer.status_code == 422
        assert "sesame" not in answer.text

    async def test_the_password_is_stored_as_argon2id_alone_and_sealed(
        self, client: httpx2.AsyncClient, services: Services
    ) -> None:
        await client.post("/api/v1/auth/register", json=ADA)
        user = await User.get(email="ada@example.org")
        assert user.password_hash is not None
        assert "argon2" not in user.password_hash
        assert sealed_columns.PASSWORD.open(services.vault, user).startswith("$argon2id$")

    async def test_a_hash_that_is_copied_from_another_account_opens_nothing(
        self, client: httpx2.AsyncClient
    ) -> None:
        await client.post("/api/v1/auth/register", json=ADA)
        await client.post("/api/v1/auth/register", json=ADA | {"email": "eve@example.org"})
        mine = await User.get(email="eve@example.org")
        await User.filter(email="ada@example.org").update(password_hash=mine.password_hash)
        entered = await client.post("/api/v1/auth/login", json={"email": ADA["email"], "password": PASSWORD})
        assert entered.status_code == 500


class TestLogin:
    async def test_the_right_password_signs_in(self, client: httpx2.AsyncClient) -> None:
        await client.post("/api/v1/auth/register", json=ADA)
        answer = await client.post(
            "/api/v1/auth/login",
            json={"email": ADA["email"], "password": PASSWORD, "refresh_in": "body"},
        )
        assert answer.status_code == 200
        assert answer.json()["refresh_token"]
        assert "set-cookie" not in answer.headers

    async def test_a_password_begins_and_ends_where_it_was_typed(self, client: httpx2.AsyncClient) -> None:
        spaced = {"email": "spaced@example.com", "password": "  violet otters sleep late  "}
        await client.post("/api/v1/auth/register", json=spaced | {"name": "Spaced"})
        assert (await client.post("/api/v1/auth/login", json=spaced)).status_code == 200
        trimmed = spaced | {"password": spaced["password"].strip()}
        assert (await client.post("/api/v1/auth/login", json=trimmed)).status_code == 401

    async def test_an_unknown_address_and_a_wrong_password_get_one_answer(
        self, client: httpx2.AsyncClient
    ) -> None:
        await client.post("/api/v1/auth/register", json=ADA)
        wrong = await client.post("/api/v1/auth/login", json={"email": ADA["email"], "password": "x"})
        unknown = await client.post("/api/v1/auth/login", json={"email": "b@example.org", "password": "x"})
        assert wrong.status_code == unknown.status_code == 401
        keep = ("type", "title", "status", "detail")
        assert [wrong.json()[name] for name in keep] == [unknown.json()[name] for name in keep]


class TestRefresh:
    async def test_it_rotates(self, alice: httpx2.AsyncClient) -> None:
        first = alice.cookies[COOKIE]
        answer = await alice.post("/api/v1/auth/refresh")
        assert answer.status_code == 200
        assert alice.cookies[COOKIE] != first

    async def test_a_token_used_twice_ends_its_family(self, alice: httpx2.AsyncClient, app: House) -> None:
        stolen = alice.cookies[COOKIE]
        assert (await alice.post("/api/v1/auth/refresh")).status_code == 200
        async with app.client() as thief:
            again = await thief.post("/api/v1/auth/refresh", json={"refresh_token": stolen})
        assert (again.status_code, again.json()["type"]) == (401, "refresh_reused")
        assert (await alice.post("/api/v1/auth/refresh")).status_code == 401
        assert (await Session.get()).ended_by is SessionEnd.REUSE

    async def test_a_page_that_was_left_before_its_answer_came_stays_signed_in(
        self, alice: httpx2.AsyncClient, app: House
    ) -> None:
        lost = alice.cookies[COOKIE]
        page = {"Sec-Fetch-Site": "same-origin"}
        async with app.client(Origin=ORIGIN, **page) as browser:
            for _ in range(2):
                browser.cookies.clear()
                answer = await browser.post(REFRESH, headers={"Cookie": f"{COOKIE}={lost}"})
                assert answer.status_code == 200
            newest = browser.cookies[COOKIE]
            browser.cookies.clear()
            assert (await browser.post(REFRESH, headers={"Cookie": f"{COOKIE}={newest}"})).status_code == 200
            browser.cookies.clear()
            again = await browser.post(REFRESH, headers={"Cookie": f"{COOKIE}={lost}"})
        assert (again.status_code, again.json()["type"]) == (401, "refresh_reused")

    async def test_without_a_token_nobody_is_signed_in(self, client: httpx2.AsyncClient) -> None:
        assert (await client.post("/api/v1/auth/refresh")).status_code == 401

    async def test_a_page_of_another_origin_cannot_use_the_cookie(self, alice: httpx2.AsyncClient) -> None:
        answer = await alice.post("/api/v1/auth/refresh", headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403


class TestLogout:
    async def test_it_ends_the_session_at_once(self, alice: httpx2.AsyncClient) -> None:
        assert (await alice.post("/api/v1/auth/logout")).status_code == 204
        assert (await alice.get("/api/v1/me")).status_code == 401
        assert (await alice.post("/api/v1/auth/refresh")).status_code == 401


class TestMe:
    async def test_a_stranger_is_refused(self, client: httpx2.AsyncClient) -> None:
        assert (await client.get("/api/v1/me")).status_code == 401

    async def test_a_name_can_be_changed(self, alice: httpx2.AsyncClient) -> None:
        answer = await alice.patch("/api/v1/me", json={"name": "Alice Liddell"})
        assert answer.json()["name"] == "Alice Liddell"
        assert (await alice.get("/api/v1/me")).json()["name"] == "Alice Liddell"

    async def test_a_token_of_another_key_is_refused(self, alice: httpx2.AsyncClient, app: House) -> None:
        session = await Session.get()
        forged = Tokens((b"x" * 32,), access_life=app.services.tokens.access_life)
        token = forged.access(session.user_id, session.id)
        answer = await alice.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401

    async def test_a_socket_token_does_not_open_the_api(self, alice: httpx2.AsyncClient) -> None:
        token = (await alice.post("/api/v1/realtime/token")).json()["token"]
        answer = await alice.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401


class TestSocketToken:
    async def test_more_than_thirty_a_minute_are_refused_until_the_first_is_a_minute_old(
        self, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, app: House
    ) -> None:
        answers = [await alice.post(SOCKET_TOKEN) for _ in range(30)]
        assert {answer.status_code for answer in answers} == {200}
        assert app.services.tokens.read_realtime(answers[-1].json()["token"])
        refused = await alice.post(SOCKET_TOKEN)
        told = refused.json()
        assert (refused.status_code, told["type"]) == (429, "rate_exceeded")
        assert (told["limit"], told["used"]) == (30, 30)
        wait = datetime.fromisoformat(told["resets_at"]) - datetime.now(UTC)
        assert timedelta(seconds=30) < wait <= timedelta(minutes=1)
        assert abs(int(refused.headers["retry-after"]) - wait.total_seconds()) < 2
        assert (await bob.post(SOCKET_TOKEN)).status_code == 200

    async def test_an_installation_may_allow_fewer(self, alice: httpx2.AsyncClient, app: House) -> None:
        realtime = app.services.settings.realtime.model_copy(update={"tokens_per_minute": 1})
        settings = app.services.settings.model_copy(update={"realtime": realtime})
        async with served(app, replace(app.services, settings=settings), alice) as person:
            assert [(await person.post(SOCKET_TOKEN)).status_code for _ in range(2)] == [200, 429]

    async def test_while_nothing_can_be_counted_everybody_gets_one(
        self, alice: httpx2.AsyncClient, app: House
    ) -> None:
        limiter = MemoryLimiter()
        limiter.down = True
        async with served(app, replace(app.services, limiter=limiter), alice) as person:
            answers = [await person.post(SOCKET_TOKEN) for _ in range(31)]
        assert {answer.status_code for answer in answers} == {200}


@asynccontextmanager
async def served(
    app: House, services: Services, person: httpx2.AsyncClient
) -> AsyncIterator[httpx2.AsyncClient]:
    """The person again, on the same application with these services."""
    changed = replace(app, services=services, state=app.state | {"services": services})
    async with changed.client(Origin=ORIGIN, Authorization=person.headers["authorization"]) as again:
        yield again


async def test_the_origin_of_our_own_page_is_welcome(client: httpx2.AsyncClient) -> None:
    answer = await client.post("/api/v1/auth/register", json=ADA, headers={"Origin": ORIGIN})
    assert answer.status_code == 201
