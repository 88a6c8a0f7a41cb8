"""Resumes and letters written for a posting."""

from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field
from starlette.routing import Route

from career import generations, sealed_columns
from career.errors import Invalid, NotFound
from career.feed import Feed, Position
from career.generations import Draft, NotWritten
from career.permissions import actions
from career.plans import QuotaExhausted
from career.profiles import ProfileEmpty, StaleVersion
from career.schema.resume import Resume
from career.writing.letters import Letter
from career.writing.tailoring import Change
from models.generations import Generation, GenerationVersion, Kind, MadeBy
from models.status import Status
from server.api.exports import TemplateName
from server.api.jobs import JobSummary, summaries
from server.api.shapes import Given, Shown, StreamOut
from server.contract import endpoint, resource
from server.paging import Page, Paging, newest
from server.rates import Pace
from server.request import AppRequest

Tone = Literal["plain", "warm", "formal"]
Length = Literal["short", "standard"]
Instruction = Annotated[str, Field(max_length=1000, examples=["Mention that I can start in May."])]
ChangeId = Annotated[str, Field(max_length=64)]


class GenerationDraft(Given):
    kind: Kind = Field(examples=["cover_letter"])
    job_id: UUID
    tone: Tone = "plain"
    length: Length = "standard"
    instructions: Instruction = ""
    template: TemplateName = "modern"


class GenerationEdit(Given):
    """`text` is for letters; `edits` write over texts of the tailored resume, by path."""

    version: int = Field(ge=1, le=2**31 - 2, examples=[1])
    text: str | None = Field(default=None, max_length=20_000)
    edits: dict[Annotated[str, Field(max_length=200)], Annotated[str, Field(max_length=5_000)]] | None = (
        Field(default=None, max_length=500, examples=[{"/basics/summary": "Data engineer in Lisbon."}])
    )
    template: TemplateName | None = None


class Decisions(Given):
    accepted: list[ChangeId] = Field(default_factory=list, max_length=500)
    rejected: list[ChangeId] = Field(default_factory=list, max_length=500)


class RevisionDraft(Given):
    instruction: Annotated[Instruction, Field(min_length=1)]


class RefusalOut(BaseModel):
    """What the fact gate did not let through, and why."""

    rule: str
    span: str
    text: str
    reason: str
    question: str | None = None


class QuestionOut(BaseModel):
    """Something the posting asks and the profile does not say; the answer belongs into the profile."""

    path: str = ""
    text: str
    quote: str = ""


class ProblemOut(BaseModel):
    code: str
    detail: str


class GenerationOut(BaseModel):
    id: UUID
    kind: Kind
    job: JobSummary
    application_id: UUID | None
    status: Status
    attempt: int
    step: str
    percent: int
    text: str = Field(description="While it is being written: as far as it is told at `stream`.")
    letter: Letter | None
    resume: Resume | None = Field(description="The profile with the accepted changes, once written.")
    changes: list[Change]
    refusals: list[RefusalOut]
    questions: list[QuestionOut]
    score_before: float | None
    score_after: float | None
    tone: Tone
    length: Length
    instructions: str
    template: TemplateName
    language: str
    model: str
    version: int
    edited: bool
    problem: ProblemOut | None
    channel: str
    stream: StreamOut
    created_at: AwareDatetime
    started_at: AwareDatetime | None
    finished_at: AwareDatetime | None


class GenerationSummary(Shown):
    """A row of the history."""

    id: UUID
    kind: Kind
    job: JobSummary
    status: Status
    percent: int
    score_before: float | None
    score_after: float | None
    template: TemplateName
    edited: bool
    created_at: AwareDatetime
    finished_at: AwareDatetime | None


class VersionOut(Shown):
    number: int
    text: str
    made_by: MadeBy
    created_at: AwareDatetime


class GenerationSearch(Paging):
    job_id: UUID | None = None
    kind: Kind | None = None


@endpoint(
    may=actions.WRITE_DOCUMENTS,
    status=HTTPStatus.ACCEPTED,
    errors=(QuotaExhausted, ProfileEmpty, NotFound),
    pace=Pace.SPENDS,
)
async def create_generation(request: AppRequest, *, body: GenerationDraft) -> GenerationOut:
    """Start writing a resume or a letter; progress arrives on its channel."""
    draft = Draft(**body.model_dump())
    return await _out(request, await generations.request(request.services, request.user, draft))


@endpoint(may=actions.READ_DOCUMENTS)
async def list_generations(request: AppRequest, *, query: GenerationSearch) -> Page[GenerationSummary]:
    """List what was written for one, newest first."""
    found = Generation.of(request.user)
    if query.job_id:
        found = found.filter(job_id=query.job_id)
    if query.kind:
        found = found.filter(kind=query.kind)
    page, following = await newest(found.select_related("job"), query)
    jobs = await summaries(request.user, [row.job for row in page])
    items = [
        GenerationSummary.model_validate(
            {
                **{name: getattr(row, name) for name in GenerationSummary.model_fields if name != "job"},
                "job": job,
            }
        )
        for row, job in zip(page, jobs, strict=True)
    ]
    return Page(items=items, next=following)


