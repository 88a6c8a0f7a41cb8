"""Postings: one's own, read from a text or an address, and those that companies have open."""

from http import HTTPStatus
from typing import Annotated, Self
from uuid import UUID

import orjson
from pydantic import AwareDatetime, BaseModel, Field, model_validator
from starlette.responses import Response
from starlette.routing import Route

from career import matches, postings, search
from career.errors import Denied, Invalid
from career.permissions import actions
from career.postings import AddressRefused, NotAPosting
from career.profiles import ProfileEmpty
from career.schema.base import PartialDate
from career.schema.posting import (
    Completeness,
    EmploymentType,
    Posting,
    PostingLocation,
    Remote,
    Requirement,
    Salary,
    Source,
)
from career.schema.score import Score
from models.applications import Application
from models.jobs import Job, JobStatus
from models.users import User
from server.api.shapes import Given
from server.contract import endpoint, resource
from server.paging import Page, Paging, cursor
from server.rates import Pace
from server.request import AppRequest

Title = Annotated[str, Field(min_length=1, max_length=300, examples=["Data Engineer"])]
Company = Annotated[str, Field(max_length=200, examples=["Northwind Labs"])]
Text = Annotated[str, Field(min_length=1, max_length=100_000, examples=["Data Engineer\n\nYou will …"])]


class JobSummary(BaseModel):
    """A row of a list."""

    id: UUID
    title: str
    company: str
    locations: list[PostingLocation]
    remote: Remote
    employment_types: list[EmploymentType]
    salary: Salary | None
    status: JobStatus
    mine: bool
    application_id: UUID | None
    posted_on: PartialDate | None
    completeness: Completeness
    created_at: AwareDatetime


class JobOut(JobSummary):
    source: Source
    language: str | None
    text: str
    requirements: list[Requirement]
    benefits: list[str]
    valid_through: PartialDate | None
    warnings: list[str]
    evidence: dict[str, str]
    confidence: dict[str, float]
    updated_at: AwareDatetime


class JobImportOut(BaseModel):
    """A posting as it was read: a draft until it is confirmed."""

    job: JobOut
    confidence: dict[str, float]
    warnings: list[str]
    duplicates: list[JobSummary]


class JobImportDraft(Given):
    """Either a text or an address."""

    text: Text | None = None
    url: str | None = Field(default=None, max_length=2000, examples=["https://example.org/jobs/1"])

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.text is None) == (self.url is None):
            raise ValueError("send either text or url")
        return self


class JobDraft(Given):
    title: Title
    company: Company | None = None
    text: Text
    locations: tuple[PostingLocation, ...] = Field(default=(), max_length=20)
    remote: Remote = Remote.UNKNOWN
    employment_types: tuple[EmploymentType, ...] = Field(default=(), max_length=7)
    salary: Salary | None = None
    posted_on: PartialDate | None = None
    valid_through: PartialDate | None = None


class JobChange(Given):
    title: Title | None = None
    company: Company | None = None
    text: Text | None = None
    locations: tuple[PostingLocation, ...] | None = Field(default=None, max_length=20)
    remote: Remote | None = None
    employment_types: tuple[EmploymentType, ...] | None = Field(default=None, max_length=7)
    salary: Salary | None = None
    posted_on: PartialDate | None = None
    valid_through: PartialDate | None = None
    status: JobStatus | None = None


class JobSearch(Paging):
    q: str | None = Field(default=None, min_length=1, max_length=200, description="Words to look for.")
    company: str | None = Field(default=None, min_length=1, max_length=200)
    remote: Remote | None = None
    status: JobStatus | None = None
    mine: bool | None = Field(default=None, description="Only one's own, or only others'.")


@endpoint(may=actions.READ_JOBS, answers=Page[JobSummary])
async def list_jobs(request: AppRequest, *, query: JobSearch) -> Response:
    """List the postings that one may see, newest first."""
    rows = await search.page(
        request.user,
        search.Wanted(
            limit=query.limit,
            words=query.q,
            company=query.company,
            remote=query.remote,
            status=query.status,
            mine=query.mine,
            after=query.after,
        ),
    )
    page = rows[: query.limit]
    following = cursor(page[-1]["id"]) if len(rows) > query.limit else None
    # Everybody looks at this list most, and its rows were validated when they were written, so they are not
    # made into models once more: that would be a fifth of the whole answer (`python -m bench.http`).
    items = [row | orjson.loads(row.pop("summary")) for row in page]
    answer = {"items": items, "next": following, "total": None}
    return Response(orjson.dumps(answer, default=str, option=orjson.OPT_UTC_Z), media_type="application/json")


