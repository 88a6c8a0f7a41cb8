"""Signing in and out: short access tokens, and a refresh token that changes with every use."""

from datetime import timedelta
from http import HTTPStatus
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field
from starlette.responses import Response
from starlette.routing import Route

from career import accounts, devices, sessions
from career.accounts import WrongCredentials
from career.errors import NotFound, Unauthenticated
from career.limiting import RateExceeded
from career.permissions import actions
from career.second_factors import TotpRequired, TotpWrong
from career.sessions import RefreshReused, SignedIn
from career.tokens import REALTIME_LIFE
from server.api.shapes import Given, OwnCode, OwnPassword, UserOut
from server.contract import endpoint, resource
from server.guards import REFRESH_COOKIE
from server.rates import Pace
from server.request import AppRequest

_COOKIE_PATH = "/api/v1/auth"


class Credentials(Given):
    email: str = Field(max_length=320, examples=["ada@example.org"])
    password: OwnPassword
    totp: OwnCode | None = None
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


class SessionOut(BaseModel):
    id: UUID
    device: str = Field(examples=["Firefox on Linux"])
    place: str = Field(description="The network of its address.", examples=["203.0.113.0/24"])
    current: bool = Field(description="Whether it is the one that asks.")
    created_at: AwareDatetime
    last_seen_at: AwareDatetime
    expires_at: AwareDatetime


class SessionsOut(BaseModel):
    items: list[SessionOut]


class SocketTokenOut(BaseModel):
    token: str
    expires_in: int = Field(description="Seconds.", examples=[600])


@endpoint(
    may=actions.ENTER,
    errors=(WrongCredentials, TotpRequired, TotpWrong),
    answers=TokensOut,
    pace=Pace.CREDENTIALS,
)
async def login(request: AppRequest, *, body: Credentials) -> Response:
    """Sign in with an address and a password."""
    signed_in = await accounts.login(
        request.services, request.visitor, email=body.email, password=body.password, totp=body.totp
    )
    return respond_signed_in(request, signed_in, refresh_in=body.refresh_in)


@endpoint(may=actions.ENTER, errors=(Unauthenticated, RefreshReused), answers=TokensOut)
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


@endpoint(may=actions.GUARD_ACCOUNT, status=HTTPStatus.NO_CONTENT)
async def logout(request: AppRequest) -> Response:
    """End this sign-in, and close its sockets."""
    await sessions.logout(request.services, request.user, request.session_id, request.visitor)
    return signed_out()


@endpoint(may=actions.GUARD_ACCOUNT)
async def list_sessions(request: AppRequest) -> SessionsOut:
    """List one's sign-ins, the one used last first."""
    found = await sessions.living(request.user)
    names = await devices.named(session.device for session in found)
    here = request.session_id
    return SessionsOut(
        items=[
            SessionOut(
                id=session.id,
                device=name,
                place=session.place,
                current=session.id == here,
                created_at=session.created_at,
                last_seen_at=session.last_seen_at,
                expires_at=session.expires_at,
            )
            for session, name in zip(found, names, strict=True)
        ]
    )


@endpoint(may=actions.GUARD_ACCOUNT, errors=(NotFound,))
async def end_session(request: AppRequest, *, session_id: UUID) -> None:
    """End one of one's sign-ins, and close its sockets."""
    await sessions.revoke(request.services, request.user, session_id, request.visitor)


@endpoint(may=actions.GUARD_ACCOUNT)
async def end_other_sessions(request: AppRequest) -> None:
    """End all of one's sign-ins but this one."""
    await sessions.revoke_others(request.services, request.user, request.session_id, request.visitor)


@endpoint(may=actions.OPEN_SOCKET, errors=(RateExceeded,))
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
        set_refresh_cookie(request, response, signed_in)
    return response


def set_refresh_cookie(request: AppRequest, response: Response, signed_in: SignedIn) -> None:
    settings = request.services.settings
    response.set_cookie(
        REFRESH_COOKIE,
        signed_in.refresh_token,
        max_age=int(settings.refresh_token_life.total_seconds()),
        path=_COOKIE_PATH,
        httponly=True,
        secure=settings.secure_cookies,
        samesite="strict",
    )


def signed_out() -> Response:
    """Nothing to say, and no cookie any more."""
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    response.delete_cookie(REFRESH_COOKIE, path=_COOKIE_PATH)
    return response


routes: list[Route] = [
    resource("/api/v1/auth/login", post=login),
    resource("/api/v1/auth/refresh", post=refresh),
    resource("/api/v1/auth/logout", post=logout),
    resource("/api/v1/auth/sessions", get=list_sessions, delete=end_other_sessions),
    resource("/api/v1/auth/sessions/{session_id:uuid}", delete=end_session),
    resource("/api/v1/realtime/token", post=make_socket_token),
]
