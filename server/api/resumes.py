"""Resume files, and reading them into the profile."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from starlette.datastructures import UploadFile
from starlette.responses import Response
from starlette.routing import Route

from career import imports, resumes
from career.errors import Invalid, NotFound
from career.imports import AlreadyDecided, NotReadYet
from career.permissions import actions
from career.profiles import StaleVersion
from career.resumes import EmptyFile
from career.schema.reading import Reading, Unreadable
from models.resumes import Import, Resume
from models.status import Status
from server.api.shapes import Given, Shown, StreamOut
from server.contract import endpoint, resource
from server.files import attachment
from server.paging import Page, Paging, newest
from server.rates import Pace
from server.request import AppRequest


def _attached(value: object) -> object:
    if not isinstance(value, UploadFile):
        raise PydanticCustomError("file_missing", "Attach a file.")
    return value


class ResumeUpload(Given):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    file: Annotated[
        UploadFile,
        BeforeValidator(_attached),
        WithJsonSchema({"type": "string", "format": "binary"}),
    ] = Field(description="PDF, DOCX, text, Markdown or JSON Resume; at most 5 MB.")


class ImportBrief(Shown):
    id: UUID
    status: Status


class ResumeOut(Shown):
    id: UUID
    filename: str = Field(examples=["resume.pdf"])
    media_type: str = Field(examples=["application/pdf"])
    size: int = Field(description="Bytes.", examples=[48213])
    sha256: str
    created_at: AwareDatetime
    latest_import: ImportBrief | None = None


class ImportOut(Shown):
    id: UUID
    resume_id: UUID
    status: Status
    step: str = Field(examples=["read"])
    percent: int = Field(examples=[10])
    channel: str = Field(examples=["import:01932d1c-9f0a-7cc2-b1f3-d5e7a9c1b3d5"])
    stream: StreamOut
    reading: Reading | None
    problem: Unreadable | None
    decided_at: AwareDatetime | None
    created_at: AwareDatetime
    finished_at: AwareDatetime | None


class DecisionDraft(Given):
    accept: list[Annotated[str, Field(max_length=200)]] = Field(
        max_length=1000, examples=[["/basics/name", "/work/w_4k2m9x0qpz1c"]]
    )
    edits: dict[Annotated[str, Field(max_length=200)], Annotated[str, Field(max_length=10_000)]] = Field(
        default_factory=dict, max_length=1000, examples=[{"/basics/name": "Ada Lovelace"}]
    )


@endpoint(may=actions.WRITE_RESUMES, status=HTTPStatus.CREATED, errors=(EmptyFile,))
async def upload_resume(request: AppRequest, *, form: ResumeUpload) -> ResumeOut:
    """Store a resume file."""
    data = await form.file.read()
    resume = await resumes.keep(
        request.services, request.user, filename=form.file.filename or "resume", data=data
    )
    return ResumeOut.model_validate(resume)


@endpoint(may=actions.READ_RESUMES)
async def list_resumes(request: AppRequest, *, query: Paging) -> Page[ResumeOut]:
    """List one's resume files, newest first."""
    page, following = await newest(Resume.of(request.user), query)
    latest: dict[UUID, Import] = {}
    for one in await Import.of(request.user).filter(resume_id__in=[row.id for row in page]).order_by("id"):
        latest[one.resume_id] = one
    items = [
        ResumeOut.model_validate(row).model_copy(
            update={"latest_import": ImportBrief.model_validate(latest[row.id]) if row.id in latest else None}
        )
        for row in page
    ]
    return Page(items=items, next=following)


@endpoint(may=actions.READ_RESUMES)
async def show_resume(request: AppRequest, *, resume_id: UUID) -> ResumeOut:
    """Show a resume file."""
    return ResumeOut.model_validate(await _resume(request, resume_id))


@endpoint(may=actions.WRITE_RESUMES)
async def delete_resume(request: AppRequest, *, resume_id: UUID) -> None:
    """Delete a resume file and its readings; the profile keeps what was accepted."""
    await resumes.remove(request.services, await _resume(request, resume_id))


@endpoint(may=actions.READ_RESUMES, answers=(*resumes.MEDIA_TYPES.values(),))
async def download_resume(request: AppRequest, *, resume_id: UUID) -> Response:
    """Download a resume file as it was uploaded."""
    resume = await _resume(request, resume_id)
    data = await request.services.storage.get(resume.storage_key)
    return attachment(data, filename=resume.filename, media_type=resume.media_type)


@endpoint(may=actions.WRITE_RESUMES, status=HTTPStatus.ACCEPTED, pace=Pace.SPENDS)
async def start_import(request: AppRequest, *, resume_id: UUID) -> ImportOut:
    """Start reading a resume file; progress arrives on its channel."""
    started = await imports.request(request.services, request.user, await _resume(request, resume_id))
    return await _import_out(request, started)


@endpoint(may=actions.READ_RESUMES)
async def show_import(request: AppRequest, *, import_id: UUID) -> ImportOut:
    """Show a reading: every field with the line it came from and how sure the reader is."""
    return await _import_out(request, await _import(request, import_id))


@endpoint(may=actions.WRITE_RESUMES, errors=(Invalid, NotReadYet, AlreadyDecided, StaleVersion))
async def decide_import(request: AppRequest, *, import_id: UUID, body: DecisionDraft) -> ImportOut:
    """Accept what was found, corrected where need be, into the profile."""
    found = await _import(request, import_id)
    decided = await imports.decide(
        request.services, request.user, found, accept=body.accept, edits=body.edits
    )
    return await _import_out(request, decided)


async def _resume(request: AppRequest, resume_id: UUID) -> Resume:
    resume = await Resume.of(request.user).get_or_none(id=resume_id)
    if resume is None:
        raise NotFound
    return resume


async def _import(request: AppRequest, import_id: UUID) -> Import:
    found = await Import.of(request.user).get_or_none(id=import_id)
    if found is None:
        raise NotFound
    return found


async def _import_out(request: AppRequest, found: Import) -> ImportOut:
    channel = imports.channel(found.id)
    # The position first, the state second: what happens between the two is told twice, never not at all.
    position = await request.services.feed.position(channel)
    fresh = await Import.get(id=found.id)
    return ImportOut.model_validate(
        {
            **{name: getattr(fresh, name) for name in ImportOut.model_fields if hasattr(fresh, name)},
            "reading": imports.reading_of(request.services, fresh) if fresh.reading else None,
            "channel": channel,
            "stream": {"offset": position.offset, "epoch": position.epoch},
        }
    )


routes: list[Route] = [
    resource("/api/v1/resumes", get=list_resumes, post=upload_resume),
    resource("/api/v1/resumes/{resume_id:uuid}", get=show_resume, delete=delete_resume),
    resource("/api/v1/resumes/{resume_id:uuid}/file", get=download_resume),
    resource("/api/v1/resumes/{resume_id:uuid}/imports", post=start_import),
    resource("/api/v1/imports/{import_id:uuid}", get=show_import),
    resource("/api/v1/imports/{import_id:uuid}/decision", put=decide_import),
]
