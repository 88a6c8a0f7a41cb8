"""A person who has used all there is, with a name and words that nobody else has."""

from dataclasses import dataclass
from uuid import uuid4

import httpx2

from career import shared_documents
from career.feed import Seat
from career.mailer import MemoryMailer
from career.services import Services
from models.companies import Company, Member, MemberRole
from models.identities import Identity
from models.shared_documents import DocumentRole
from models.users import User
from tests.server.test_journey import everything, keep_posting, printed
from tests.support.accounts import enrol, mailed_token, sign_in, user_of
from tests.support.house import ORIGIN, PASSWORD, House, run_jobs

POSTING = """\
Senior Data Engineer at Harbour Energy Data

Leeds, United Kingdom

Requirements
- 5+ years of experience with Python and SQL in production.
- Strong PostgreSQL skills.

{secret}
"""

RESUME = """\
{name}
Data Engineer
{email} | {phone} | Leeds, United Kingdom

Summary
Data engineer with a taste for {secret}.

Experience

Senior Data Engineer, Brightwater Utilities
Leeds, United Kingdom
March 2020 - Present
- Built the {secret} pipeline in Python and PostgreSQL; it loads 12 million readings a day.
- Reduced the nightly load from 4 hours to 50 minutes by partitioning its tables.

Education

University of Leeds
BSc Computer Science
2013 - 2016

Skills
Python, PostgreSQL, SQL, Airflow
"""


@dataclass(frozen=True)
class Life:
    """Somebody, as they call themselves; `secret` is a word in whatever they wrote."""

    name: str
    email: str
    phone: str
    secret: str

    @property
    def needles(self) -> list[str]:
        parts = [*self.name.split(), self.email.partition("@")[0]]
        return [*parts, self.email, self.phone[-7:], self.dialled[-7:], self.secret]

    @property
    def dialled(self) -> str:
        """The telephone number as a profile keeps it (E.164)."""
        return self.phone.replace(" ", "")


@dataclass
class Person:
    """A life that was led: the client that is signed in, and ids of what there is."""

    life: Life
    client: httpx2.AsyncClient
    user: User
    document_alone: str
    document_shared: str
    code: str


ZOE = Life(
    name="Zoë-Łucja Ødegård 山田花子 Екатерина",
    email="zoe.odegard@example.org",
    phone="+44 20 7946 0377",
    secret="Quetzalwürfel",
)
YUSUF = Life(
    name="Yusuf Özdemir",
    email="yusuf.ozdemir@example.org",
    phone="+44 20 7946 0988",
    secret="Kesterkompass",
)


async def lead(
    life: Life, app: House, client: httpx2.AsyncClient, mailbox: MemoryMailer, friend: User | None = None
) -> Person:
    """Do everything once; a `friend` is the other member of a shared document."""
    services = app.services
    user = await _sign_up(life, client, mailbox, services)
    await _write(life, client, services)
    alone = await shared_documents.create({user.id: DocumentRole.EDITOR})
    members = {user.id: DocumentRole.EDITOR} | ({friend.id: DocumentRole.EDITOR} if friend else {})
    shared = await shared_documents.create(members)
    await services.feed.documents.append(alone.id, life.secret.encode(), "socket")
    await type(alone).filter(id=alone.id).update(snapshot=f"yjs {life.secret}".encode())
    await services.feed.presence.enter(Seat(f"user:{user.id}", "socket", f'{{"name": "{life.name}"}}'))
    company = await Company.create(name="Fernweg", slug=f"fernweg-{uuid4()}")
    for member in filter(None, (user, friend)):
        await Member.create(company=company, user=member, role=MemberRole.RECRUITER)
    await Identity.create(user=user, provider="oidc", subject=f"sub-{life.secret}", email=life.email)
    code = await _guard(life, app, client, services)
    copied = await client.post("/api/v1/me/exports")
    assert copied.status_code == 202, copied.text
    await run_jobs(services)
    return Person(life, client, await User.get(id=user.id), str(alone.id), str(shared.id), code)


async def _sign_up(life: Life, client: httpx2.AsyncClient, mailbox: MemoryMailer, services: Services) -> User:
    body = {"email": life.email, "password": PASSWORD, "name": life.name}
    answer = await client.post("/api/v1/auth/register", json=body)
    assert answer.status_code == 201, answer.text
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    client.headers["Origin"] = ORIGIN
    token = await mailed_token(mailbox, services)
    assert (await client.put("/api/v1/auth/email-verification", json={"token": token})).status_code == 200
    return await user_of(client)


async def _write(life: Life, client: httpx2.AsyncClient, services: Services) -> None:
    """From a file and a posting to a letter and an export, with notes on the way."""
    resume = RESUME.format(name=life.name, email=life.email, phone=life.phone, secret=life.secret)
    file = {"file": (f"{life.name}.txt", resume.encode(), "text/plain")}
    kept = (await client.post("/api/v1/resumes", files=file)).json()
    started = (await client.post(f"/api/v1/resumes/{kept['id']}/imports")).json()
    await run_jobs(services)
    read = (await client.get(f"/api/v1/imports/{started['id']}")).json()
    accepted = {"accept": everything(read["reading"]["resume"])}
    assert (await client.put(f"/api/v1/imports/{read['id']}/decision", json=accepted)).status_code == 200

    job = await keep_posting(client, POSTING.format(secret=life.secret))
    draft = {"kind": "cover_letter", "job_id": job["id"], "instructions": f"Mention {life.secret}."}
    key = {"Idempotency-Key": f"once {life.email}"}
    letter = (await client.post("/api/v1/generations", json=draft, headers=key)).json()
    await run_jobs(services)
    edit = {"version": 1, "text": f"Dear reader, {life.secret}. Yours, {life.name}"}
    edited = await client.patch(f"/api/v1/generations/{letter['id']}", json=edit)
    assert edited.status_code == 200, edited.text
    application = f"/api/v1/applications/{letter['application_id']}"
    await client.patch(application, json={"note": f"Ask {life.name} about {life.secret}."})
    await client.post(f"{application}/moves", json={"stage": "applied", "note": f"With {life.secret}."})
    assert (await printed(client, services, letter["id"], "pdf")).status_code == 200
    tailored = (await client.post("/api/v1/generations", json={"kind": "resume", "job_id": job["id"]})).json()
    await run_jobs(services)
    edit = {"version": 1, "edits": {"/basics/phone": life.phone, "/basics/label": f"Lead, {life.secret}"}}
    edited = await client.patch(f"/api/v1/generations/{tailored['id']}", json=edit)
    assert edited.status_code == 200, edited.text


async def _guard(life: Life, app: House, client: httpx2.AsyncClient, services: Services) -> str:
    """A key, an app, and sign-ins that went right and wrong; the recovery code that is left."""
    await client.post("/api/v1/api-keys", json={"name": f"Key of {life.secret}", "scopes": ["jobs:read"]})
    await client.post("/api/v1/realtime/token")
    name = life.email.partition("@")[0]
    async with app.client(**{"User-Agent": f"{life.email}/1.0"}) as elsewhere:
        assert (await sign_in(elsewhere, name)).status_code == 200
        assert (await sign_in(elsewhere, name, "wrong")).status_code == 401
    _, codes = await enrol(client)
    await run_jobs(services)
    return codes[0]
