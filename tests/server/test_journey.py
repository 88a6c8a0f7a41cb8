"""The main job over HTTP alone: from a file and a posting to a resume, a letter and a PDF."""

import asyncio

import httpx2
import pytest

from career.services import Services
from tests.support.house import run_jobs
from tests.support.texts import POSTING, RESUME


async def test_from_a_file_and_a_posting_to_a_letter_in_a_pdf(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)

    score = (await alice.get(f"/api/v1/jobs/{job['id']}/match")).json()
    assert score["value"] > 50
    assert all(part["items"] for part in score["parts"] if part["points"])

    written = {}
    for kind in ("resume", "cover_letter"):
        asked = await alice.post("/api/v1/generations", json={"kind": kind, "job_id": job["id"]})
        assert asked.status_code == 202, asked.text
        assert asked.json()["status"] == "pending"
        written[kind] = asked.json()["id"]
    await run_jobs(services)

    resume = (await alice.get(f"/api/v1/generations/{written['resume']}")).json()
    assert resume["status"] == "completed", resume["problem"]
    assert "Brightwater Utilities" in resume["text"]
    assert resume["score_after"] >= resume["score_before"]
    letter = (await alice.get(f"/api/v1/generations/{written['cover_letter']}")).json()
    assert letter["status"] == "completed", letter["problem"]
    assert "Senior Data Engineer" in letter["text"]
    assert "Kafka" not in letter["text"]

    for generation_id in written.values():
        pdf = await printed(alice, services, generation_id, "pdf")
        assert pdf.content.startswith(b"%PDF-")
    docx = await printed(alice, services, written["resume"], "docx")
    assert docx.content.startswith(b"PK")

    tracker = (await alice.get("/api/v1/applications")).json()["items"]
    assert [(row["job"]["id"], row["stage"]) for row in tracker] == [(job["id"], "preparing")]


async def test_a_stranger_sees_none_of_it(
    alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)
    asked = await alice.post("/api/v1/generations", json={"kind": "cover_letter", "job_id": job["id"]})
    uploaded = (await alice.get("/api/v1/resumes")).json()["items"][0]
    for path in (
        f"jobs/{job['id']}",
        f"jobs/{job['id']}/match",
        f"generations/{asked.json()['id']}",
        f"generations/{asked.json()['id']}/versions",
        f"resumes/{uploaded['id']}",
        f"resumes/{uploaded['id']}/file",
        f"imports/{uploaded['latest_import']['id']}",
        f"applications/{asked.json()['application_id']}",
    ):
        assert (await charlie.get(f"/api/v1/{path}")).status_code == 404, path
    for path in ("jobs", "generations", "resumes", "applications", "exports"):
        assert (await charlie.get(f"/api/v1/{path}")).json()["items"] == [], path


async def test_two_presses_of_write_make_one_document(alice: httpx2.AsyncClient, services: Services) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)
    body = {"kind": "cover_letter", "job_id": job["id"]}
    first = await alice.post("/api/v1/generations", json=body)
    second = await alice.post("/api/v1/generations", json=body)
    assert first.json()["id"] == second.json()["id"]
    assert (await alice.get("/api/v1/generations")).json()["items"][0]["id"] == first.json()["id"]
    assert len((await alice.get("/api/v1/generations")).json()["items"]) == 1


async def test_resume_and_letter_asked_for_at_once_are_both_written(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    """Both put the posting on the tracker; the one that comes second there finds it standing."""
    await fill_profile(alice, services)
    for _ in range(4):
        job = await keep_posting(alice)
        answers = await asyncio.gather(
            *(
                alice.post("/api/v1/generations", json={"kind": kind, "job_id": job["id"]})
                for kind in ("resume", "cover_letter", "resume", "cover_letter")
            )
        )
        assert [answer.status_code for answer in answers] == [202] * 4
        assert len({answer.json()["id"] for answer in answers}) == 2


async def test_stopping_before_the_worker_came(alice: httpx2.AsyncClient, services: Services) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)
    asked = await alice.post("/api/v1/generations", json={"kind": "cover_letter", "job_id": job["id"]})
    stopped = await alice.post(f"/api/v1/generations/{asked.json()['id']}/cancellation")
    assert (stopped.status_code, stopped.json()["status"]) == (202, "cancelled")
    await run_jobs(services)
    after = (await alice.get(f"/api/v1/generations/{asked.json()['id']}")).json()
    assert after["status"] == "cancelled"


