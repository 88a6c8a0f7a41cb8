"""A copy of what is kept about oneself, and the end of an account, as a browser asks for them."""

import io
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zipfile import ZipFile

import httpx2
import pytest

from career.feed import Disconnect
from career.feed.orders import orders
from career.jobs import MakePersonalCopy, RemoveLeftovers
from career.mailer import MemoryMailer
from career.queue import MemoryQueue
from career.services import Services
from career.storage import Folder, keys
from models.audit import AuditEntry, AuditKind
from models.personal_copies import PersonalCopy
from models.sessions import Session
from models.users import User
from tests.career.test_shared_documents import hearing
from tests.server.test_races import statuses
from tests.support.accounts import enrol, sign_in, user_of
from tests.support.house import PASSWORD, House, run_jobs

COPIES = "/api/v1/me/exports"
ME = "/api/v1/me"


async def made(person: httpx2.AsyncClient, services: Services) -> dict:
    """A copy that lies ready."""
    asked = await person.post(COPIES)
    assert asked.status_code == 202, asked.text
    await run_jobs(services)
    copy = (await person.get(f"{COPIES}/{asked.json()['id']}")).json()
    assert copy["status"] == "completed", copy
    return copy


async def audited(kind: AuditKind) -> int:
    return await AuditEntry.filter(kind=kind).count()


