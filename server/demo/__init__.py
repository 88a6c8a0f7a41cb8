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
from models.applications import Stage
from models.companies import Company, Member, MemberRole
from models.jobs import JobStatus
from models.users import Role, User

HERE: Final = Path(__file__).parent
CANDIDATE: Final = "mira@demo.example"
RECRUITER: Final = "jonas@demo.example"
PASSWORD: Final = "look-around"  # noqa: S105 - known to everybody, which is why production refuses the demo

PUBLISHED: Final = ("data-engineer", "platform-engineer")
"""Postings of the company; the others the candidate found elsewhere."""
TRACKED: Final = {
    "data-engineer": (Stage.SAVED,),
    "analytics-engineer": (Stage.APPLIED, Stage.SCREENING, Stage.INTERVIEWING),
    "machine-learning-engineer": (Stage.APPLIED, Stage.REJECTED),
}


async def is_filled() -> bool:
    """Whether somebody filled it in here."""
    return await User.exists(email=CANDIDATE)


async def fill(services: Services) -> None:
    """Do nothing the second time."""
    if await is_filled():
        return
    candidate = await _candidate(services)
    recruiter = await _recruiter(services)
    today = datetime.now(UTC).date()
    for path in sorted((HERE / "postings").glob("*.txt")):
        if path.stem in PUBLISHED:
            job = await postings.create(services, recruiter, _read(path, today), status=JobStatus.OPEN)
        else:
            job = await postings.create(services, candidate, _read(path, today), status=JobStatus.ACTIVE)
        stages = TRACKED.get(path.stem, ())
        if stages:
            application = await applications.track(services, candidate, job, stages[0])
        for stage in stages[1:]:
            await applications.move(services, candidate, application.id, stage, "")


async def _candidate(services: Services) -> User:
    user = await _register(services, CANDIDATE, "Mira Okafor", Role.CANDIDATE)
    resume = from_json_resume(json.loads((HERE / "resume.json").read_text()))
    profile = await profiles.of(user)
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
    return await accounts.register(services, email=email, password=PASSWORD, name=name, role=role)


def _read(path: Path, today: date) -> Posting:
    return posting.read_text(path.read_text(), matcher=skills.load(), today=today)
