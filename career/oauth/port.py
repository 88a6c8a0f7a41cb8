"""What a provider of identities is to us, and what can go wrong on the way to it and back."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from career.errors import Denied


class Obstacle(StrEnum):
    """Why nobody came in, as the browser application is told in an address (`?problem=`)."""

    DENIED = "denied"
    """The person said no, over there."""
    STALE = "stale"
    """Longer ago than ten minutes, begun in another browser, or not begun here at all."""
    AWAY = "provider_away"
    REFUSED = "refused"
    """The provider's answer does not hold: forged, meant for somebody else, or misconfigured."""
    EMAIL_MISSING = "email_missing"
    EMAIL_UNVERIFIED = "email_unverified"
    """The provider itself does not know whose address it is."""
    SIGN_IN_FIRST = "sign_in_first"
    """The address has an account without a password: only its other provider can prove whose it is."""
    TAKEN = "identity_taken"
    """It is connected to another account."""
    CONNECTED = "provider_connected"
    """The account is connected to somebody else over there."""
    TOO_OFTEN = "rate_exceeded"


class NotLetIn(Denied):
    """The reason never holds what the provider said: that is a stranger's text."""

    code = "not_let_in"

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(f"The way by the provider ended: {obstacle}.")
        self.obstacle = obstacle


@dataclass(frozen=True)
class Passage:
    """What one way to the provider and back is bound to; only this browser and we know it."""

    redirect_uri: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    """Of PKCE (RFC 7636), by S256."""


@dataclass(frozen=True)
class Acquaintance:
    """Whoever the provider vouches for."""

    subject: str
    """The provider's own id of the person: it stays when their address changes."""
    email: str
    email_verified: bool
    name: str


class Provider(Protocol):
    """Raises `NotLetIn` alone."""

    @property
    def name(self) -> str:
        """In addresses, and in `Identity.provider`."""

    @property
    def label(self) -> str:
        """On buttons and in mails."""

    async def address(self, passage: Passage) -> str:
        """Where the browser goes."""

    async def meet(self, passage: Passage, *, code: str, issuer: str | None) -> Acquaintance:
        """Whoever came back with `code`; `issuer` as the answer names it (RFC 9207)."""
