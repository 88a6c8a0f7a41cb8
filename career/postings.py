"""Postings that a person sees: their own, read from a text or address, and those companies have open."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from career import jsonb, permissions, skills
from career.errors import Denied, Invalid, NotFound
from career.permissions import Right
from career.reading import fetch, posting
from career.schema.posting import Posting, Source
from models.jobs import COMPANY_STATUSES, OWN_STATUSES, Job, JobStatus
from models.users import Role, User

if TYPE_CHECKING:
    from career.services import Services

_READING: Final = timedelta(seconds=20)
_SUMMARY: Final = ("locations", "employment_types", "salary", "posted_on", "completeness")
"""What a row of a list shows besides the columns."""


class NotAPosting(Invalid):
    code = "not_a_posting"


class AddressRefused(Invalid):
    code = "address_refused"


@dataclass(frozen=True)
class Imported:
    """A posting as a draft, and those of the person's that look like the same one."""

    job: Job
    posting: Posting
    duplicates: list[Job]


def posting_of(job: Job) -> Posting:
    return Posting.model_validate(job.document)


async def find(user: User, job_id: UUID) -> Job:
    """One posting that this person may see, or `NotFound`."""
    job = await (await permissions.postings_seen_by(user)).get_or_none(id=job_id)
    if job is None:
        raise NotFound
    return job


async def import_text(services: "Services", user: User, text: str) -> Imported:
    """Read a pasted text; one that is no posting is refused and nothing is stored."""
    today = datetime.now(UTC).date()
    return await _keep(user, await services.slots.call(_read_text, text, today, limit=_READING))


async def import_url(
    services: "Services", user: User, url: str, *, policy: fetch.Policy = fetch.PUBLIC_ONLY
) -> Imported:
    """Fetch and read a page; an address that is not public, or does not answer, is refused."""
    try:
        page = await fetch.fetch(url, policy=policy)
    except fetch.Refused as refused:
        raise AddressRefused(str(refused), at="/url") from None
    return await _keep(user, await services.slots.call(_read_page, page, limit=_READING))


def _read_text(text: str, today: date) -> Posting:
    return posting.read_text(text, matcher=skills.load(), today=today)


def _read_page(page: fetch.Page) -> Posting:
    return posting.read_fetched(page, matcher=skills.load())


async def _keep(user: User, read: Posting) -> Imported:
    if posting.NOT_A_POSTING in read.warnings or not read.title:
        raise NotAPosting(
            "This does not read like a job posting. Paste the whole text of one, with its title."
        )
    job = await create(user, read, status=JobStatus.DRAFT)
    twins = Job.of(user).exclude(id=job.id)
    same_text = await twins.filter(fingerprint=job.fingerprint).limit(5)
    same_name = await twins.filter(title__iexact=job.title, company__iexact=job.company).limit(5)
    return Imported(job, read, list({twin.id: twin for twin in [*same_text, *same_name]}.values()))


async def create(user: User, read: Posting, *, status: JobStatus | None = None) -> Job:
    """Write a posting down: a candidate's own, or a draft of the recruiter's company."""
    company_id = None
    if user.role is Role.RECRUITER:
        companies = await permissions.companies_where(user, Right.EDIT_POSTINGS)
        if not companies:
            raise Denied("Join or found a company before you write postings for it.")
        company_id = companies[0]
    usual = JobStatus.DRAFT if company_id else JobStatus.ACTIVE
    job = Job(user=user, company_record_id=company_id, status=status or usual)
    _fill(job, read)
    await job.save()
    return job


async def edit(
    services: "Services",
    user: User,
    job: Job,
    change: Callable[[Posting], Posting],
    *,
    status: JobStatus | None = None,
) -> Job:
    """Change what a posting says; a changed text is read again for its requirements."""
    if not await permissions.may_edit_posting(user, job):
        raise NotFound
    before = posting_of(job)
    after = change(before)
    if after.text != before.text:
        today = datetime.now(UTC).date()
        again = await services.slots.call(_read_text, after.text, today, limit=_READING)
        after = after.model_copy(
            update={
                name: getattr(again, name)
                for name in ("requirements", "benefits", "completeness", "language")
            }
        )
    _fill(job, after)
    if status is not None:
        allowed = COMPANY_STATUSES if job.company_record_id else OWN_STATUSES
        if status not in allowed:
            names = ", ".join(sorted(allowed))
            raise Invalid(f"This posting can be {names}.", at="/status")
        job.status = status
    job.version += 1
    await job.save()
    return job


async def remove(user: User, job: Job) -> None:
    if not await permissions.may_edit_posting(user, job):
        raise NotFound
    await job.delete()


def _fill(job: Job, read: Posting) -> None:
    job.document = jsonb.storable(read.model_copy(update={"id": str(job.id)}).model_dump(mode="json"))
    read = Posting.model_validate(job.document)
    job.title = (read.title or "").strip()[:300]
    job.company = (read.company or "").strip()[:200]
    job.remote = read.remote
    job.text = read.text
    job.fingerprint = hashlib.sha256(" ".join(read.text.casefold().split()).encode()).hexdigest()
    job.source_url = read.source.url
    job.summary = {name: job.document[name] for name in _SUMMARY}


def by_hand(**members: object) -> Posting:
    """A posting that a person typed in, before its text is read for requirements."""
    return Posting.model_validate({"source": Source(kind="text"), **members})
