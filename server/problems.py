"""One error shape for everything that goes wrong: `application/problem+json` (RFC 9457)."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from career.errors import (
    CareerError,
    Exhausted,
    Invalid,
    Misshapen,
    NotFound,
    Unauthenticated,
    Unavailable,
)
from career.slots import SlotDied, SlotTimedOut

if TYPE_CHECKING:
    from starlette.requests import Request

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """`at` is a JSON pointer into the body (`/email`) or the name of a query key (`?limit`)."""

    at: str = Field(examples=["/email"])
    detail: str = Field(examples=["This is not an e-mail address."])
    code: str = Field(examples=["value_error"])


class Problem(BaseModel):
    """What every refusal and every crash looks like."""

    model_config = ConfigDict(extra="forbid")

    type: str = Field(description="A stable slug for programs.", examples=["not_found"])
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is nothing here, or it is not yours to see."])
    request_id: str = Field(examples=["01932d1c9f0a7cc2b1f3d5e7a9c1b3d5"])
    errors: list[FieldProblem] | None = Field(default=None, description="Only with 422.")
    limit: int | None = Field(default=None, description="Only with 429: what the plan allows.")
    used: int | None = Field(default=None, description="Only with 429.")
    resets_at: AwareDatetime | None = Field(default=None, description="Only with 429.")


class RequestInvalid(Misshapen):
    """The request does not fit its contract; raised by `server.contract` alone."""

    def __init__(self, errors: list[FieldProblem]) -> None:
        super().__init__("Some of what was sent cannot be accepted; see `errors`.")
        self.errors = errors


def request_id(request: "Request") -> str:
    return str(request.scope.get("request_id", ""))


def respond(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    return Response(
        problem.model_dump_json(exclude_none=True),
        status_code=problem.status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


async def refuse(request: "Request", error: Exception) -> Response:
    """Translate a domain error."""
    assert isinstance(error, CareerError)
    status = HTTPStatus(error.status)
    problem = Problem(
        type=error.code,
        title=status.phrase,
        status=status,
        detail=error.detail,
        request_id=request_id(request),
    )
    headers: dict[str, str] = {}
    match error:
        case Unauthenticated():
            headers["WWW-Authenticate"] = "Bearer"
        case RequestInvalid():
            problem.errors = error.errors
        case Invalid() if error.at:
            problem.errors = [FieldProblem(at=error.at, detail=error.detail, code=error.code)]
        case Exhausted():
            problem.limit, problem.used, problem.resets_at = error.limit, error.used, error.resets_at
            wait = (error.resets_at - datetime.now(UTC)).total_seconds()
            headers["Retry-After"] = str(max(1, round(wait)))
        case Unavailable():
            headers["Retry-After"] = str(max(1, round(error.retry_after.total_seconds())))
        case _:
            pass
    return respond(problem, headers)


async def overtaxed(request: "Request", error: Exception) -> Response:  # noqa: ARG001 - Starlette's signature
    """Somebody's text kept a slot busy until it was killed; the next request finds a fresh one."""
    return await refuse(
        request, Unavailable("This took longer than it may. Try it with less text, or later once more.")
    )


_SLUGS = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "wrong_type"}


async def http_error(request: "Request", error: Exception) -> Response:
    """Translate what Starlette itself refuses: an unknown path, a wrong method, a malformed form."""
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    return respond(
        Problem(
            type=_SLUGS.get(
                status, "bad_request" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "internal"
            ),
            title=status.phrase,
            status=status,
            detail=NotFound().detail if status == HTTPStatus.NOT_FOUND else str(error.detail),
            request_id=request_id(request),
        ),
        dict(error.headers or {}),
    )


def crashed(request_id: str) -> Response:
    """Our own mistake: the log knows where, the answer only which request it was."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    return respond(
        Problem(
            type="internal",
            title=status.phrase,
            status=status,
            detail="Something broke on our side. It has been noted under the request id.",
            request_id=request_id,
        )
    )


HANDLERS = {
    CareerError: refuse,
    SlotTimedOut: overtaxed,
    SlotDied: overtaxed,
    HTTPException: http_error,
}
