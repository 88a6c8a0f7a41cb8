"""Shapes that are made to hurt whoever reads them: deep, long, many, strange."""

import json
from datetime import timedelta

import httpx2
import pytest

from career import matches, resumes
from career.services import Services
from models.exports import Export
from models.generations import Generation
from models.jobs import Job
from server.problems import Problem
from tests.server.test_journey import keep_posting
from tests.support.house import run_jobs
from tests.support.texts import RESUME

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "multipart/form-data; boundary=B"}


class TestShapesThatHurt:
    @pytest.mark.parametrize("depth", [190, 10_000])
    @pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
    async def test_deep_json(self, alice: httpx2.AsyncClient, depth: int, opening: str, closing: str) -> None:
        deep = f'{{"basics": {{}}, "x": {opening * depth}1{closing * depth}}}'
        answer = await alice.put("/api/v1/profile/json-resume", content=deep, headers=JSON)
        assert answer.status_code == (200 if depth < 200 else 422)
        assert (await alice.get("/api/v1/profile")).status_code == 200
        assert (await alice.get("/api/v1/profile/json-resume")).status_code == 200

    async def test_a_body_of_mistakes_is_not_answered_with_a_larger_one(
        self, alice: httpx2.AsyncClient
    ) -> None:
        body = '{"version": 1, "work": [' + "1," * 200_000 + "1]}"
        refused = await alice.patch("/api/v1/profile", content=body, headers=JSON)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["code"] == "too_many_mistakes"
        assert len(refused.content) < 1000

    @pytest.mark.parametrize("number", ["18446744073709551616", "9" * 400])
    async def test_numbers_that_no_database_keeps(self, alice: httpx2.AsyncClient, number: str) -> None:
        salary = f'{{"min": {number}, "currency": "EUR", "period": "year"}}'
        body = f'{{"title": "A", "text": "b", "salary": {salary}}}'
        refused = await alice.post("/api/v1/jobs", content=body, headers=JSON)
        assert refused.status_code == 422
        assert await Job.all().count() == 0
        profile = await alice.put(
            "/api/v1/profile/json-resume", content=f'{{"basics": {{}}, "x": {number}}}', headers=JSON
        )
        assert profile.status_code == 422

    @pytest.mark.parametrize(
        ("line", "times"), [("a", 900_000), ("1,", 400_000), ("Built Python ", 60_000), (" ", 5_001)]
    )
    async def test_a_line_longer_than_a_page_is_refused_at_once(
        self, alice: httpx2.AsyncClient, line: str, times: int
    ) -> None:
        refused = await saved(alice, work=[role(highlights=[{"id": "b", "text": "x" + line * times}])])
        assert (refused.status_code, refused.json()["type"]) == (422, "invalid")
        assert refused.json()["errors"][0]["at"] == "/work/0/highlights/0/text"

    async def test_a_profile_longer_than_a_book_is_refused(self, alice: httpx2.AsyncClient) -> None:
        lines = [{"id": f"b{number}", "text": "Built 3 pipelines in Python"} for number in range(6000)]
        refused = await saved(alice, work=[role(highlights=lines)])
        assert (refused.status_code, refused.json()["type"]) == (422, "invalid")

    @pytest.mark.parametrize(
        "work",
        [
            {"start_date": "0000", "end_date": "0000-01"},
            {"start_date": "2023-02-31", "end_date": "1990"},
            {"start_date": "9999-12-31", "current": True},
            {"id": "", "highlights": [{"id": "", "text": "x"}, {"id": "", "text": "y"}]},
            {"id": "a/b~0/../..", "highlights": [{"id": "/", "text": "x"}]},
            {"name": "", "position": "", "highlights": [{"id": "b", "text": ""}]},
            {"name": "\u0001\ufffe\u202e", "highlights": [{"id": "b", "text": "\u0001\x0b\uffffBuilt 2"}]},
            {"name": "<script>alert(1)</script>", "url": "file:///etc/passwd"},
        ],
        ids=[
            "year 0",
            "31 February",
            "year 9999",
            "no ids",
            "ids like paths",
            "empty",
            "unprintable",
            "markup",
        ],
    )
    async def test_a_strange_profile_can_still_be_matched_written_and_printed(
        self, alice: httpx2.AsyncClient, services: Services, work: dict
    ) -> None:
        job = await keep_posting(alice)
        assert (await saved(alice, work=[role(**work), role(**work)])).status_code == 200
        assert (await alice.get(f"/api/v1/jobs/{job['id']}/match")).status_code == 200
        documents = [{"profile": True}]
        for kind in ("resume", "cover_letter"):
            asked = await alice.post("/api/v1/generations", json={"kind": kind, "job_id": job["id"]})
            documents.append({"generation_id": asked.json()["id"]})
        await run_jobs(services)
        for document in documents:
            for form in ("docx", "pdf"):
                await alice.post("/api/v1/exports", json={"documents": [document], "format": form})
        await run_jobs(services)
        assert {row.status async for row in Generation.all()} == {"completed"}
        assert [row.status async for row in Export.all()] == ["completed"] * 6


async def test_what_keeps_a_slot_busy_too_long_is_refused_and_the_next_one_is_served(
    alice: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = await keep_posting(alice)
    assert (await saved(alice, work=[role()])).status_code == 200
    path, file = f"/api/v1/jobs/{job['id']}/match", {"file": ("r.txt", RESUME.encode())}
    with monkeypatch.context() as hurried:
        hurried.setattr(matches, "_SCORING", timedelta())
        hurried.setattr(resumes, "_OPENING", timedelta())
        late = await alice.get(path)
        assert (late.status_code, late.json()["type"]) == (503, "unavailable")
        assert int(late.headers["retry-after"]) > 0
        assert (await alice.post("/api/v1/resumes", files=file)).status_code == 415
    assert (await alice.get(path)).status_code == 200
    assert (await alice.post("/api/v1/resumes", files=file)).status_code == 201


async def test_a_thousand_parts_are_not_read(alice: httpx2.AsyncClient) -> None:
    for extra in (b"", b'; filename="x"'):
        part = b'--B\r\nContent-Disposition: form-data; name="file"' + extra + b"\r\n\r\nx\r\n"
        refused = await alice.post("/api/v1/resumes", content=part * 1000 + b"--B--\r\n", headers=FORM)
        assert refused.status_code == 400
        assert Problem.model_validate(refused.json()).type == "bad_request"


def role(**members: object) -> dict:
    lines = [{"id": "b1", "text": "Built 3 pipelines in Python and SQL"}]
    return {"id": "w1", "name": "Acme", "position": "Engineer", "highlights": lines} | members


async def saved(person: httpx2.AsyncClient, **sections: object) -> httpx2.Response:
    version = (await person.get("/api/v1/profile")).json()["version"]
    body = json.dumps({"version": version, "resume": {"basics": {"name": "Nadia"}, **sections}})
    return await person.put("/api/v1/profile", content=body, headers=JSON)
