"""Showing that an e-mail address is one's own."""

from http import HTTPStatus

from pydantic import Field
from starlette.routing import Route

from career import email_verification
from career.email_verification import EmailVerified
from career.mails import LinkSpent
from career.permissions import actions
from server.api.shapes import Given, UserOut
from server.contract import endpoint, resource
from server.rates import Pace
from server.request import AppRequest


class Verification(Given):
    token: str = Field(max_length=1000, examples=["eyJhbGciOi…"], description="From the mailed link.")


@endpoint(
    may=actions.GUARD_ACCOUNT, status=HTTPStatus.ACCEPTED, errors=(EmailVerified,), pace=Pace.CREDENTIALS
)
async def send_verification(request: AppRequest) -> None:
    """Mail the link again; it voids the ones before it."""
    await email_verification.request_again(request.services, request.user)


@endpoint(may=actions.ENTER, errors=(LinkSpent,), pace=Pace.CREDENTIALS)
async def verify_email(request: AppRequest, *, body: Verification) -> UserOut:
    """Confirm an address by the token of the mailed link; nobody needs to be signed in."""
    user = await email_verification.confirm(request.services, body.token, request.visitor)
    return UserOut.model_validate(user)


routes: list[Route] = [
    resource("/api/v1/auth/email-verification", post=send_verification, put=verify_email),
]
