"""Files made of documents, and the designs they can have."""

from http import HTTPStatus
from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, model_validator
from starlette.responses import Response
from starlette.routing import Route

from career import exports
from career.errors import Invalid, NotFound
from career.exports import NotReady
from career.generations import NotWritten
from career.permissions import actions
from career.plans import QuotaExhausted
from career.profiles import ProfileEmpty
from models.exports import Export
from models.status import Status
from server.api.shapes import Given, Shown
from server.contract import endpoint, resource
from server.files import attachment
from server.paging import Page, Paging, newest
from server.rates import Pace
from server.request import AppRequest

TemplateName = Literal["modern", "classic", "creative", "ats_optimized"]
Format = Literal["pdf", "docx", "md", "txt", "json"]
Paper = Literal["a4", "letter"]


class DocumentRef(Given):
    """Something written, or the master profile itself."""

    generation_id: UUID | None = None
    profile: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.generation_id is None) == (self.profile is None):
            raise ValueError("name either a generation or the profile")
        return self


class ExportDraft(Given):
    documents: list[DocumentRef] = Field(min_length=1, max_length=1, examples=[[{"profile": True}]])
    format: Format = Field(examples=["pdf"])
    template: TemplateName | None = None
    paper: Paper | None = None


class ProofOut(BaseModel):
    """What software reads back out of the very file."""

    words_back: float | None = Field(default=None, description="Share of the words, in order, 0 to 1.")
    findings: list[str] = Field(default_factory=list)


class ExportProblem(BaseModel):
    code: str
    detail: str


class ExportOut(Shown):
    id: UUID
    generation_id: UUID | None
    status: Status
    format: Format
    template: TemplateName
    paper: Paper
    filename: str
    size: int | None = Field(description="Bytes.")
    sha256: str | None
    downloads: int
    proof: ProofOut | None
    problem: ExportProblem | None
    expires_at: AwareDatetime | None
    created_at: AwareDatetime
    finished_at: AwareDatetime | None


class TemplateOut(BaseModel):
    name: TemplateName
    title: str
    description: str


class Templates(BaseModel):
    items: list[TemplateOut]


@endpoint(
    may=actions.WRITE_DOCUMENTS,
    status=HTTPStatus.ACCEPTED,
    errors=(QuotaExhausted, NotWritten, ProfileEmpty, Invalid, NotFound),
    pace=Pace.SPENDS,
)
async def create_export(request: AppRequest, *, body: ExportDraft) -> ExportOut:
    """Start making a file; `export.finished` comes on the person's own channel."""
    export = await exports.request(
        request.services,
        request.user,
        exports.Draft(
            generation_id=body.documents[0].generation_id,
            format=body.format,
            template=body.template,
            paper=body.paper,
        ),
    )
    return ExportOut.model_validate(export)


@endpoint(may=actions.READ_DOCUMENTS)
async def list_exports(request: AppRequest, *, query: Paging) -> Page[ExportOut]:
    """List one's files, newest first."""
    page, following = await newest(Export.of(request.user), query)
    return Page(items=[ExportOut.model_validate(row) for row in page], next=following)


@endpoint(may=actions.READ_DOCUMENTS)
async def show_export(request: AppRequest, *, export_id: UUID) -> ExportOut:
    """Show a file's state."""
    return ExportOut.model_validate(await _find(request, export_id))


@endpoint(may=actions.WRITE_DOCUMENTS)
async def delete_export(request: AppRequest, *, export_id: UUID) -> None:
    """Delete a file."""
    await exports.remove(request.services, await _find(request, export_id))


@endpoint(may=actions.READ_DOCUMENTS, errors=(NotReady,), answers=(*exports.MEDIA_TYPES.values(),))
async def download_export(request: AppRequest, *, export_id: UUID) -> Response:
    """Download a file; its checksum is verified on the way."""
    export = await _find(request, export_id)
    data = await exports.download(request.services, export)
    return attachment(data, filename=export.filename, media_type=exports.MEDIA_TYPES[export.format])


@endpoint(may=actions.SEE_TEMPLATES)
async def list_templates(request: AppRequest) -> Templates:  # noqa: ARG001 - every handler takes the request
    """List the designs."""
    return Templates(
        items=[TemplateOut.model_validate(one, from_attributes=True) for one in exports.templates()]
    )


@endpoint(may=actions.SEE_TEMPLATES, errors=(NotFound,), answers=("image/png",))
async def preview_template(request: AppRequest, *, name: str) -> Response:
    """Show a design, filled with an invented person."""
    picture = await exports.preview(request.services, name)
    return Response(picture, media_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


async def _find(request: AppRequest, export_id: UUID) -> Export:
    found = await Export.of(request.user).get_or_none(id=export_id)
    if found is None:
        raise NotFound
    return found


routes: list[Route] = [
    resource("/api/v1/exports", get=list_exports, post=create_export),
    resource("/api/v1/exports/{export_id:uuid}", get=show_export, delete=delete_export),
    resource("/api/v1/exports/{export_id:uuid}/file", get=download_export),
    resource("/api/v1/templates", get=list_templates),
    resource("/api/v1/templates/{name}/preview.png", get=preview_template),
]