@endpoint(may=actions.READ_DOCUMENTS)
async def show_generation(request: AppRequest, *, generation_id: UUID) -> GenerationOut:
    """Show a document with its changes, refusals and scores."""
    return await _out(request, await _find(request, generation_id))


@endpoint(may=actions.WRITE_DOCUMENTS, errors=(NotWritten, StaleVersion, Invalid))
async def edit_generation(request: AppRequest, *, generation_id: UUID, body: GenerationEdit) -> GenerationOut:
    """Edit by hand; every text is kept as a version."""
    generation = await _find(request, generation_id)
    edited = await generations.edit(
        request.services,
        generation,
        generations.Edit(text=body.text, edits=body.edits, template=body.template),
        version=body.version,
    )
    return await _out(request, edited)


@endpoint(may=actions.WRITE_DOCUMENTS)
async def discard_generation(request: AppRequest, *, generation_id: UUID) -> None:
    """Delete a document; the files made of it stay until they expire."""
    await generations.discard(request.services, await _find(request, generation_id))


@endpoint(may=actions.WRITE_DOCUMENTS, errors=(NotWritten, StaleVersion, Invalid))
async def decide_changes(request: AppRequest, *, generation_id: UUID, body: Decisions) -> GenerationOut:
    """Accept or reject changes, one by one; each can be decided again."""
    generation = await _find(request, generation_id)
    decided = await generations.decide(
        request.services, generation, accepted=body.accepted, rejected=body.rejected
    )
    return await _out(request, decided)


@endpoint(may=actions.WRITE_DOCUMENTS, status=HTTPStatus.ACCEPTED)
async def cancel_generation(request: AppRequest, *, generation_id: UUID) -> GenerationOut:
    """Stop the writing; what stands already is kept."""
    await generations.cancel(request.services, request.user.id, generation_id)
    return await _out(request, await _find(request, generation_id))


@endpoint(
    may=actions.WRITE_DOCUMENTS,
    status=HTTPStatus.ACCEPTED,
    errors=(NotWritten, QuotaExhausted, ProfileEmpty),
    pace=Pace.SPENDS,
)
async def revise_generation(
    request: AppRequest, *, generation_id: UUID, body: RevisionDraft
) -> GenerationOut:
    """Write it again with an instruction; the earlier one stays."""
    generation = await _find(request, generation_id)
    return await _out(
        request, await generations.revise(request.services, request.user, generation, body.instruction)
    )


@endpoint(may=actions.READ_DOCUMENTS)
async def list_generation_versions(
    request: AppRequest, *, generation_id: UUID, query: Paging
) -> Page[VersionOut]:
    """List the texts of a document as they once stood, newest first."""
    generation = await _find(request, generation_id)
    page, following = await newest(GenerationVersion.filter(generation=generation), query)
    for row in page:
        row.text = sealed_columns.VERSION.open(request.services.vault, row)
    for row in page:
        row.text = sealed_columns.VERSION.open(request.services.vault, row)
    return Page(items=[VersionOut.model_validate(row) for row in page], next=following)


async def _find(request: AppRequest, generation_id: UUID) -> Generation:
    found = await Generation.of(request.user).get_or_none(id=generation_id)
    if found is None:
        raise NotFound
    return found


async def _out(request: AppRequest, generation: Generation) -> GenerationOut:
    """The same truth for whoever polls and whoever listens: the position is read before the state."""
    channel = generations.channel(generation.id)
    told = await request.services.feed.position(channel)
    row = await Generation.filter(id=generation.id).select_related("job").first()
    if row is None:
        raise NotFound
    text, position = sealed_columns.TEXT.open(request.services.vault, row), told
    if row.status.open:
        text, position = await _so_far(request.services.feed, channel, row.attempt, told)
    (job,) = await summaries(request.user, [row.job])
    written = row.kind is Kind.RESUME and not row.status.open
    names = set(GenerationOut.model_fields) & set(Generation._meta.fields_map)  # noqa: SLF001 - Tortoise's own list
    return GenerationOut.model_validate(
        {
            **{name: getattr(row, name) for name in names},
            "job": job,
            "text": text,
            "resume": generations.variant(request.services, row) if written else None,
            "version": row.number,
            "channel": channel,
            "stream": {"offset": position.offset, "epoch": position.epoch},
        }
    )


async def _so_far(feed: Feed, channel: str, attempt: int, told: Position) -> tuple[str, Position]:
    """The newest checkpoint of this attempt, or the beginning: recovery brings the rest."""
    checkpoint = await feed.texts.read(channel)
    if checkpoint is not None and checkpoint.attempt >= attempt:
        return checkpoint.text, checkpoint.position
    return "", Position(0, told.epoch)


routes: list[Route] = [
    resource("/api/v1/generations", get=list_generations, post=create_generation),
    resource(
        "/api/v1/generations/{generation_id:uuid}",
        get=show_generation,
        patch=edit_generation,
        delete=discard_generation,
    ),
    resource("/api/v1/generations/{generation_id:uuid}/decisions", put=decide_changes),
    resource("/api/v1/generations/{generation_id:uuid}/cancellation", post=cancel_generation),
    resource("/api/v1/generations/{generation_id:uuid}/revisions", post=revise_generation),
    resource("/api/v1/generations/{generation_id:uuid}/versions", get=list_generation_versions),
]
