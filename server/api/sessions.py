"""Signing in and out: short access tokens, and a refresh token that changes with every use."""

from datetime import timedelta
from http import HTTPStatus
from typing import Literal

from pydantic import BaseModel, Field
from starlette.responses import Response
from starlette.routing import Route

from career import accounts, sessions
from career.accounts import WrongCredentials
from career.errors import Unauthenticated
from career.limiting import RateExceeded
from career.sessions import RefreshReused, SignedIn
from career.tokens import REALTIME_LIFE
from server.api.shapes import Given, UserOut
from server.contract import Access, endpoint, resource
from server.guards import REFRESH_COOKIE
from server.request import AppRequest

_COOKIE_PATH = "/api/v1/auth"


class Credentials(Given):
    email: str = Field(max_length=320, examples=["ada@example.org"])
    password: str = Field(max_length=200, examples=["correct horse battery"])
    refresh_in: Literal["cookie", "body"] = Field(
        default="cookie", description="`body` is for programs, which keep no cookies."
    )


class RefreshDraft(Given):
    refresh_token: str | None = Field(
        default=None, max_length=200, description="For programs; browsers send the cookie."
    )


class TokensOut(BaseModel):
    user: UserOut
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of the scheme
    expires_in: int = Field(description="Seconds.", examples=[600])
    refresh_token: str | None = Field(default=None, description="Only when it was asked for in the body.")


class SocketTokenOut(BaseModel):
    token: str
    expires_in: int = Field(description="Seconds.", examples=[600])


@endpoint(access=Access.PUBLIC, errors=(WrongCredentials,), answers=TokensOut)
async def login(request: AppRequest, *, body: Credentials) -> Response:
    """Sign in with an address and a password."""
    signed_in = await accounts.login(
        request.services, email=body.email, password=body.password, visitor=request.visitor
    )
    return respond_signed_in(request, signed_in, refresh_in=body.refresh_in)


@endpoint(access=Access.PUBLIC, errors=(Unauthenticated, RefreshReused), answers=TokensOut)
async def refresh(request: AppRequest, *, body: RefreshDraft) -> Response:
    """Change a refresh token for new tokens; used twice, it ends its sign-in."""
    token = body.refresh_token or request.cookies.get(REFRESH_COOKIE)
    if not token:
        raise Unauthenticated
    # Only a browser's own page says where it comes from; programs and thieves get no second chance.
    page = body.refresh_token is None and request.headers.get("sec-fetch-site") == "same-origin"
    signed_in = await sessions.rotate(
        request.services, token, leeway=sessions.PAGE_LEEWAY if page else timedelta()
    )
    return respond_signed_in(request, signed_in, refresh_in="body" if body.refresh_token else "cookie")


@endpoint(status=HTTPStatus.NO_CONTENT)
async def logout(request: AppRequest) -> Response:
    """End this sign-in, and close its sockets."""
    await sessions.logout(request.services, request.user, request.session_id)
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    response.delete_cookie(REFRESH_COOKIE, path=_COOKIE_PATH)
    return response


@endpoint(errors=(RateExceeded,))
async def make_socket_token(request: AppRequest) -> SocketTokenOut:
    """Get a token for the socket at `/connection/websocket`."""
    token = await sessions.socket_token(request.services, request.user, request.session_id)
    return SocketTokenOut(token=token, expires_in=int(REALTIME_LIFE.total_seconds()))


def respond_signed_in(
    request: AppRequest,
    signed_in: SignedIn,
    *,
    refresh_in: Literal["cookie", "body"] = "cookie",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """The tokens; in a browser the refresh token is a cookie that no script can read."""
    services = request.services
    tokens = TokensOut(
        user=UserOut.model_validate(signed_in.user),
        access_token=services.tokens.access(signed_in.user.id, signed_in.session.id),
        expires_in=int(services.tokens.access_life.total_seconds()),
        refresh_token=signed_in.refresh_token if refresh_in == "body" else None,
    )
    response = Response(tokens.model_dump_json(), status_code=status, media_type="application/json")
    if refresh_in == "cookie":
        response.set_cookie(
            REFRESH_COOKIE,
            signed_in.refresh_token,
            max_age=int(services.settings.refresh_token_life.total_seconds()),
            path=_COOKIE_PATH,
            httponly=True,
            secure=services.settings.secure_cookies,
            samesite="strict",
        )
    return response


routes: list[Route] = [
    resource("/api/v1/auth/login", post=login),
    resource("/api/v1/auth/refresh", post=refresh),
    resource("/api/v1/auth/logout", post=logout),
    resource("/api/v1/realtime/token", post=make_socket_token),
]
