"""The candidate's tracker."""

from collections import Counter
from http import HTTPStatus
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel
from starlette.routing import Route

from career import applications, postings, profiles
from career.applications import AlreadyThere, AlreadyTracked, Move, Note
from career.errors import ClientIdReused, NotFound
from career.permissions import actions
from models.applications import Application, ApplicationEvent, EventKind, Stage
from models.generations import Generation
from models.jobs import Job
from models.resumes import Resume
from server.api.jobs import JobSummary, summaries
from server.api.shapes import Given, Shown
from server.contract import endpoint, resource
from server.paging import Page, Paging, newest
from server.request import AppRequest


class ApplicationOut(Shown):
    id: UUID
    job: JobSummary
    stage: Stage
    note: str
    moved_at: AwareDatetime
    created_at: AwareDatetime
    updated_at: AwareDatetime


class ApplicationDraft(Given):
    job_id: UUID
    stage: Stage = Stage.SAVED


class ApplicationChange(Given):
    note: Note


class EventOut(Shown):
    id: UUID
    kind: EventKind
    stage: Stage
    previous: Stage | None
    note: str
    by: Literal["me", "system"]
    happened_at: AwareDatetime


class ApplicationSearch(Paging):
    stage: Stage | None = None


class RecentMove(BaseModel):
    application_id: UUID
    job_title: str
    company: str
    stage: Stage
    happened_at: AwareDatetime


class DashboardOut(BaseModel):
    stages: dict[Stage, int]
    recent: list[RecentMove]
    documents: int
    profile_percent: int
    resumes: int
    jobs: int


@endpoint(may=actions.READ_APPLICATIONS)
async def list_applications(request: AppRequest, *, query: ApplicationSearch) -> Page[ApplicationOut]:
    """List one's applications, newest first."""
    found = Application.of(request.user)
    if query.stage:
        found = found.filter(stage=query.stage)
    page, following = await newest(found.select_related("job"), query)
    return Page(items=await _many(request, page), next=following)


@endpoint(may=actions.WRITE_APPLICATIONS, status=HTTPStatus.CREATED, errors=(AlreadyTracked, NotFound))
async def track_job(request: AppRequest, *, body: ApplicationDraft) -> ApplicationOut:
    """Put a posting on the tracker."""
    job = await postings.find(request.user, body.job_id)
    application = await applications.track(request.services, request.user, job, body.stage)
    return await _out(request, application.id)


@endpoint(may=actions.READ_APPLICATIONS)
async def show_application(request: AppRequest, *, application_id: UUID) -> ApplicationOut:
    """Show an application."""
    return await _out(request, application_id)


@endpoint(may=actions.WRITE_APPLICATIONS)
async def annotate_application(
    request: AppRequest, *, application_id: UUID, body: ApplicationChange
) -> ApplicationOut:
    """Change the note of an application."""
    await Application.of(request.user).filter(id=application_id).update(note=body.note)
    return await _out(request, application_id)


@endpoint(may=actions.WRITE_APPLICATIONS)
async def delete_application(request: AppRequest, *, application_id: UUID) -> None:
    """Take a posting off the tracker, with its history."""
    if not await Application.of(request.user).filter(id=application_id).delete():
        raise NotFound


@endpoint(may=actions.WRITE_APPLICATIONS, status=HTTPStatus.CREATED, errors=(AlreadyThere, ClientIdReused))
async def move_application(request: AppRequest, *, application_id: UUID, body: Move) -> EventOut:
    """Move an application to another stage."""
    event = await applications.move(request.services, request.user, application_id, body)
    return _event(event, request)


@endpoint(may=actions.READ_APPLICATIONS)
async def list_application_events(
    request: AppRequest, *, application_id: UUID, query: Paging
) -> Page[EventOut]:
    """List what happened to an application, newest first."""
    if not await Application.of(request.user).filter(id=application_id).exists():
        raise NotFound
    page, following = await newest(ApplicationEvent.filter(application_id=application_id), query)
    return Page(items=[_event(event, request) for event in page], next=following)


@endpoint(may=actions.READ_APPLICATIONS)
async def show_dashboard(request: AppRequest) -> DashboardOut:
    """Show where one's search stands."""
    user = request.user
    stages = Counter(str(stage) for stage in await Application.of(user).values_list("stage", flat=True))
    recent = (
        await ApplicationEvent.filter(application__user=user)
        .order_by("-id")
        .limit(8)
        .select_related("application__job")
    )
    percent, _ = profiles.gaps(
        profiles.resume_of(request.services, await profiles.of(request.services, user))
    )
    return DashboardOut(
        stages={stage: stages[stage.value] for stage in Stage},
        recent=[
            RecentMove(
                application_id=event.application.id,
                job_title=event.application.job.title,
                company=event.application.job.company,
                stage=event.stage,
                happened_at=event.created_at,
            )
            for event in recent
        ],
        documents=await Generation.of(user).count(),
        profile_percent=percent,
        resumes=await Resume.of(user).count(),
        jobs=await Job.of(user).count(),
    )


async def _out(request: AppRequest, application_id: UUID) -> ApplicationOut:
    found = await Application.of(request.user).select_related("job").get_or_none(id=application_id)
    if found is None:
        raise NotFound
    return (await _many(request, [found]))[0]


async def _many(request: AppRequest, rows: list[Application]) -> list[ApplicationOut]:
    jobs = await summaries(request.user, [row.job for row in rows])
    return [
        ApplicationOut(
            id=row.id,
            job=job,
            stage=row.stage,
            note=row.note,
            moved_at=row.moved_at,
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row, job in zip(rows, jobs, strict=True)
    ]


def _event(event: ApplicationEvent, request: AppRequest) -> EventOut:
    return EventOut(
        id=event.id,
        kind=event.kind,
        stage=event.stage,
        previous=event.previous,
        note=event.note,
        by="me" if event.by_user_id == request.user.id else "system",
        happened_at=event.created_at,
    )


routes: list[Route] = [
    resource("/api/v1/applications", get=list_applications, post=track_job),
    resource(
        "/api/v1/applications/{application_id:uuid}",
        get=show_application,
        patch=annotate_application,
        delete=delete_application,
    ),
    resource("/api/v1/applications/{application_id:uuid}/moves", post=move_application),
    resource("/api/v1/applications/{application_id:uuid}/events", get=list_application_events),
    resource("/api/v1/dashboard", get=show_dashboard),
]
