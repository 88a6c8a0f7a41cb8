"""People, a company and postings to look around in, made by the use cases that the interface calls."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final, Literal

from career import accounts, applications, postings, profiles, skills
from career.documents.jsonresume import from_json_resume
from career.reading import posting
from career.schema.posting import Posting
from career.services import Services
from career.visitors import Visitor
from models.applications import Stage
from models.companies import Company, Member, MemberRole
from models.jobs import JobStatus
from models.users import Role, User
from server.demo.people import CANDIDATE, PASSWORD, RECRUITER

HERE: Final = Path(__file__).parent
PUBLISHED: Final = ("data-engineer", "platform-engineer")
"""Postings of the company; the others the candidate found elsewhere."""
TRACKED: Final = {
    "data-engineer": (Stage.SAVED,),
    "analytics-engineer": (Stage.APPLIED, Stage.SCREENING, Stage.INTERVIEWING),
    "machine-learning-engineer": (Stage.APPLIED, Stage.REJECTED),
}


async def fill(services: Services) -> None:
    """Do nothing the second time."""
    if await User.exists(email=CANDIDATE):
        return
    today = datetime.now(UTC).date()
    read = {path.stem: _read(path, today) for path in sorted((HERE / "postings").glob("*.txt"))}
    candidate = await _candidate(services)
    recruiter = await _recruiter(services)
    for name, found in read.items():
        if name in PUBLISHED:
            job = await postings.create(recruiter, found, status=JobStatus.OPEN)
        else:
            job = await postings.create(candidate, found, status=JobStatus.ACTIVE)
        stages = TRACKED.get(name, ())
        if stages:
            application = await applications.track(services, candidate, job, stages[0])
        for stage in stages[1:]:
            await applications.move(services, candidate, application.id, applications.Move(stage=stage))


async def _candidate(services: Services) -> User:
    user = await _register(services, CANDIDATE, "Mira Okafor", Role.CANDIDATE)
    resume = from_json_resume(json.loads((HERE / "resume.json").read_text()))
    profile = await profiles.of(services, user)
    await profiles.save(services, user, version=profile.version, resume=resume)
    return user


async def _recruiter(services: Services) -> User:
    user = await _register(services, RECRUITER, "Jonas Lind", Role.RECRUITER)
    company = await Company.create(
        name="Fernweg Rail", slug="fernweg-rail", about="Night trains between eleven countries."
    )
    await Member.create(company=company, user=user, role=MemberRole.OWNER)
    return user


async def _register(
    services: Services, email: str, name: str, role: Literal[Role.CANDIDATE, Role.RECRUITER]
) -> User:
    newcomer = accounts.Newcomer(email=email, password=PASSWORD, name=name, role=role)
    user = (await accounts.register(services, newcomer, Visitor.at("", ""))).user
    await User.filter(id=user.id).update(email_verified_at=datetime.now(UTC))
    return await User.get(id=user.id)


def _read(path: Path, today: date) -> Posting:
    return posting.read_text(path.read_text(), matcher=skills.load(), today=today)
