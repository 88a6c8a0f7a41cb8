"""Workers as they are in production: processes that are killed, and a Redis that goes away."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from server.engines import Postgres
from tests.support.engines import cloned
from tests.support.house import PASSWORD
from tests.support.processes import Site, site, worker
from tests.support.redis_server import RedisServer
from tests.support.texts import POSTING, RESUME


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """One that these tests may kill."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder))
        server.start()
        yield server
        server.stop()


async def test_a_worker_survives_a_restart_of_redis(
    postgres: Postgres, template: str, redis: RedisServer, tmp_path: Path
) -> None:
    async with (
        cloned(postgres, template) as url,
        site(url, redis.url, tmp_path) as ours,
        worker(ours, tmp_path) as alive,
        signed_in(ours) as person,
    ):
        job_id = await prepared(person)
        await redis.restart()
        asked = await person.post("/generations", json={"kind": "resume", "job_id": job_id})
        assert asked.status_code == 202
        await until(person, f"/generations/{asked.json()['id']}", "completed", within=30)
        assert alive.running.returncode is None


async def test_work_that_was_asked_for_while_redis_was_gone_is_done_when_it_is_back(
    postgres: Postgres, template: str, redis: RedisServer, tmp_path: Path
) -> None:
    async with (
        cloned(postgres, template) as url,
        site(url, redis.url, tmp_path) as ours,
        worker(ours, tmp_path),
        signed_in(ours) as person,
    ):
        await prepared(person)
        upload = {"file": ("resume.txt", RESUME.encode(), "text/plain")}
        uploaded = (await person.post("/resumes", files=upload)).json()
        redis.kill()
        started = await person.post(f"/resumes/{uploaded['id']}/imports")
        assert started.status_code in {202, 503}
        redis.start()
        latest = (await person.get("/resumes")).json()["items"][0]["latest_import"]
        await until(person, f"/imports/{latest['id']}", "completed", within=60)


def signed_in(ours: Site) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=f"{ours.address}/api/v1", timeout=30)


async def prepared(person: httpx2.AsyncClient) -> str:
    """Sign up, fill the profile, keep a posting; its id."""
    body = {"email": "n@example.org", "password": PASSWORD, "name": "Nadia Okafor"}
    signed_up = (await person.post("/auth/register", json=body)).json()
    person.headers["Authorization"] = f"Bearer {signed_up['access_token']}"
    upload = {"file": ("resume.txt", RESUME.encode(), "text/plain")}
    uploaded = (await person.post("/resumes", files=upload)).json()
    started = (await person.post(f"/resumes/{uploaded['id']}/imports")).json()
    read = await until(person, f"/imports/{started['id']}", "completed", within=30)
    work = [f"/work/{role['id']}" for role in read["reading"]["resume"]["work"]]
    await person.put(f"/imports/{started['id']}/decision", json={"accept": work})
    job = {"title": "Senior Data Engineer", "company": "Harbour Energy Data", "text": POSTING}
    return (await person.post("/jobs", json=job)).json()["id"]


async def until(person: httpx2.AsyncClient, path: str, status: str, *, within: float) -> dict:
    """Poll as any client of the interface may, until the work has come as far."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        answer = await person.get(path)
        found = answer.json()
        if answer.status_code == 200 and found["status"] == status:
            return found
        assert answer.status_code >= 500 or found["status"] not in {"failed", "cancelled"}, found
        await asyncio.sleep(0.1)
    raise AssertionError(f"{path} is not {status} after {within} s: {found}")
