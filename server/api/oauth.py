"""Signing in with an account elsewhere, and connecting one: by redirects that a browser follows."""

from http import HTTPStatus
from typing import Annotated, Final, Literal
from urllib.parse import urlencode
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from career import email_verification, oauth, proofs
from career.accounts import WrongPassword
from career.errors import EmailUnverified, NotFound
from career.oauth import Answer, Claim, Flow, LastWayIn, NotLetIn, Obstacle, ProofStale
from career.oauth.sealed import Carried
from career.permissions import actions
from career.proofs import CodeRequired, CodeWrong, SignInAgain
from career.second_factors import TotpRequired, TotpWrong
from models.identities import Identity
from models.users import Role
from server.api.sessions import TokensOut, respond_signed_in, set_refresh_cookie
from server.api.shapes import ProofIn
from server.contract import endpoint, resource
from server.guards import FLOW_COOKIE, PROOF_COOKIE
from server.rates import Pace
from server.request import AppRequest

_COOKIE_PATH: Final = "/api/v1/auth/oauth"
_SIGN_IN: Final = "/sign-in"
_PROOF: Final = "/sign-in/proof"
_FINISHED: Final = "/sign-in/finished"
_CONNECTIONS: Final = "/account/connections"

Following = Annotated[
    str,
    StringConstraints(pattern=r"^/([A-Za-z0-9._~?&=%-][A-Za-z0-9._~/?&=%-]*)?$", max_length=500),
    Field(description="A screen of this site to go to in the end.", examples=["/jobs"]),
]


class ProviderOut(BaseModel):
    name: str = Field(examples=["google"])
    label: str = Field(examples=["Google"])


class ProvidersOut(BaseModel):
    items: list[ProviderOut]


