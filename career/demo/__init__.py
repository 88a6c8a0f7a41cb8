"""Somebody to look around as: a candidate with a history, a recruiter, a company and its postings."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import orjson

from career import accounts, applications, postings, profiles, skills
from career.errors import Denied
from career.reading import posting as reader
from career.schema.posting import Posting
from career.schema.resume import Resume
from career.settings import Environment
from models.applications import Stage
from models.companies import Company, Member, MemberRole
from models.jobs import Job, JobStatus
from models.users import Role, User

if TYPE_CHECKING:
    from career.services import Services

_HERE: Final = Path(__file__).parent
_PASSWORD: Final = "look-around-2026"  # noqa: S105 - told to everybody, and refused in production
_READING: Final = timedelta(seconds=30)


@dataclass(frozen=True)
class Login:
    """How to sign in as one of the demonstration's people."""

    role: Role
    email: str
    password: str


LOGINS: Final = (
    Login(Role.CANDIDATE, "maya@example.org", _PASSWORD),
    Login(Role.RECRUITER, "tomas@example.org", _PASSWORD),
)


async def fill(services: "Services") -> tuple[Login, ...]:
    """Make the people and their things; what is there already stays as it is."""
    if services.settings.environment is Environment.PRODUCTION:
        raise Denied("The demonstration's passwords are known to everybody: not in production.")
    if await User.filter(email=LOGINS[0].email).exists():
        return LOGINS
    recruiter = await _person(services, LOGINS[1], "Tomás Rey")
    company = await Company.create(
        name="Northwind Labs",
        slug="northwind-labs",
        website="https://northwind.example.org",
        about="Software that tells energy companies where their power goes.",
    )
    await Member.create(company=company, user=recruiter, role=MemberRole.OWNER)
    opened = [
        await _open(services, recruiter, path) for path in sorted((_HERE / "postings").glob("open-*.md"))
    ]
    candidate = await _person(services, LOGINS[0], "Maya Lindqvist")
    await _profile(services, candidate)
    own = [
        await postings.create(services, candidate, await _read(services, path))
        for path in sorted((_HERE / "postings").glob("found-*.md"))
    ]
    await _tracker(services, candidate, opened, own)
    return LOGINS


async def filled() -> bool:
    """Whether somebody used the demonstration here."""
    return await User.filter(email=LOGINS[0].email).exists()


async def _person(services: "Services", login: Login, name: str) -> User:
    role = Role.RECRUITER if login.role is Role.RECRUITER else Role.CANDIDATE
    return await accounts.register(services, email=login.email, password=login.password, name=name, role=role)


async def _profile(services: "Services", candidate: User) -> None:
    resume = Resume.model_validate(orjson.loads((_HERE / "profile.json").read_bytes()))
    profile = await profiles.of(candidate)
    await profiles.save(services, candidate, version=profile.version, resume=resume)


async def _read(services: "Services", path: Path) -> Posting:
    today = datetime.now(UTC).date()
    return await services.slots.call(_read_file, path, today, limit=_READING)


def _read_file(path: Path, today: date) -> Posting:
    return reader.read_text(path.read_text(), matcher=skills.load(), today=today)


async def _open(services: "Services", recruiter: User, path: Path) -> Job:
    return await postings.create(services, recruiter, await _read(services, path), status=JobStatus.OPEN)


async def _tracker(services: "Services", candidate: User, opened: list[Job], own: list[Job]) -> None:
    """A board with something in its first four columns."""
    ways = [
        (own[0], (Stage.APPLIED, Stage.SCREENING)),
        (own[1], (Stage.PREPARING,)),
        (opened[0], (Stage.APPLIED,)),
        (opened[1], ()),
    ]
    for job, stages in ways:
        application = await applications.track(services, candidate, job, Stage.SAVED)
        for stage in stages:
            await applications.move(services, candidate, application.id, stage, "")
