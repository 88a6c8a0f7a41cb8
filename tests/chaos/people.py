"""Somebody with documents that are told about, signed up as anybody is: over HTTP."""

from dataclasses import dataclass
from uuid import uuid4

import httpx2

from tests.support.house import PASSWORD
from tests.support.texts import POSTING

_RESUME = {
    "basics": {"name": "Nadia Okafor"},
    "work": [
        {
            "id": "w1",
            "name": "Brightwater Utilities",
            "position": "Senior Data Engineer",
            "start_date": "2020-03",
            "highlights": [
                {"id": "b1", "text": "Built the meter pipeline in Python and PostgreSQL."},
                {"id": "b2", "text": "Reduced the nightly load from 4 hours to 50 minutes."},
                {"id": "b3", "text": "Mentored 2 engineers and led the review of data quality."},
            ],
        }
    ],
    "skills": [
        {"id": "s1", "name": "Python"},
        {"id": "s2", "name": "PostgreSQL"},
        {"id": "s3", "name": "Airflow"},
    ],
}


@dataclass(frozen=True)
class Person:
    """`token` is for the socket, `own` the channel of what is told to them alone."""

    bearer: str
    token: str
    own: str
    job: str


@dataclass(frozen=True)
class Document:
    """`path` is where it is read, `channel` where it is told about."""

    path: str
    channel: str
    application: str


async def settle(http: httpx2.AsyncClient) -> Person:
    """Sign up and keep a posting."""
    body = {"email": f"{uuid4().hex}@example.org", "password": PASSWORD, "name": "Nadia Okafor"}
    signed_up = await _asked(http, "/auth/register", body)
    identify(http, signed_up["access_token"])
    version = (await http.get("/api/v1/profile")).json()["version"]
    saved = await http.put("/api/v1/profile", json={"version": version, "resume": _RESUME})
    assert saved.status_code == 200, saved.text
    job = await _asked(http, "/jobs", {"title": "Data Engineer", "company": "Harbour", "text": POSTING})
    token = await _asked(http, "/realtime/token", None)
    return Person(
        bearer=str(signed_up["access_token"]),
        token=str(token["token"]),
        own=f"user:{signed_up['user']['id']}",
        job=str(job["id"]),
    )


def identify(http: httpx2.AsyncClient, bearer: str) -> None:
    http.headers["Authorization"] = f"Bearer {bearer}"


async def ask(http: httpx2.AsyncClient, person: Person) -> Document:
    """For a resume, which is cancelled: nobody writes on its channel."""
    made = await _asked(http, "/generations", {"kind": "resume", "job_id": person.job})
    await _asked(http, f"/generations/{made['id']}/cancellation", None)
    return _document(made)


async def ask_for_a_letter(http: httpx2.AsyncClient, person: Person) -> Document:
    return _document(await _asked(http, "/generations", {"kind": "cover_letter", "job_id": person.job}))


async def move(http: httpx2.AsyncClient, document: Document, stage: str) -> None:
    """The application that the document was asked for: a durable event on the person's own channel."""
    await _asked(http, f"/applications/{document.application}/moves", {"stage": stage})


def _document(made: dict) -> Document:
    return Document(f"/api/v1/generations/{made['id']}", str(made["channel"]), str(made["application_id"]))


async def _asked(http: httpx2.AsyncClient, path: str, body: object) -> dict:
    answer = await http.post(f"/api/v1{path}", json=body)
    assert answer.is_success, answer.text
    return answer.json()
