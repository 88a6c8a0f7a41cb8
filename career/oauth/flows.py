"""The way to a provider and back: begun by a browser, bound to it, and good once for ten minutes."""

import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Final, Literal
from uuid import UUID

from career.errors import NotFound
from career.oauth.port import Acquaintance, NotLetIn, Obstacle, Passage, Provider
from career.oauth.sealed import Carried
from models.users import Role

if TYPE_CHECKING:
    from career.services import Services

_RANDOM_BYTES: Final = 32


class Flow(Carried):
    """`user_id` and `session_id` are there when somebody who is signed in connects a provider."""

    ABOUT: ClassVar[str] = "oauth flow"

    provider: str
    state: str
    nonce: str
    verifier: str
    role: Literal[Role.CANDIDATE, Role.RECRUITER] = Role.CANDIDATE
    """Of an account that is made at the end."""
    following: str = "/"
    """The screen that the person was on their way to."""
    user_id: UUID | None = None
    session_id: UUID | None = None


@dataclass(frozen=True)
class Answer:
    """What the browser brings back from the provider."""

    code: str | None = field(default=None, repr=False)
    state: str | None = field(default=None, repr=False)
    error: str | None = None
    issuer: str | None = None


def provider_of(services: "Services", name: str) -> Provider:
    found = services.providers.get(name)
    if found is None:
        raise NotFound
    return found


def begin(
    *,
    provider: str,
    role: Literal[Role.CANDIDATE, Role.RECRUITER] = Role.CANDIDATE,
    following: str = "/",
    user_id: UUID | None = None,
    session_id: UUID | None = None,
) -> Flow:
    return Flow(
        provider=provider,
        state=secrets.token_urlsafe(_RANDOM_BYTES),
        nonce=secrets.token_urlsafe(_RANDOM_BYTES),
        verifier=secrets.token_urlsafe(_RANDOM_BYTES),
        role=role,
        following=following,
        user_id=user_id,
        session_id=session_id,
    )


async def address(services: "Services", flow: Flow) -> str:
    """Where the browser goes; raise `NotLetIn`."""
    return await provider_of(services, flow.provider).address(_passage(services, flow))


async def come_back(services: "Services", flow: Flow | None, name: str, answer: Answer) -> Acquaintance:
    """Whoever the provider vouches for, once it is certain that this browser asked; raise `NotLetIn`."""
    if flow is None or flow.provider != name:
        raise NotLetIn(Obstacle.STALE)
    if not hmac.compare_digest(flow.state.encode(), (answer.state or "").encode()):
        raise NotLetIn(Obstacle.STALE)
    if answer.code is None:
        raise NotLetIn(Obstacle.DENIED if answer.error == "access_denied" else Obstacle.REFUSED)
    provider = provider_of(services, name)
    return await provider.meet(_passage(services, flow), code=answer.code, issuer=answer.issuer)


def _passage(services: "Services", flow: Flow) -> Passage:
    return Passage(
        redirect_uri=f"{services.settings.address}/api/v1/auth/oauth/{flow.provider}/callback",
        state=flow.state,
        nonce=flow.nonce,
        verifier=flow.verifier,
    )
