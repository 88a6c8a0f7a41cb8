"""A new password: with the old one, or with a mailed link; and what others learn from asking."""

import time
from datetime import UTC, datetime

import httpx2

from career.mailer import MemoryMailer
from career.services import Services
from models.api_keys import ApiKey
from models.audit import AuditEntry, AuditKind
from models.identities import Identity
from models.second_factors import Authenticator
from models.users import User
from tests.support.accounts import enrol, mailed_token, sign_in, user_of, verify
from tests.support.house import PASSWORD, House, run_jobs

CHANGE = "/api/v1/auth/password"
RESET = "/api/v1/auth/password-reset"
NEW = "another horse entirely"


async def reset_token(
    stranger: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services, name: str = "alice"
) -> str:
    assert (await stranger.post(RESET, json={"email": f"{name}@example.org"})).status_code == 202
    return await mailed_token(mailbox, services)


class TestChangePassword:
    async def test_a_stranger_is_refused(self, client: httpx2.AsyncClient) -> None:
        assert (await client.put(CHANGE, json={"current": PASSWORD, "new": NEW})).status_code == 401

    async def test_it_needs_the_old_one_and_keeps_this_sign_in(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        other = (await sign_in(client, "alice")).json()["access_token"]
        wrong = await alice.put(CHANGE, json={"current": "wrong horse battery", "new": NEW})
        assert (wrong.status_code, wrong.json()["type"]) == (403, "wrong_password")
        assert (await alice.put(CHANGE, json={"current": PASSWORD, "new": NEW})).status_code == 204
        assert (await alice.get("/api/v1/me")).status_code == 200
        refused = await client.get("/api/v1/me", headers={"Authorization": f"Bearer {other}"})
        assert refused.status_code == 401
        assert (await sign_in(client, "alice")).status_code == 401
        assert (await sign_in(client, "alice", NEW)).status_code == 200
        await run_jobs(services)
        assert mailbox.messages[-1].subject == "Your password was changed"
        user = await user_of(alice)
        assert await AuditEntry.of(user).filter(kind=AuditKind.PASSWORD_CHANGED).count() == 1

    async def test_a_guessable_one_is_pointed_out(self, alice: httpx2.AsyncClient) -> None:
        answer = await alice.put(CHANGE, json={"current": PASSWORD, "new": "alice1234567"})
        assert (answer.status_code, answer.json()["type"]) == (422, "password_guessable")
        assert answer.json()["errors"][0]["at"] == "/new"
        assert (await alice.put(CHANGE, json={"current": PASSWORD, "new": "x" * 11})).status_code == 422
        assert (await alice.put(CHANGE, json={"current": PASSWORD, "new": "x" * 129})).status_code == 422


class TestResetPassword:
    async def test_the_link_sets_a_new_one_and_ends_every_sign_in(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        token = await reset_token(client, mailbox, services)
        assert (await client.put(RESET, json={"token": token, "password": NEW})).status_code == 204
        assert (await alice.get("/api/v1/me")).status_code == 401
        assert (await sign_in(client, "alice")).status_code == 401
        assert (await sign_in(client, "alice", NEW)).status_code == 200
        again = await client.put(RESET, json={"token": token, "password": "yet another horse"})
        assert (again.status_code, again.json()["type"]) == (422, "link_spent")

    async def test_a_refused_password_does_not_use_the_link_up(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        token = await reset_token(client, mailbox, services)
        weak = await client.put(RESET, json={"token": token, "password": "password1234"})
        assert weak.json()["type"] == "password_guessable"
        assert (await client.put(RESET, json={"token": token, "password": NEW})).status_code == 204

    async def test_codes_of_the_app_are_still_asked_for(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        await enrol(alice)
        token = await reset_token(client, mailbox, services)
        await client.put(RESET, json={"token": token, "password": NEW})
        assert (await sign_in(client, "alice", NEW)).json()["type"] == "totp_required"

    async def test_the_owner_of_an_address_takes_an_account_over_that_somebody_else_made(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        """Whoever registered it never showed that the address is theirs: what they added goes."""
        user = await user_of(alice)
        await Identity.create(user=user, provider="github", subject="17")
        await Authenticator.create(user=user, secret="x", confirmed_at=datetime.now(UTC))
        await ApiKey.create(user=user, name="back door", hint="sl_", digest="d", scopes=["jobs:read"])
        token = await reset_token(client, mailbox, services)
        assert (await client.put(RESET, json={"token": token, "password": NEW})).status_code == 204
        assert (await User.get(id=user.id)).email_verified
        for door in (Identity, Authenticator, ApiKey):
            assert not await door.exists()

    async def test_of_a_confirmed_account_only_the_password_changes(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        user = await verify(alice)
        await Identity.create(user=user, provider="github", subject="17")
        token = await reset_token(client, mailbox, services)
        await client.put(RESET, json={"token": token, "password": NEW})
        assert await Identity.exists()


class TestWhatAskingTells:
    async def test_an_unknown_address_is_answered_alike_and_gets_no_mail(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        await run_jobs(services)
        mailbox.messages.clear()
        known, known_s = await timed(client, "alice@example.org")
        unknown, unknown_s = await timed(client, "nobody@example.org")
        assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, b"")
        await run_jobs(services)
        assert [message.to for message in mailbox.messages] == ["alice@example.org"]
        assert min(known_s, unknown_s) >= 0.5

    async def test_a_failed_sign_in_takes_as_long_for_an_address_that_is_unknown(
        self, alice: httpx2.AsyncClient, app: House
    ) -> None:
        async with app.client() as client:
            for name in ("alice", "nobody"):
                began = time.perf_counter()
                assert (await sign_in(client, name, "wrong horse battery")).status_code == 401
                assert time.perf_counter() - began >= 0.5


async def timed(client: httpx2.AsyncClient, email: str) -> tuple[httpx2.Response, float]:
    began = time.perf_counter()
    answer = await client.post(RESET, json={"email": email})
    return answer, time.perf_counter() - began
