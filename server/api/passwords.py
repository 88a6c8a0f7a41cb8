"""A new password, with the old one or with a mailed link."""

from http import HTTPStatus

from pydantic import Field
from starlette.routing import Route

from career import password_changes
from career.accounts import WrongPassword
from career.mails import LinkSpent
from career.password_changes import Change
from career.passwords import PasswordGuessable
from career.permissions import actions
from server.api.shapes import Email, Given, OwnPassword, Password
from server.contract import endpoint, resource
from server.rates import Pace
from server.request import AppRequest


class ResetRequest(Given):
    email: Email


class Reset(Given):
    token: str = Field(max_length=1000, examples=["eyJhbGciOi…"], description="From the mailed link.")
    password: Password


class PasswordChange(Given):
    current: OwnPassword
    new: Password


@endpoint(may=actions.ENTER, status=HTTPStatus.ACCEPTED, pace=Pace.CREDENTIALS)
async def request_password_reset(request: AppRequest, *, body: ResetRequest) -> None:
    """Mail a link to set a new password, if there is such an account: the answer never says."""
    await password_changes.request_reset(request.services, body.email, request.visitor)


@endpoint(may=actions.ENTER, errors=(LinkSpent, PasswordGuessable), pace=Pace.CREDENTIALS)
async def reset_password(request: AppRequest, *, body: Reset) -> None:
    """Set a new password by the token of the mailed link; every sign-in ends, and none begins."""
    await password_changes.reset(request.services, body.token, body.password, request.visitor)


@endpoint(may=actions.GUARD_ACCOUNT, errors=(WrongPassword, PasswordGuessable), pace=Pace.CREDENTIALS)
async def change_password(request: AppRequest, *, body: PasswordChange) -> None:
    """Change one's password; the other sign-ins end."""
    wanted = Change(current=body.current, new=body.new)
    await password_changes.change(
        request.services, request.user, wanted, request.visitor, keep=request.session_id
    )


routes: list[Route] = [
    resource("/api/v1/auth/password-reset", post=request_password_reset, put=reset_password),
    resource("/api/v1/auth/password", put=change_password),
]
