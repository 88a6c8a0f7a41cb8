"""Somebody with a document that is told about, signed up as anybody is: over HTTP."""

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
    """`document` is the path of theirs, `channel` what is told of it, `own` what is told to them alone."""

    http: httpx2.AsyncClient
    bearer: str
    token: str
    own: str
    job: str
    application: str
    document: str
    channel: str


async def settle(http: httpx2.AsyncClient) -> Person:
    """Sign up, keep a posting and ask for a resume, which is cancelled: nobody writes on its channel."""
    body = {"email": f"{uuid4().hex}@example.org", "password": PASSWORD, "name": "Nadia Okafor"}
    signed_up = await _asked(http, "/auth/register", body)
    http.headers["Authorization"] = f"Bearer {signed_up['access_token']}"
    version = (await http.get("/api/v1/profile")).json()["version"]
    saved = await http.put("/api/v1/profile", json={"version": version, "resume": _RESUME})
    assert saved.status_code == 200, saved.text
    job = await _asked(http, "/jobs", {"title": "Data Engineer", "company": "Harbour", "text": POSTING})
    document = await _asked(http, "/generations", {"kind": "resume", "job_id": job["id"]})
    await _asked(http, f"/generations/{document['id']}/cancellation", None)
    token = await _asked(http, "/realtime/token", None)
    return Person(
        http=http,
        bearer=str(signed_up["access_token"]),
        token=str(token["token"]),
        own=f"user:{signed_up['user']['id']}",
        job=str(job["id"]),
        application=str(document["application_id"]),
        document=f"/api/v1/generations/{document['id']}",
        channel=str(document["channel"]),
    )


async def _asked(http: httpx2.AsyncClient, path: str, body: object) -> dict:
    answer = await http.post(f"/api/v1{path}", json=body)
    assert answer.is_success, answer.text
    return answer.json()
