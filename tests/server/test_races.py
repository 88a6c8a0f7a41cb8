"""The same thing asked for many times at once: one effect, and nobody loses what they saved."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Iterable
from datetime import UTC, datetime

import httpx2
import pytest

from career import plans
from career.exports import make
from career.services import Services
from models.applications import Application, ApplicationEvent
from models.exports import Export
from models.generations import Generation, Kind
from models.jobs import Job
from models.resumes import Import, Resume
from models.sessions import RefreshToken, Session
from models.status import Status
from models.users import User
from tests.server.test_journey import fill_profile, keep_posting
from tests.support.house import ORIGIN, PASSWORD, House, run_jobs
from tests.support.texts import POSTING, RESUME

NOBODYS = "01932d1c-9f0a-7cc2-b1f3-d5e7a9c1b3d5"
JOB = {"title": "Engineer", "text": POSTING}


async def statuses(asked: Iterable[Awaitable[httpx2.Response]]) -> Counter[int]:
    return Counter(int(answer.status_code) for answer in await asyncio.gather(*asked))


async def test_one_address_registered_at_once_is_one_account(app: House) -> None:
    body = {"email": "twin@example.org", "password": PASSWORD, "name": "Twin"}
    async with app.client() as client:
        told = await statuses(client.post("/api/v1/auth/register", json=body) for _ in range(6))
    assert told == {201: 1, 409: 5}
    assert await User.all().count() == 1


async def test_first_looks_at_a_profile_make_one(alice: httpx2.AsyncClient) -> None:
    assert await statuses(alice.get("/api/v1/profile") for _ in range(8)) == {200: 8}


async def test_resume_and_letter_at_once_are_one_of_each(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)
    kinds = [kind.value for kind in Kind] * 4
    drafts = [{"kind": kind, "job_id": job["id"]} for kind in kinds]
    told = await statuses(alice.post("/api/v1/generations", json=draft) for draft in drafts)
    assert told == {202: 8}
    assert await Generation.all().count() == 2
    assert (await Application.all().count(), await ApplicationEvent.all().count()) == (1, 1)


async def test_a_file_is_read_once_at_a_time(alice: httpx2.AsyncClient, services: Services) -> None:
    kept = await alice.post("/api/v1/resumes", files={"file": ("r.txt", RESUME.encode())})
    path = f"/api/v1/resumes/{kept.json()['id']}/imports"
    assert await statuses(alice.post(path) for _ in range(8)) == {202: 8}
    assert await Import.all().count() == 1
    await run_jobs(services)
    read = await Import.get()
    decision = f"/api/v1/imports/{read.id}/decision"
    told = await statuses(alice.put(decision, json={"accept": ["/basics/name"]}) for _ in range(5))
    assert told == {200: 1, 409: 4}
    assert (await alice.get("/api/v1/profile")).json()["version"] == 2


async def test_moves_at_once_are_one_event(alice: httpx2.AsyncClient) -> None:
    job = await keep_posting(alice)
    draft = {"job_id": job["id"]}
    assert await statuses(alice.post("/api/v1/applications", json=draft) for _ in range(5)) == {
        201: 1,
        409: 4,
    }
    path = f"/api/v1/applications/{(await Application.get()).id}/moves"
    assert await statuses(alice.post(path, json={"stage": "applied"}) for _ in range(8)) == {201: 1, 409: 7}
    stages = ["screening", "interviewing", "offer", "rejected"]
    assert await statuses(alice.post(path, json={"stage": stage}) for stage in stages) == {201: 4}
    events = await ApplicationEvent.all().order_by("id")
    assert [event.previous for event in events][1:] == [event.stage for event in events][:-1]
    assert (await Application.get()).stage == events[-1].stage


async def test_of_saves_with_one_version_one_wins(alice: httpx2.AsyncClient, services: Services) -> None:
    await fill_profile(alice, services)
    version = (await alice.get("/api/v1/profile")).json()["version"]
    changes = [{"version": version, "language": f"e{letter}"} for letter in "nstu"]
    assert await statuses(alice.patch("/api/v1/profile", json=one) for one in changes) == {200: 1, 409: 3}
    assert (await alice.get("/api/v1/profile")).json()["version"] == version + 1


async def test_of_edits_of_one_text_one_wins(alice: httpx2.AsyncClient, services: Services) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)
    asked = await alice.post("/api/v1/generations", json={"kind": "cover_letter", "job_id": job["id"]})
    await run_jobs(services)
    path = f"/api/v1/generations/{asked.json()['id']}"
    edits = [{"version": 1, "text": f"Mine, {number}."} for number in range(5)]
    assert await statuses(alice.patch(path, json=edit) for edit in edits) == {200: 1, 409: 4}
    assert [row["number"] for row in (await alice.get(f"{path}/versions")).json()["items"]] == [2, 1]


async def test_a_quota_holds_against_requests_at_once(alice: httpx2.AsyncClient, services: Services) -> None:
    await fill_profile(alice, services)
    user = await User.get()
    for _ in range(services.settings.exports_per_hour - 2):
        await plans.use_export(services, user)
    draft = {"documents": [{"profile": True}], "format": "txt"}
    assert await statuses(alice.post("/api/v1/exports", json=draft) for _ in range(8)) == {202: 2, 429: 6}

    jobs = [(await alice.post("/api/v1/jobs", json=JOB)).json()["id"] for _ in range(6)]
    for _ in range(services.settings.letters_per_day - 2):
        await plans.use_letter(services, user)
    drafts = [{"kind": "cover_letter", "job_id": job_id} for job_id in jobs]
    told = await statuses(alice.post("/api/v1/generations", json=draft) for draft in drafts)
    assert told == {202: 2, 429: 4}


async def test_deleting_what_was_made_gives_nothing_of_a_quota_back(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    await fill_profile(alice, services)
    user = await User.get()
    for _ in range(services.settings.exports_per_hour - 1):
        await plans.use_export(services, user)
    draft = {"documents": [{"profile": True}], "format": "txt"}
    wrong = await alice.post("/api/v1/exports", json=draft | {"documents": [{"generation_id": NOBODYS}]})
    assert wrong.status_code == 404  # and it uses nothing up
    made = await alice.post("/api/v1/exports", json=draft)
    assert made.status_code == 202
    assert (await alice.delete(f"/api/v1/exports/{made.json()['id']}")).status_code == 204
    refused = await alice.post("/api/v1/exports", json=draft)
    told = refused.json()
    assert (refused.status_code, told["type"]) == (429, "quota_exhausted")
    assert told["limit"] == told["used"] == services.settings.exports_per_hour
    assert await Export.all().count() == 0


class TestIdempotencyKey:
    async def test_many_posts_with_one_key_have_one_effect(self, alice: httpx2.AsyncClient) -> None:
        key = {"Idempotency-Key": "one"}
        told = await statuses(alice.post("/api/v1/jobs", json=JOB, headers=key) for _ in range(10))
        assert set(told) <= {201, 409}
        assert await Job.all().count() == 1
        again = await alice.post("/api/v1/jobs", json=JOB, headers=key)
        assert (again.status_code, again.headers["idempotent-replayed"]) == (201, "true")
        assert again.json()["id"] == str((await Job.get()).id)

    async def test_a_key_belongs_to_its_person_and_to_its_request(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient
    ) -> None:
        key = {"Idempotency-Key": "one"}
        mine = await alice.post("/api/v1/jobs", json=JOB, headers=key)
        theirs = await charlie.post("/api/v1/jobs", json=JOB, headers=key)
        assert mine.json()["id"] != theirs.json()["id"]
        other = await alice.post("/api/v1/jobs", json=JOB | {"title": "Chef"}, headers=key)
        elsewhere = await alice.post("/api/v1/job-imports", json={"text": POSTING}, headers=key)
        for refused in (other, elsewhere):
            assert (refused.status_code, refused.json()["type"]) == (409, "idempotency_mismatch")

    async def test_a_key_that_came_with_a_file_is_not_good_for_another_of_its_size(
        self, alice: httpx2.AsyncClient
    ) -> None:
        key = {"Idempotency-Key": "file"}
        mine, other = RESUME.encode(), RESUME.replace("Nadia", "Ziggy").encode()
        first = await alice.post("/api/v1/resumes", files={"file": ("r.txt", mine)}, headers=key)
        again = await alice.post("/api/v1/resumes", files={"file": ("r.txt", mine)}, headers=key)
        assert first.json() == again.json()
        refused = await alice.post("/api/v1/resumes", files={"file": ("r.txt", other)}, headers=key)
        assert (refused.status_code, refused.json()["type"]) == (409, "idempotency_mismatch")
        assert await Resume.all().count() == 1

    @pytest.mark.parametrize("key", [b"", b"x" * 256, b"a\tb", b"\x7f"])
    async def test_a_key_is_short_and_printable(self, alice: httpx2.AsyncClient, key: bytes) -> None:
        own = alice.headers["authorization"].encode()
        headers = [(b"Authorization", own), (b"Idempotency-Key", key)]
        refused = await alice.post("/api/v1/jobs", json=JOB, headers=headers)
        assert refused.status_code == 422
        assert await Job.all().count() == 0

    async def test_a_refusal_is_not_remembered(self, alice: httpx2.AsyncClient) -> None:
        key = {"Idempotency-Key": "one"}
        assert (await alice.post("/api/v1/job-imports", json={"text": "x"}, headers=key)).status_code == 422
        assert (
            await alice.post("/api/v1/job-imports", json={"text": POSTING}, headers=key)
        ).status_code == 201


class TestRefresh:
    @pytest.mark.parametrize("_again", range(5))
    async def test_a_token_used_twice_at_once_leaves_nobody_signed_in(
        self, alice: httpx2.AsyncClient, app: House, _again: int
    ) -> None:
        stolen = {"refresh_token": alice.cookies["shortlist_refresh"]}
        async with app.client() as thief:
            told = await statuses(one.post("/api/v1/auth/refresh", json=stolen) for one in (alice, thief))
        assert told == {200: 1, 401: 1}
        session = await Session.get()
        assert not session.alive(datetime.now(UTC))
        assert await RefreshToken.filter(session=session).count() == 2
        assert (await alice.get("/api/v1/me")).status_code == 401

    @pytest.mark.parametrize("_again", range(3))
    async def test_two_pages_that_load_at_once_stay_signed_in(
        self, alice: httpx2.AsyncClient, app: House, _again: int
    ) -> None:
        own = {"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}
        cookie = own | {"Cookie": f"shortlist_refresh={alice.cookies['shortlist_refresh']}"}
        async with app.client() as one, app.client() as other:
            told = await statuses(
                page.post("/api/v1/auth/refresh", headers=cookie, json={}) for page in (one, other)
            )
        assert told == {200: 2}
        assert (await alice.get("/api/v1/me")).status_code == 200


async def test_a_file_deleted_while_it_is_printed_leaves_nothing_in_storage(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    await fill_profile(alice, services)
    draft = {"documents": [{"profile": True}], "format": "pdf"}
    asked = (await alice.post("/api/v1/exports", json=draft)).json()
    printing = asyncio.create_task(make(services, asked["id"]))
    async with asyncio.timeout(10):
        while (await Export.get()).status is Status.PENDING:  # noqa: ASYNC110 - the row is what tells
            await asyncio.sleep(0.005)
    assert (await alice.delete(f"/api/v1/exports/{asked['id']}")).status_code == 204
    await printing
    mine = services.settings.data_dir / "files" / "exports" / str((await User.get()).id)
    assert not list(mine.glob("*"))
