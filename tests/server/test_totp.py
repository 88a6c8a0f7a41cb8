"""The authenticator app: codes work once each, and recovery codes stand in for it."""

import asyncio
import time
from urllib.parse import unquote

import httpx2
import pyotp

from models.audit import AuditEntry, AuditKind
from models.mails import Mail, MailKind
from models.second_factors import Authenticator, RecoveryCode
from tests.support.accounts import TOTP, enrol, sign_in, user_of, verify
from tests.support.house import PASSWORD, House


class TestEnrolTotp:
    async def test_a_stranger_is_refused(self, client: httpx2.AsyncClient) -> None:
        assert (await client.post(TOTP)).status_code == 401

    async def test_whoever_did_not_confirm_their_address_waits(self, alice: httpx2.AsyncClient) -> None:
        answer = await alice.post(TOTP)
        assert (answer.status_code, answer.json()["type"]) == (403, "email_unverified")

    async def test_it_counts_only_once_a_code_was_shown(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        made = (await alice.post(TOTP)).json()
        assert f"secret={made['secret']}" in made["uri"]
        assert "alice@example.org" in unquote(made["uri"])
        assert made["qr"].startswith("data:image/svg+xml")
        assert (await sign_in(client, "alice")).status_code == 200
        wrong = await alice.put(TOTP, json={"code": "000000"})
        assert (wrong.status_code, wrong.json()["type"]) == (422, "totp_wrong")
        assert (await alice.get(TOTP)).json() == {"enabled": False, "recovery_codes_left": 0}

    async def test_an_earlier_secret_that_was_never_confirmed_is_void(
        self, alice: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        first = (await alice.post(TOTP)).json()["secret"]
        second = (await alice.post(TOTP)).json()["secret"]
        assert (await alice.put(TOTP, json={"code": pyotp.TOTP(first).now()})).status_code == 422
        assert (await alice.put(TOTP, json={"code": pyotp.TOTP(second).now()})).status_code == 200

    async def test_a_second_app_needs_the_first_removed(self, alice: httpx2.AsyncClient) -> None:
        await enrol(alice)
        answer = await alice.post(TOTP)
        assert (answer.status_code, answer.json()["type"]) == (409, "totp_enabled")

    async def test_the_secret_is_sealed_and_the_codes_are_hashed(self, alice: httpx2.AsyncClient) -> None:
        app, codes = await enrol(alice)
        stored = (await Authenticator.get()).secret
        assert app.secret not in stored
        assert stored.startswith("v1.")
        rows = await RecoveryCode.all()
        assert len(rows) == len(codes) == 10
        assert not {code.replace("-", "") for code in codes} & {row.digest for row in rows}


class TestLoginWithTotp:
    async def test_the_password_alone_is_not_enough(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        app, _ = await enrol(alice)
        missing = await sign_in(client, "alice")
        assert (missing.status_code, missing.json()["type"]) == (401, "totp_required")
        wrong = await sign_in(client, "alice", totp="000000")
        assert (wrong.status_code, wrong.json()["type"]) == (401, "totp_wrong")
        assert (await sign_in(client, "alice", totp=app.now())).status_code == 200

    async def test_a_wrong_password_never_speaks_of_codes(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        app, _ = await enrol(alice)
        answer = await sign_in(client, "alice", "wrong horse battery", totp=app.now())
        assert answer.json()["type"] == "wrong_credentials"

    async def test_a_code_works_once_even_for_two_at_the_same_time(
        self, alice: httpx2.AsyncClient, app: House
    ) -> None:
        authenticator, _ = await enrol(alice)
        code = authenticator.now()
        async with app.client() as first, app.client() as second:
            answers = await asyncio.gather(
                *(sign_in(client, "alice", totp=code) for client in (first, second))
            )
        assert sorted(answer.status_code for answer in answers) == [200, 401]

    async def test_whoever_owns_the_account_is_told_of_a_code_that_comes_twice(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        authenticator, _ = await enrol(alice)
        code = authenticator.now()
        assert (await sign_in(client, "alice", totp=code)).status_code == 200
        user = await user_of(alice)
        told = Mail.of(user).filter(kind=MailKind.TOTP_REUSED)
        noted = AuditEntry.of(user).filter(kind=AuditKind.TOTP_REUSED)
        assert not await told.exists()
        for times in (1, 2):
            assert (await sign_in(client, "alice", totp=code)).status_code == 401
            assert (await told.count(), await noted.count()) == (1, times)
        assert (await sign_in(client, "alice", "wrong horse battery", totp=code)).status_code == 401
        assert await noted.count() == 2

    async def test_a_clock_may_be_a_step_off_and_no_more(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        app, _ = await enrol(alice)
        assert (await sign_in(client, "alice", totp=app.at(time.time() + 95))).status_code == 401
        assert (await sign_in(client, "alice", totp=app.at(time.time() + 25))).status_code == 200

    async def test_a_recovery_code_stands_in_once(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        _, codes = await enrol(alice)
        typed = codes[3].upper().replace("-", " ")
        assert (await sign_in(client, "alice", totp=typed)).status_code == 200
        assert (await sign_in(client, "alice", totp=typed)).status_code == 401
        assert (await alice.get(TOTP)).json()["recovery_codes_left"] == 9
        user = await user_of(alice)
        assert await AuditEntry.of(user).filter(kind=AuditKind.RECOVERY_CODE_USED).exists()

    async def test_nobody_elses_recovery_code_does(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await enrol(alice)
        _, codes = await enrol(charlie)
        assert (await sign_in(client, "alice", totp=codes[0])).status_code == 401


class TestRemoveTotp:
    async def test_it_asks_for_the_password(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await enrol(alice)
        wrong = await alice.request("DELETE", TOTP, json={"password": "wrong horse battery"})
        assert (wrong.status_code, wrong.json()["type"]) == (403, "wrong_password")
        assert (await alice.request("DELETE", TOTP, json={"password": PASSWORD})).status_code == 204
        assert (await sign_in(client, "alice")).status_code == 200
        assert not await RecoveryCode.exists()