class Start(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: Literal[Role.CANDIDATE, Role.RECRUITER] = Field(
        default=Role.CANDIDATE, description="Of the account that is made if there is none."
    )
    next: Following = "/"


class Return(BaseModel):
    """What the provider adds; others add more of their own."""

    model_config = ConfigDict(extra="ignore")

    code: str | None = Field(default=None, max_length=4000)
    state: str | None = Field(default=None, max_length=200)
    error: str | None = Field(default=None, max_length=200)
    iss: str | None = Field(default=None, max_length=500)


class AuthorizationOut(BaseModel):
    authorization_url: str = Field(description="Where the browser goes next.")


class WantedOut(BaseModel):
    provider: str = Field(examples=["Google"])
    email: str = Field(examples=["ada@example.org"])
    wanted: Literal["password", "code"] = Field(
        description="The password of the account with this address, or the code of its authenticator app."
    )
    next: str = Field(examples=["/jobs"])


class IdentityOut(BaseModel):
    id: UUID
    provider: str = Field(examples=["google"])
    label: str = Field(examples=["Google"])
    email: str = Field(description="As the provider gave it when it was connected.")
    created_at: AwareDatetime


class IdentitiesOut(BaseModel):
    items: list[IdentityOut]


@endpoint(may=actions.ENTER)
async def list_providers(request: AppRequest) -> ProvidersOut:
    """List the providers with which people may sign in here."""
    found = request.services.providers.values()
    return ProvidersOut(items=[ProviderOut(name=one.name, label=one.label) for one in found])


@endpoint(may=actions.ENTER, status=HTTPStatus.SEE_OTHER, errors=(NotFound,), answers=None)
async def start_oauth(request: AppRequest, *, provider: str, query: Start) -> Response:
    """Go to a provider to sign in; a browser opens this, no program does."""
    oauth.provider_of(request.services, provider)
    flow = oauth.begin(provider=provider, role=query.role, following=query.next)
    try:
        address = await oauth.address(request.services, flow)
    except NotLetIn as stopped:
        return _go(_SIGN_IN, problem=stopped.obstacle)
    return _carrying(request, RedirectResponse(address, HTTPStatus.SEE_OTHER), flow)


@endpoint(
    may=actions.ENTER,
    status=HTTPStatus.SEE_OTHER,
    errors=(NotFound,),
    answers=None,
    pace=Pace.CREDENTIALS,
)
async def finish_oauth(request: AppRequest, *, provider: str, query: Return) -> Response:
    """Come back from a provider: sign in, make an account, connect it, or be asked for what is missing."""
    oauth.provider_of(request.services, provider)
    flow = Flow.open(request.services, request.cookies.get(FLOW_COOKIE, ""))
    connecting = flow is not None and flow.user_id is not None
    try:
        response = await _finished(request, flow, provider, query)
    except NotLetIn as stopped:
        response = _go(_CONNECTIONS if connecting else _SIGN_IN, problem=stopped.obstacle)
    response.delete_cookie(FLOW_COOKIE, path=_COOKIE_PATH)
    return response


async def _finished(request: AppRequest, flow: Flow | None, provider: str, query: Return) -> Response:
    services, visitor = request.services, request.visitor
    answer = Answer(code=query.code, state=query.state, error=query.error, issuer=query.iss)
    person = await oauth.come_back(services, flow, provider, answer)
    if flow is None:
        raise NotLetIn(Obstacle.STALE)
    if flow.user_id is not None:
        await oauth.connect(services, flow, person, visitor)
        return _go(_CONNECTIONS, connected=provider)
    arrived = await oauth.arrive(services, flow, person, visitor)
    if isinstance(arrived, Claim):
        return _carrying(request, _go(_PROOF), arrived)
    response = _go(_FINISHED, next=flow.following)
    set_refresh_cookie(request, response, arrived)
    return response


@endpoint(may=actions.ENTER, errors=(ProofStale,))
async def show_proof(request: AppRequest) -> WantedOut:
    """Say what somebody who came back from a provider has to show before they are let in."""
    claim = Claim.open(request.services, request.cookies.get(PROOF_COOKIE, ""))
    if claim is None:
        raise ProofStale
    label = oauth.provider_of(request.services, claim.provider).label
    return WantedOut(provider=label, email=claim.email, wanted=claim.wanted, next=claim.following)


@endpoint(
    may=actions.ENTER,
    errors=(ProofStale, WrongPassword, TotpRequired, TotpWrong),
    answers=TokensOut,
    pace=Pace.CREDENTIALS,
)
async def give_proof(request: AppRequest, *, body: ProofIn) -> Response:
    """Sign in with what was missing; a provider that was not connected to the account is, from now on."""
    claim = Claim.open(request.services, request.cookies.get(PROOF_COOKIE, ""))
    proof = oauth.Proof(password=body.password, totp=body.totp)
    signed_in = await oauth.prove(request.services, claim, proof, request.visitor)
    response = respond_signed_in(request, signed_in)
    response.delete_cookie(PROOF_COOKIE, path=_COOKIE_PATH)
    return response


@endpoint(
    may=actions.GUARD_ACCOUNT,
    errors=(NotFound, EmailUnverified, WrongPassword, CodeRequired, CodeWrong, SignInAgain),
    answers=AuthorizationOut,
    pace=Pace.CREDENTIALS,
)
async def connect_provider(request: AppRequest, *, provider: str, body: ProofIn) -> Response:
    """Begin to connect a provider to one's account; the browser goes to the address in the answer."""
    services, user = request.services, request.user
    oauth.provider_of(services, provider)
    await email_verification.require(user)
    await proofs.prove(services, user, body.of(request.session_id), request.visitor)
    flow = oauth.begin(provider=provider, user_id=user.id, session_id=request.session_id)
    answer = AuthorizationOut(authorization_url=await oauth.address(services, flow))
    response = Response(answer.model_dump_json(), media_type="application/json")
    return _carrying(request, response, flow)


@endpoint(may=actions.GUARD_ACCOUNT)
async def list_identities(request: AppRequest) -> IdentitiesOut:
    """List the accounts elsewhere that are connected to one's own."""
    found = await Identity.of(request.user).order_by("id")
    return IdentitiesOut(
        items=[
            IdentityOut(
                id=one.id,
                provider=one.provider,
                label=oauth.label_of(request.services, one),
                email=one.email,
                created_at=one.created_at,
            )
            for one in found
        ]
    )


@endpoint(may=actions.GUARD_ACCOUNT, errors=(NotFound, LastWayIn))
async def disconnect_provider(request: AppRequest, *, identity_id: UUID) -> None:
    """Disconnect an account elsewhere; the last way in stays."""
    await oauth.disconnect(request.services, request.user, identity_id, request.visitor)


def _go(screen: str, **query: str) -> Response:
    return RedirectResponse(f"{screen}?{urlencode(query)}" if query else screen, HTTPStatus.SEE_OTHER)


def _carrying(request: AppRequest, response: Response, carried: Carried) -> Response:
    """In a cookie that no script reads. One is sent when the provider's page leads back here, hence `lax`."""
    returning = isinstance(carried, Flow)
    response.set_cookie(
        FLOW_COOKIE if returning else PROOF_COOKIE,
        carried.seal(request.services),
        max_age=int(oauth.LIFE.total_seconds()),
        path=_COOKIE_PATH,
        httponly=True,
        secure=request.services.settings.secure_cookies,
        samesite="lax" if returning else "strict",
    )
    return response


routes: list[Route] = [
    resource("/api/v1/auth/oauth", get=list_providers),
    resource("/api/v1/auth/oauth/proof", get=show_proof, post=give_proof),
    resource("/api/v1/auth/oauth/{provider}/start", get=start_oauth),
    resource("/api/v1/auth/oauth/{provider}/callback", get=finish_oauth),
    resource("/api/v1/auth/oauth/{provider}/links", post=connect_provider),
    resource("/api/v1/auth/identities", get=list_identities),
    resource("/api/v1/auth/identities/{identity_id:uuid}", delete=disconnect_provider),
]
