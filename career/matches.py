"""How well a profile fits a posting, with the reason for every point."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from career import embedding, postings, profiles, scoring, skills
from career.schema.posting import Posting
from career.schema.resume import Resume
from career.schema.score import Score

if TYPE_CHECKING:
    from career.services import Services
    from models.jobs import Job
    from models.users import User

_SCORING: Final = timedelta(seconds=20)


async def of(services: "Services", user: "User", job: "Job") -> Score:
    """The match of the person's profile; raises `ProfileEmpty`."""
    _, resume = await profiles.filled(services, user)
    today = datetime.now(UTC).date()
    return await services.slots.call(score, resume, postings.posting_of(job), today, limit=_SCORING)


def score(resume: Resume, posting: Posting, today: date) -> Score:
    """What a slot runs: gazetteer and embedding are loaded there, once."""
    return scoring.match(resume, posting, matcher=skills.load(), embedder=embedding.load(), today=today)


def load() -> None:
    """Load what scoring needs, once a process, before somebody waits for it."""
    skills.load()
    embedding.load()
