"""An address is shown to be one's own by the link that was mailed to it."""

import httpx2

from career.mailer import MemoryMailer
from career.services import Services
from models.audit import AuditEntry, AuditKind
from tests.support.accounts import mailed_token, user_of

VERIFICATION = "/api/v1/auth/email-verification"


class TestVerifyEmail:
    async def test_whoever_signs_up_gets_a_link_that_works_without_signing_in(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        token = await mailed_token(mailbox, services)
        assert mailbox.messages[-1].to == "alice@example.org"
        answer = await client.put(VERIFICATION, json={"token": token})
        assert answer.status_code == 200
        assert answer.json()["email_verified"] is True
        user = await user_of(alice)
        assert user.email_verified
        assert await AuditEntry.of(user).filter(kind=AuditKind.EMAIL_VERIFIED).count() == 1

    async def test_it_works_once(
        self, alice: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        token = await mailed_token(mailbox, services)
        await alice.put(VERIFICATION, json={"token": token})
        again = await alice.put(VERIFICATION, json={"token": token})
        assert (again.status_code, again.json()["type"]) == (422, "link_spent")
        assert again.json()["errors"][0]["at"] == "/token"

    async def test_nonsense_is_answered_as_a_spent_link(self, client: httpx2.AsyncClient) -> None:
        answer = await client.put(VERIFICATION, json={"token": "nonsense"})
        assert (answer.status_code, answer.json()["type"]) == (422, "link_spent")


class TestSendVerification:
    async def test_a_stranger_is_refused(self, client: httpx2.AsyncClient) -> None:
        assert (await client.post(VERIFICATION)).status_code == 401

    async def test_the_new_link_voids_the_old_one(
        self, alice: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        old = await mailed_token(mailbox, services)
        assert (await alice.post(VERIFICATION)).status_code == 202
        new = await mailed_token(mailbox, services)
        assert (await alice.put(VERIFICATION, json={"token": old})).status_code == 422
        assert (await alice.put(VERIFICATION, json={"token": new})).status_code == 200

    async def test_a_confirmed_address_needs_no_link(
        self, alice: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services
    ) -> None:
        await alice.put(VERIFICATION, json={"token": await mailed_token(mailbox, services)})
        answer = await alice.post(VERIFICATION)
        assert (answer.status_code, answer.json()["type"]) == (409, "email_verified")