class TestAskingForACopy:
    async def test_it_is_made_by_a_job_and_told_of(
        self, alice: httpx2.AsyncClient, services: Services, mailbox: MemoryMailer
    ) -> None:
        asked = await alice.post(COPIES)
        told = asked.json()
        assert (asked.status_code, told["status"], told["size"], told["expires_at"]) == (
            *(202, "pending"),
            *(None, None),
        )
        await run_jobs(services)
        copy = (await alice.get(f"{COPIES}/{told['id']}")).json()
        assert (copy["status"], copy["problem"]) == ("completed", None)
        ends = datetime.fromisoformat(copy["expires_at"]) - datetime.fromisoformat(copy["finished_at"])
        assert ends == timedelta(hours=1)
        assert (await alice.get(COPIES)).json()["items"] == [copy]

        history = await services.feed.history(f"user:{(await user_of(alice)).id}", 0, -1)
        event = json.loads(history.publications[-1].body)["data"]
        assert (event["type"], event["copy_id"]) == ("copy.finished", copy["id"])
        assert mailbox.messages[-1].subject == "The copy of your data is ready"
        assert await audited(AuditKind.COPY_REQUESTED) == 1

    async def test_a_second_press_gets_the_first_one(
        self, alice: httpx2.AsyncClient, queue: MemoryQueue
    ) -> None:
        queue.jobs.clear()
        told = await statuses(alice.post(COPIES) for _ in range(6))
        assert told == {202: 6}
        assert await PersonalCopy.all().count() == 1
        assert queue.jobs == [MakePersonalCopy(copy_id=(await PersonalCopy.get()).id)]

    async def test_five_a_day(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        for _ in range(5):
            await made(alice, services)
        refused = await alice.post(COPIES)
        told = refused.json()
        assert (refused.status_code, told["type"], told["limit"]) == (429, "rate_exceeded", 5)
        assert await PersonalCopy.all().count() == 5
        assert (await charlie.post(COPIES)).status_code == 202


class TestDownloadingACopy:
    async def test_it_is_the_file_whose_digest_is_told(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        copy = await made(alice, services)
        answer = await alice.get(f"{COPIES}/{copy['id']}/file")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/zip"
        assert answer.headers["content-length"] == str(copy["size"]) == str(len(answer.content))
        assert (
            f'filename="shortlist-{datetime.now(UTC):%Y-%m-%d}.zip"' in answer.headers["content-disposition"]
        )
        with ZipFile(io.BytesIO(answer.content)) as zipped:
            assert zipped.testzip() is None
            account = json.loads(zipped.read("account.json"))
        assert (account["email"], account["name"]) == ("alice@example.org", "Alice")
        assert await audited(AuditKind.COPY_DOWNLOADED) == 1

    async def test_one_that_is_not_made_yet(self, alice: httpx2.AsyncClient) -> None:
        asked = await alice.post(COPIES)
        answer = await alice.get(f"{COPIES}/{asked.json()['id']}/file")
        assert (answer.status_code, answer.json()["type"]) == (409, "not_ready")

    async def test_after_an_hour_it_is_refused_and_then_gone(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        copy = await made(alice, services)
        await PersonalCopy.all().update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
        path = f"{COPIES}/{copy['id']}/file"
        assert ((await alice.get(path)).status_code, (await alice.get(path)).json()["type"]) == (
            *(409, "copy_expired"),
        )
        await services.queue.put(RemoveLeftovers())
        await run_jobs(services)
        assert (await alice.get(path)).status_code == 404
        mine = keys.folder_of(Folder.COPIES, (await user_of(alice)).id)
        assert await services.storage.names(mine) == []

    async def test_nobody_else_gets_it(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        copy = await made(alice, services)
        for path in (f"{COPIES}/{copy['id']}", f"{COPIES}/{copy['id']}/file"):
            assert (await charlie.get(path)).status_code == 404
        assert (await charlie.get(COPIES)).json()["items"] == []
        assert await audited(AuditKind.COPY_DOWNLOADED) == 0

    async def test_a_damaged_file_never_looks_whole(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        copy = await made(alice, services)
        await PersonalCopy.all().update(sha256="0" * 64)
        # The answer has begun with a status of 200: breaking it off is all that is left to do.
        with pytest.raises(RuntimeError, match="already started"):
            await alice.get(f"{COPIES}/{copy['id']}/file")


async def erase(person: httpx2.AsyncClient, **proof: str) -> httpx2.Response:
    return await person.request("DELETE", ME, json=proof)


class TestErasing:
    async def test_the_right_password_ends_it_all(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        answer = await erase(alice, password=PASSWORD)
        assert (answer.status_code, answer.content) == (204, b"")
        assert 'shortlist_refresh=""' in answer.headers["set-cookie"]
        assert (await alice.get(ME)).status_code == 401
        assert (await sign_in(client, "alice")).status_code == 401
        assert await User.all().count() == 0

    @pytest.mark.parametrize("proof", [{}, {"password": "wrong"}, {"password": ""}])
    async def test_without_it_nothing_happens_and_the_sign_in_stays(
        self, alice: httpx2.AsyncClient, proof: dict[str, str]
    ) -> None:
        answer = await erase(alice, **proof)
        assert (answer.status_code, answer.json()["type"]) == (403, "wrong_password")
        assert (await alice.get(ME)).status_code == 200

    async def test_an_authenticator_app_is_asked_for_as_well(self, alice: httpx2.AsyncClient) -> None:
        app, codes = await enrol(alice)
        missing = await erase(alice, password=PASSWORD)
        assert (missing.status_code, missing.json()["type"]) == (403, "totp_required")
        wrong = await erase(alice, password=PASSWORD, totp="000000")
        assert (wrong.status_code, wrong.json()["type"]) == (403, "totp_wrong")
        guessed = await erase(alice, password="wrong", totp=app.now())
        assert guessed.json()["type"] == "wrong_password"
        assert (await erase(alice, password=PASSWORD, totp=codes[0])).status_code == 204

    async def test_without_a_password_the_sign_in_must_be_fresh(self, alice: httpx2.AsyncClient) -> None:
        await User.all().update(password_hash=None)
        began = datetime.now(UTC) - timedelta(minutes=10)
        await Session.all().update(created_at=began)
        stale = await erase(alice)
        assert (stale.status_code, stale.json()["type"]) == (403, "sign_in_again")
        await Session.all().update(created_at=began + timedelta(seconds=5))
        assert (await erase(alice)).status_code == 204

    async def test_its_sockets_are_closed_at_once(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient, services: Services
    ) -> None:
        assert (await sign_in(client, "alice")).status_code == 200
        sessions = {session.id for session in await Session.all()}
        user = await user_of(alice)
        listener = await hearing(services.feed)
        await erase(alice, password=PASSWORD)
        told = [orders.validate_json((await listener.hear()).payload) for _ in sessions]
        assert {order.sid for order in told if isinstance(order, Disconnect)} == sessions
        assert {order.user for order in told if isinstance(order, Disconnect)} == {user.id}
        await listener.close()

    async def test_of_two_at_once_the_second_finds_nobody(self, alice: httpx2.AsyncClient) -> None:
        told = await statuses(erase(alice, password=PASSWORD) for _ in range(3))
        assert told == Counter({401: 2, 204: 1})

    async def test_wrong_passwords_count_as_attempts(self, alice: httpx2.AsyncClient) -> None:
        told = await statuses(erase(alice, password=uuid4().hex) for _ in range(8))
        assert told == {403: 5, 429: 3}

    async def test_whatever_others_have_stays(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, app: House
    ) -> None:
        assert (await charlie.get("/api/v1/profile")).status_code == 200
        assert (await erase(alice, password=PASSWORD)).status_code == 204
        assert (await charlie.get(ME)).status_code == 200
        assert await User.all().count() == 1