@endpoint(may=actions.WRITE_JOBS, status=HTTPStatus.CREATED, errors=(Denied,))
async def write_job(request: AppRequest, *, body: JobDraft) -> JobOut:
    """Write a posting down by hand."""
    draft = postings.by_hand(**body.model_dump())
    return await _out(request.user, await postings.create(request.user, draft))


@endpoint(may=actions.READ_JOBS)
async def show_job(request: AppRequest, *, job_id: UUID) -> JobOut:
    """Show a posting with its requirements."""
    return await _out(request.user, await postings.find(request.user, job_id))


@endpoint(may=actions.WRITE_JOBS, errors=(Invalid,))
async def edit_job(request: AppRequest, *, job_id: UUID, body: JobChange) -> JobOut:
    """Correct a posting, or move it to another status."""
    job = await postings.find(request.user, job_id)
    change = {name: getattr(body, name) for name in body.model_fields_set - {"status"}}
    edited = await postings.edit(
        request.services,
        request.user,
        job,
        lambda before: before.model_copy(update=_plain(change)),
        status=body.status,
    )
    return await _out(request.user, edited)


@endpoint(may=actions.WRITE_JOBS)
async def delete_job(request: AppRequest, *, job_id: UUID) -> None:
    """Delete a posting, with what was written for it."""
    await postings.remove(request.user, await postings.find(request.user, job_id))


@endpoint(
    may=actions.WRITE_JOBS,
    status=HTTPStatus.CREATED,
    errors=(NotAPosting, AddressRefused, Denied),
    pace=Pace.SPENDS,
)
async def import_job(request: AppRequest, *, body: JobImportDraft) -> JobImportOut:
    """Read a posting from a pasted text or a public address."""
    if body.text is not None:
        imported = await postings.import_text(request.services, request.user, body.text)
    else:
        imported = await postings.import_url(request.services, request.user, body.url or "")
    return JobImportOut(
        job=await _out(request.user, imported.job),
        confidence=dict(imported.posting.confidence),
        warnings=list(imported.posting.warnings),
        duplicates=await summaries(request.user, imported.duplicates),
    )


@endpoint(may=actions.MATCH_JOBS, errors=(ProfileEmpty,))
async def match_job(request: AppRequest, *, job_id: UUID) -> Score:
    """Score one's profile against a posting, with the reason for every point."""
    job = await postings.find(request.user, job_id)
    return await matches.of(request.services, request.user, job)


_SUMMARY = ("locations", "employment_types", "salary", "posted_on", "completeness")


async def summaries(user: User, jobs: list[Job]) -> list[JobSummary]:
    tracked = await _tracked(user, [job.id for job in jobs])
    return [
        JobSummary.model_validate(
            {
                **{name: job.summary[name] for name in _SUMMARY},
                "id": job.id,
                "title": job.title,
                "company": job.company,
                "remote": job.remote,
                "status": job.status,
                "mine": job.user_id == user.id,
                "application_id": tracked.get(job.id),
                "created_at": job.created_at,
            }
        )
        for job in jobs
    ]


async def _tracked(user: User, job_ids: list[UUID]) -> dict[UUID, UUID]:
    rows = await Application.of(user).filter(job_id__in=job_ids).values_list("job_id", "id")
    return dict(rows)


async def _out(user: User, job: Job) -> JobOut:
    posting = postings.posting_of(job)
    tracked = await _tracked(user, [job.id])
    return JobOut.model_validate(
        {
            **posting.model_dump(include=set(JobOut.model_fields) & set(Posting.model_fields)),
            "id": job.id,
            "title": job.title,
            "company": job.company,
            "status": job.status,
            "mine": job.user_id == user.id,
            "application_id": tracked.get(job.id),
            "created_at": job.created_at,
            "updated_at": job.updated_at,
        }
    )


def _plain(change: dict[str, object]) -> dict[str, object]:
    """The change without members that a posting must have: a null there means "leave it"."""
    needed = ("title", "text", "locations", "remote", "employment_types")
    return {name: value for name, value in change.items() if value is not None or name not in needed}


routes: list[Route] = [
    resource("/api/v1/jobs", get=list_jobs, post=write_job),
    resource("/api/v1/jobs/{job_id:uuid}", get=show_job, patch=edit_job, delete=delete_job),
    resource("/api/v1/jobs/{job_id:uuid}/match", get=match_job),
    resource("/api/v1/job-imports", post=import_job),
]