async def test_a_letter_can_be_edited_and_no_save_overwrites_an_unseen_one(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)
    asked = await alice.post("/api/v1/generations", json={"kind": "cover_letter", "job_id": job["id"]})
    path = f"/api/v1/generations/{asked.json()['id']}"
    early = await alice.patch(path, json={"version": 1, "text": "Too early."})
    assert (early.status_code, early.json()["type"]) == (409, "not_written")
    await run_jobs(services)
    edited = await alice.patch(path, json={"version": 1, "text": "My own words."})
    assert (edited.json()["text"], edited.json()["version"], edited.json()["edited"]) == (
        "My own words.",
        2,
        True,
    )
    stale = await alice.patch(path, json={"version": 1, "text": "Another tab."})
    assert (stale.status_code, stale.json()["type"]) == (409, "stale_version")
    versions = (await alice.get(f"{path}/versions")).json()["items"]
    assert [(one["number"], one["made_by"]) for one in versions] == [(2, "person"), (1, "writer")]


async def test_a_change_of_the_resume_can_be_left_and_taken_again(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    await fill_profile(alice, services)
    job = await keep_posting(alice)
    asked = await alice.post("/api/v1/generations", json={"kind": "resume", "job_id": job["id"]})
    path = f"/api/v1/generations/{asked.json()['id']}"
    await run_jobs(services)
    before = (await alice.get(path)).json()
    taken = [change["id"] for change in before["changes"] if change["state"] == "accepted"]
    if not taken:
        pytest.skip("this profile needs no change for this posting")
    left = (await alice.put(f"{path}/decisions", json={"rejected": taken})).json()
    assert {change["state"] for change in left["changes"]} <= {"rejected", "refused", "stale"}
    again = (await alice.put(f"{path}/decisions", json={"accepted": taken})).json()
    assert again["text"] == before["text"]


async def test_without_a_profile_nothing_is_written(alice: httpx2.AsyncClient) -> None:
    job = await keep_posting(alice)
    asked = await alice.post("/api/v1/generations", json={"kind": "resume", "job_id": job["id"]})
    assert (asked.status_code, asked.json()["type"]) == (409, "profile_empty")


async def fill_profile(person: httpx2.AsyncClient, services: Services, resume: str = RESUME) -> None:
    """Upload, read, accept everything."""
    uploaded = await person.post(
        "/api/v1/resumes", files={"file": ("resume.txt", resume.encode(), "text/plain")}
    )
    assert uploaded.status_code == 201, uploaded.text
    started = await person.post(f"/api/v1/resumes/{uploaded.json()['id']}/imports")
    assert started.status_code == 202, started.text
    await run_jobs(services)
    read = (await person.get(f"/api/v1/imports/{started.json()['id']}")).json()
    assert read["status"] == "completed", read["problem"]
    accepted = await person.put(
        f"/api/v1/imports/{read['id']}/decision", json={"accept": everything(read["reading"]["resume"])}
    )
    assert accepted.status_code == 200, accepted.text


def everything(resume: dict) -> list[str]:
    """Every path that can be accepted."""
    basics = [f"/basics/{name}" for name, value in resume["basics"].items() if value]
    sections = [
        f"/{section}/{item['id']}"
        for section, items in resume.items()
        if isinstance(items, list)
        for item in items
    ]
    return basics + sections


async def keep_posting(person: httpx2.AsyncClient, text: str = POSTING) -> dict:
    imported = await person.post("/api/v1/job-imports", json={"text": text})
    assert imported.status_code == 201, imported.text
    job = imported.json()["job"]
    confirmed = await person.patch(f"/api/v1/jobs/{job['id']}", json={"status": "active"})
    assert confirmed.status_code == 200, confirmed.text
    return confirmed.json()


async def printed(
    person: httpx2.AsyncClient, services: Services, generation_id: str, form: str
) -> httpx2.Response:
    asked = await person.post(
        "/api/v1/exports", json={"documents": [{"generation_id": generation_id}], "format": form}
    )
    assert asked.status_code == 202, asked.text
    await run_jobs(services)
    export = (await person.get(f"/api/v1/exports/{asked.json()['id']}")).json()
    assert export["status"] == "completed", export
    return await person.get(f"/api/v1/exports/{export['id']}/file")
