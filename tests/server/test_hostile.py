"""What a person may try who means harm: other people's things, shapes that hurt, letters that hide."""

import httpx2
import pytest

from career import imports, sealed_columns
from career.services import Services
from career.writing.tailoring import State
from models.companies import Company, Member, MemberRole
from models.exports import Export
from models.generations import Generation
from models.jobs import Job
from models.profiles import Profile
from models.resumes import Import
from models.users import Role, User
from tests.server.test_journey import fill_profile, keep_posting
from tests.support.house import run_jobs
from tests.support.texts import POSTING, RESUME

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "multipart/form-data; boundary=B"}


class TestOtherPeoplesThings:
    async def test_an_id_in_a_body_opens_nothing(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        await fill_profile(alice, services)
        await fill_profile(charlie, services)
        job = await keep_posting(alice)
        letter = {"kind": "cover_letter", "job_id": job["id"]}
        written = (await alice.post("/api/v1/generations", json=letter)).json()
        await run_jobs(services)
        export = {"documents": [{"generation_id": written["id"]}], "format": "pdf"}
        for path, body in (
            ("generations", letter),
            ("applications", {"job_id": job["id"]}),
            ("exports", export),
            (f"generations/{written['id']}/revisions", {"instruction": "Mine."}),
            (f"generations/{written['id']}/cancellation", {}),
            (f"applications/{written['application_id']}/moves", {"stage": "applied"}),
        ):
            assert (await charlie.post(f"/api/v1/{path}", json=body)).status_code == 404, path
        assert (await charlie.get("/api/v1/generations", params={"job_id": job["id"]})).json()["items"] == []
        assert await Export.all().count() == 0

    async def test_nobody_changes_what_is_not_theirs(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        await fill_profile(alice, services)
        job = await keep_posting(alice)
        asked = await alice.post("/api/v1/generations", json={"kind": "resume", "job_id": job["id"]})
        await run_jobs(services)
        read = await Import.get()
        row = await Generation.get()
        for method, path, body in (
            ("PATCH", f"jobs/{job['id']}", {"title": "Mine"}),
            ("DELETE", f"jobs/{job['id']}", None),
            ("PATCH", f"generations/{row.id}", {"version": 1, "template": "classic"}),
            ("PUT", f"generations/{row.id}/decisions", {"rejected": []}),
            ("DELETE", f"generations/{row.id}", None),
            ("PUT", f"imports/{read.id}/decision", {"accept": []}),
            ("PATCH", f"applications/{row.application_id}", {"note": "Mine"}),
            ("DELETE", f"applications/{row.application_id}", None),
            ("DELETE", f"resumes/{read.resume_id}", None),
        ):
            refused = await charlie.request(method, f"/api/v1/{path}", json=body)
            assert refused.status_code == 404, path
        assert (await alice.get(f"/api/v1/generations/{asked.json()['id']}")).json()["version"] == 1
        assert (await alice.get(f"/api/v1/jobs/{job['id']}")).json()["title"] == job["title"]

    async def test_an_open_posting_of_a_company_is_seen_and_not_changed(
        self, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
    ) -> None:
        company = await Company.create(name="Northwind", slug="northwind")
        await Member.create(company=company, user=await User.get(role=Role.RECRUITER), role=MemberRole.OWNER)
        job = (await bob.post("/api/v1/jobs", json={"title": "Engineer", "text": POSTING})).json()
        path = f"/api/v1/jobs/{job['id']}"
        assert (await charlie.get(path)).status_code == 404
        assert (await bob.patch(path, json={"status": "open"})).status_code == 200
        assert (await charlie.get(path)).json()["mine"] is False
        assert (await charlie.patch(path, json={"title": "Mine"})).status_code == 404
        assert (await charlie.delete(path)).status_code == 404
        assert (await Job.get()).title == "Engineer"

    async def test_paths_of_a_decision_reach_nothing_but_the_reading(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        uploaded = await alice.post("/api/v1/resumes", files={"file": ("r.txt", RESUME.encode())})
        started = await alice.post(f"/api/v1/resumes/{uploaded.json()['id']}/imports")
        await run_jobs(services)
        role = imports.reading_of(services, await Import.get()).resume.work[0].id
        path = f"/api/v1/imports/{started.json()['id']}/decision"
        for body in (
            {"accept": ["/work/../../basics/name"]},
            {"accept": ["basics/name"]},
            {"accept": ["/"]},
            {"accept": ["/meta"]},
            {"accept": ["/work/somebody-elses"]},
            {"accept": ["/schema_version"]},
            {"accept": ["/basics/__class__"]},
            {"accept": [], "edits": {"/work/0/name": "x"}},
            {"accept": [], "edits": {"/basics": "x"}},
            {"accept": [], "edits": {f"/work/{role}/start_date": "yesterday"}},
            {"accept": [], "edits": {f"/work/{role}/highlights": "x"}},
        ):
            refused = await alice.put(path, json=body)
            assert (refused.status_code, refused.json()["type"]) == (422, "invalid"), body
        assert (await Import.get()).decided_at is None
        assert await Profile.all().count() <= 1


class TestMassAssignment:
    @pytest.mark.parametrize(
        "extra", ["id", "user_id", "role", "email", "email_verified_at", "password_hash"]
    )
    async def test_a_person_sets_nothing_else_of_themselves(
        self, alice: httpx2.AsyncClient, extra: str
    ) -> None:
        before = (await alice.get("/api/v1/me")).json()
        refused = await alice.patch("/api/v1/me", json={"name": "Mallory", extra: "admin"})
        assert (refused.status_code, refused.json()["errors"][0]["at"]) == (422, f"/{extra}")
        assert (await alice.get("/api/v1/me")).json() == before

    async def test_a_posting_sets_nothing_of_its_row(self, alice: httpx2.AsyncClient) -> None:
        job = await keep_posting(alice)
        for body in (
            {"user_id": job["id"]},
            {"company_record_id": job["id"]},
            {"version": 9},
            {"mine": True},
        ):
            assert (await alice.patch(f"/api/v1/jobs/{job['id']}", json=body)).status_code == 422
        opened = await alice.patch(f"/api/v1/jobs/{job['id']}", json={"status": "open"})
        assert (opened.status_code, opened.json()["errors"][0]["at"]) == (422, "/status")


async def test_a_change_that_the_fact_gate_refused_cannot_be_accepted(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)
    await alice.post("/api/v1/generations", json={"kind": "resume", "job_id": job["id"]})
    await run_jobs(services)
    row = await Generation.get()
    [role, *_] = sealed_columns.BASE.open(services.vault, row)["work"]
    bullet = role["highlights"][0]
    invented = {
        "id": "c_invented",
        "path": f"/work/{role['id']}/highlights/{bullet['id']}/text",
        "action": "replace",
        "original": bullet["text"],
        "value": "Led 500 engineers at NASA.",
        "reason": "It sounds better.",
        "inverse": {"path": "/x", "original": "", "value": ""},
        "gate": "refused",
        "state": State.REFUSED,
    }
    await Generation.filter(id=row.id).update(changes=[invented])
    decided = await alice.put(f"/api/v1/generations/{row.id}/decisions", json={"accepted": ["c_invented"]})
    assert decided.status_code == 200, decided.text
    assert "NASA" not in decided.json()["text"]
    assert decided.json()["changes"][0]["state"] == "refused"
