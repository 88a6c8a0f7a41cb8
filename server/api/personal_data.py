"""What is kept about oneself: a copy of it, and the end of the account."""

from http import HTTPStatus
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field
from starlette.responses import Response
from starlette.routing import Route

from career import personal_data
from career.accounts import WrongPassword
from career.errors import NotFound
from career.exports import NotReady
from career.limiting import RateExceeded
from career.permissions import actions
from career.personal_data import CopyExpired
from career.proofs import CodeRequired, CodeWrong, SignInAgain
from models.personal_copies import PersonalCopy
from models.status import Status
from server.api.sessions import signed_out
from server.api.shapes import ProofIn, Shown
from server.contract import endpoint, resource
from server.files import streamed
from server.paging import Page, Paging, newest
from server.rates import Pace
from server.request import AppRequest


class CopyProblem(BaseModel):
    code: str
    detail: str


class PersonalCopyOut(Shown):
    id: UUID
    status: Status
    size: int | None = Field(description="Bytes.")
    sha256: str | None
    problem: CopyProblem | None
    expires_at: AwareDatetime | None = Field(description="It is deleted then, an hour after it was made.")
    created_at: AwareDatetime
    finished_at: AwareDatetime | None


@endpoint(may=actions.GUARD_ACCOUNT, pace=Pace.SPENDS, status=HTTPStatus.ACCEPTED, errors=(RateExceeded,))
async def create_personal_copy(request: AppRequest) -> PersonalCopyOut:
    """Start making a copy of all that is kept about oneself; `copy.finished` comes on one's own channel."""
    copy = await personal_data.request(request.services, request.user, request.visitor)
    return PersonalCopyOut.model_validate(copy)


@endpoint(may=actions.GUARD_ACCOUNT)
async def list_personal_copies(request: AppRequest, *, query: Paging) -> Page[PersonalCopyOut]:
    """List the copies of the last hour, newest first."""
    page, following = await newest(PersonalCopy.of(request.user), query)
    return Page(items=[PersonalCopyOut.model_validate(row) for row in page], next=following)


@endpoint(may=actions.GUARD_ACCOUNT, errors=(NotFound,))
async def show_personal_copy(request: AppRequest, *, copy_id: UUID) -> PersonalCopyOut:
    """Show how far a copy is."""
    return PersonalCopyOut.model_validate(await _find(request, copy_id))


@endpoint(may=actions.GUARD_ACCOUNT, errors=(NotFound, NotReady, CopyExpired), answers=("application/zip",))
async def download_personal_copy(request: AppRequest, *, copy_id: UUID) -> Response:
    """Download a copy: a ZIP of JSON and files, with a README that explains them."""
    copy = await _find(request, copy_id)
    pieces = await personal_data.download(request.services, request.user, copy, request.visitor)
    name = f"shortlist-{copy.created_at:%Y-%m-%d}.zip"
    return streamed(pieces, size=copy.size, filename=name, media_type="application/zip")


@endpoint(
    may=actions.GUARD_ACCOUNT,
    pace=Pace.CREDENTIALS,
    status=HTTPStatus.NO_CONTENT,
    errors=(WrongPassword, CodeRequired, CodeWrong, SignInAgain),
)
async def erase_me(request: AppRequest, *, body: ProofIn) -> Response:
    """Erase the account and everything personal, for good."""
    proof = body.of(request.session_id)
    await personal_data.erase(request.services, request.user, proof, request.visitor)
    return signed_out()


async def _find(request: AppRequest, copy_id: UUID) -> PersonalCopy:
    found = await PersonalCopy.of(request.user).get_or_none(id=copy_id)
    if found is None:
        raise NotFound
    return found


routes: list[Route] = [
    resource("/api/v1/me/exports", get=list_personal_copies, post=create_personal_copy),
    resource("/api/v1/me/exports/{copy_id:uuid}", get=show_personal_copy),
    resource("/api/v1/me/exports/{copy_id:uuid}/file", get=download_personal_copy),
]
