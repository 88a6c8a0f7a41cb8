"""What the processes say while somebody uses the product: nothing of what that person wrote."""

import asyncio
import re
import time
from functools import partial
from pathlib import Path

import httpx2
import orjson
import pyotp

from career.mailer import DevelopmentMailbox, KeptMail
from career.mailer.words import link_in
from career.wiring import connect_redis
from server.engines import Postgres, Redis
from tests.support.engines import cloned
from tests.support.house import ORIGIN
from tests.support.processes import Site, site, worker

PASSWORD = "a password nobody may read"
NEW_PASSWORD = "another that nobody may read"
EMAIL = "zebulon.quixote@example.org"
RESUME = """\
Zebulon Quixote
zebulon.quixote@example.org | +44 20 7946 0018 | Leeds, United Kingdom

Experience
Senior Data Engineer, Brightwater Utilities
March 2020 - Present
- Built the meter pipeline in Python and PostgreSQL; it loads 12 million readings a day.
- Reduced the nightly load from 4 hours to 50 minutes by partitioning its tables.

Education
University of Leeds, BSc Computer Science, 2013 - 2016
"""
POSTING = """\
Senior Data Engineer at Harbour Energy Data

Requirements
- 5+ years of experience with Python and SQL in production.
- Strong PostgreSQL skills, including partitioning and query plans.

We offer
- 28 days of leave and a pension.
"""
NOTE = "Their manager seemed unfriendly."


async def test_no_line_of_a_log_holds_what_a_person_wrote(
    postgres: Postgres, template: str, redis_server: Redis, tmp_path: Path
) -> None:
    async with (
        cloned(postgres, template) as url,
        site(url, redis_server.url, tmp_path, LOG_FORMAT="json") as ours,
        worker(ours, tmp_path),
        httpx2.AsyncClient(base_url=f"{ours.address}/api/v1", timeout=30) as person,
    ):
        answers: list[httpx2.Response] = []
        person.event_hooks["response"].append(partial(_remember, answers))
        secrets = await _used(person)
        secrets |= await _guarded(person, redis_server.url)
        secrets |= await _misused(person, ours)
        metrics = (await person.get(f"{ours.address}/metrics")).text
        problems = [answer.text for answer in answers if answer.status_code >= 400]
    lines = [
        line for name in ("web.log", "worker.log") for line in (tmp_path / name).read_text().splitlines()
    ]
    said = [orjson.loads(line) for line in lines]
    assert {line["event"] for line in said} >= {"request", "job", "worker_started"}
    words = {
        PASSWORD,
        EMAIL,
        "Zebulon",
        "Quixote",
        "7946 0018",
        "Brightwater",
        "meter",
        "Harbour",
        "pension",
        "unfriendly",
    }
    assert len(problems) > 15
    for line in [*lines, *problems, *metrics.splitlines()]:
        told = {secret for secret in words | secrets if secret in line}
        assert not told, line
        assert not re.search(r"ey[\w-]+\.[\w-]+\.[\w-]+", line), "a token"


async def _remember(answers: list[httpx2.Response], answer: httpx2.Response) -> None:
    await answer.aread()
    answers.append(answer)


async def _used(person: httpx2.AsyncClient) -> set[str]:
    """The main job; what it says are its tokens."""
    account = {"email": EMAIL, "password": PASSWORD, "name": "Zebulon Quixote"}
    await person.post("/auth/register", json=account)
    login = {"email": EMAIL, "password": PASSWORD, "refresh_in": "body"}
    tokens = (await person.post("/auth/login", json=login)).json()
    person.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    files = {"file": ("zebulon-quixote.txt", RESUME.encode(), "text/plain")}
    kept = (await person.post("/resumes", files=files)).json()
    started = (await person.post(f"/resumes/{kept['id']}/imports")).json()
    read = await _until_done(person, f"/imports/{started['id']}")
    roles = [f"/work/{role['id']}" for role in read["reading"]["resume"]["work"]]
    await person.put(f"/imports/{started['id']}/decision", json={"accept": ["/basics/email", *roles]})
    job = (await person.post("/job-imports", json={"text": POSTING})).json()["job"]
    draft = {"kind": "cover_letter", "job_id": job["id"], "instructions": NOTE}
    asked = (await person.post("/generations", json=draft)).json()
    letter = await _until_done(person, f"/generations/{asked['id']}")
    assert letter["status"] == "completed", letter["problem"]
    documents = [{"generation_id": letter["id"]}]
    export = (await person.post("/exports", json={"documents": documents, "format": "pdf"})).json()
    await _until_done(person, f"/exports/{export['id']}")
    await person.patch(f"/applications/{letter['application_id']}", json={"note": NOTE})
    return {tokens["access_token"], tokens["refresh_token"]}


