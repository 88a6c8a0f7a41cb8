"""Accounts: registering, and what people may see and change of themselves."""

from http import HTTPStatus
from typing import Literal

from pydantic import Field
from starlette.responses import Response
from starlette.routing import Route

from career import accounts
from career.accounts import EmailTaken, Newcomer
from career.passwords import PasswordGuessable
from career.permissions import actions
from models.users import Role
from server.api.personal_data import erase_me
from server.api.sessions import TokensOut, respond_signed_in
from server.api.shapes import Email, Given, Name, Password, UserOut
from server.contract import endpoint, resource
from server.rates import Pace
from server.request import AppRequest


class Registration(Given):
    email: Email
    password: Password
    name: Name
    role: Literal[Role.CANDIDATE, Role.RECRUITER] = Field(default=Role.CANDIDATE, examples=["candidate"])


class PersonChange(Given):
    name: Name | None = None


@endpoint(
    may=actions.ENTER,
    status=HTTPStatus.CREATED,
    errors=(EmailTaken, PasswordGuessable),
    answers=TokensOut,
    pace=Pace.CREDENTIALS,
)
async def register(request: AppRequest, *, body: Registration) -> Response:
    """Make an account and sign in; the refresh token comes as a cookie."""
    newcomer = Newcomer(email=body.email, password=body.password, name=body.name, role=body.role)
    signed_in = await accounts.register(request.services, newcomer, request.visitor)
    return respond_signed_in(request, signed_in, status=HTTPStatus.CREATED)


@endpoint(may=actions.READ_ACCOUNT)
async def show_me(request: AppRequest) -> UserOut:
    """Show who is signed in."""
    return UserOut.model_validate(request.user)


@endpoint(may=actions.WRITE_ACCOUNT)
async def change_me(request: AppRequest, *, body: PersonChange) -> UserOut:
    """Change one's name."""
    if body.name is None:
        return UserOut.model_validate(request.user)
    user = await accounts.rename(request.user, body.name)
    request.services.people.forget(request.session_id)
    return UserOut.model_validate(user)


routes: list[Route] = [
    resource("/api/v1/auth/register", post=register),
    resource("/api/v1/me", get=show_me, patch=change_me, delete=erase_me),
]