async def _guarded(person: httpx2.AsyncClient, redis_url: str) -> set[str]:
    """Everything that guards an account, right and wrong; what it says are links, codes and keys."""
    said = {await _mailed(redis_url, "Confirm your e-mail address")}
    [link] = said
    await person.put("/auth/email-verification", json={"token": link})
    await person.put("/auth/email-verification", json={"token": link})
    secret = (await person.post("/auth/totp")).json()["secret"]
    codes = await person.put("/auth/totp", json={"code": pyotp.TOTP(secret).at(time.time() - 30)})
    recovery = codes.json()["recovery_codes"]
    login = {"email": EMAIL, "password": PASSWORD, "refresh_in": "body"}
    for totp in (None, "000000", recovery[0], recovery[0]):
        await person.post("/auth/login", json=login | {"totp": totp})
    key = await person.post("/api-keys", json={"name": "Quixote", "scopes": ["jobs:read"]})
    program = {"Authorization": f"Bearer {key.json()['key']}"}
    await person.get("/jobs", headers=program)
    await person.get("/profile", headers=program)
    await person.put("/auth/password", json={"current": PASSWORD + "!", "new": NEW_PASSWORD})
    await person.post("/auth/password-reset", json={"email": EMAIL})
    reset = await _mailed(redis_url, "Set a new password")
    await person.put("/auth/password-reset", json={"token": reset, "password": "password1234"})
    await person.request("DELETE", "/auth/totp", json={"password": PASSWORD + "!"})
    return {*said, secret, *recovery, key.json()["key"], reset, NEW_PASSWORD, "Hello Zebulon"}


async def _mailed(redis_url: str, subject: str) -> str:
    """The token of the newest mail of this subject, once the worker has sent it."""
    client = connect_redis(redis_url)
    mailbox = DevelopmentMailbox(client)
    try:
        async with asyncio.timeout(20):
            while not (found := [one for one in await mailbox.mails() if _is(one, subject)]):  # noqa: ASYNC110 - another process sends it
                await asyncio.sleep(0.1)
    finally:
        await client.aclose()
    return link_in(found[0].text)[1].partition("#token=")[2]


def _is(mail: KeptMail, subject: str) -> bool:
    return (mail.to, mail.subject) == (EMAIL, subject)


async def _misused(person: httpx2.AsyncClient, ours: Site) -> set[str]:
    """Requests that are refused, each with something private in it."""
    await person.post("/auth/login", json={"email": EMAIL, "password": PASSWORD + "!"})
    await person.post(
        "/auth/register", json={"email": EMAIL, "password": PASSWORD, "name": "Zebulon", "x": 1}
    )
    await person.post("/auth/refresh", json={"refresh_token": "stolen-refresh-token"})
    await person.get("/jobs", params={"q": "Zebulon", "colour": "Quixote"})
    await person.get(f"/nothing/{EMAIL}")
    await person.post("/job-imports", json={"url": "http://127.0.0.1/?secret=unfriendly"})
    await person.post("/job-imports", json={"text": RESUME})
    await person.put("/profile", json={"version": 1, "resume": {"basics": {"name": ["Zebulon"]}}})
    await person.get("/me", headers={"Authorization": "Bearer stolen.access.token"})
    await person.post("/me", headers={"Origin": ORIGIN, "User-Agent": "Quixote"})
    files = {"file": ("Quixote.pdf", b"%PDF-1.7 Zebulon", "application/pdf")}
    broken = (await person.post("/resumes", files=files)).json()
    started = (await person.post(f"/resumes/{broken['id']}/imports")).json()
    await _until_done(person, f"/imports/{started['id']}")
    assert (await person.get(f"{ours.address}/health")).status_code == 200
    return {"stolen-refresh-token", "stolen.access.token"}


async def _until_done(person: httpx2.AsyncClient, path: str) -> dict:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        found = (await person.get(path)).json()
        if found["status"] not in {"pending", "running"}:
            return found
        await asyncio.sleep(0.1)
    raise AssertionError(f"{path} is never done: {found}")
