"""Any OpenID Connect provider (OpenID Connect Core 1.0 and Discovery 1.0), by the address of its issuer."""

import hashlib
import time
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet
from pydantic import BaseModel, StringConstraints

from career.oauth.port import Acquaintance, Passage
from career.oauth.talking import Unsound, authorization_url, read, redeem, shapeless, talking

_ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signed with a key that only the issuer has: never `none`, never with the secret that we know as well."""
_LEEWAY_S: Final = 60
_KEPT_S: Final = 3600.0


class _Metadata(BaseModel):
    """What the issuer says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]
    authorization_response_iss_parameter_supported: bool = False


class _Keys(BaseModel):
    keys: list[dict[str, Any]]


class _Claims(BaseModel):
    """What an issuer says of a person, in an ID token or at its userinfo endpoint."""

    sub: Annotated[str, StringConstraints(min_length=1, max_length=255)]
    email: str | None = None
    email_verified: bool | None = None
    """Some providers write it as a word."""
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None

    def acquaintance(self, subject: str) -> Acquaintance:
        parts = " ".join(part for part in (self.given_name, self.family_name) if part)
        return Acquaintance(
            subject=subject,
            email=self.email or "",
            email_verified=self.email_verified is True,
            name=self.name or parts,
        )


class _TokenClaims(_Claims):
    """Besides, what binds an ID token to its purpose: checked by `CodeIDToken`, which trusts their types."""

    iss: str
    aud: str | list[str]
    exp: int
    iat: int
    nonce: str | None = None
    azp: str | None = None
    at_hash: str | None = None
    auth_time: int | None = None
    amr: list[str] | None = None


class _Tokens(BaseModel):
    access_token: str
    id_token: str


@dataclass
class OpenIDProvider:
    """One a process: what the issuer says of itself, and its keys, are asked for once an hour."""

    name: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    also_known_as: frozenset[str] = frozenset()
    """Other spellings of the issuer in its tokens."""
    pkce: bool = True
    echoes_nonce: bool = True
    any_issuer: bool = False
    """The issuer is a setting: a subject of another one, set later, is another person."""
    _metadata: _Metadata | None = None
    _keys: KeySet | None = None
    _kept_until: float = 0.0

    async def address(self, passage: Passage) -> str:
        async with talking(self.name) as asking:
            metadata = await self._discover(asking)
        async with self._talking(passage, metadata) as client:
            return authorization_url(client, metadata.authorization_endpoint, passage, nonce=passage.nonce)

    async def meet(self, passage: Passage, *, code: str, issuer: str | None) -> Acquaintance:
        async with talking(self.name) as asking:
            metadata = await self._discover(asking)
            # RFC 9207: another provider's answer, mixed up with this one's, is noticed before it is used.
            named = issuer is not None or metadata.authorization_response_iss_parameter_supported
            if named and issuer not in self._issuers:
                raise Unsound("the answer came from another issuer")
        async with self._talking(passage, metadata) as client:
            tokens = await redeem(client, metadata.token_endpoint, passage, code)
            person: _Claims = await self._claims(client, metadata, passage, _Tokens.model_validate(tokens))
            if metadata.userinfo_endpoint and not (person.email and person.name):
                told = await read(client, metadata.userinfo_endpoint, _Claims)
                if told.sub != person.sub:
                    raise Unsound("its userinfo is about somebody else")
                person = told
            return person.acquaintance(self._subject(person.sub))

    @property
    def _issuers(self) -> frozenset[str]:
        return self.also_known_as | {self.issuer}

    def _talking(self, passage: Passage, metadata: _Metadata) -> Any:
        by_post = "client_secret_post" in metadata.token_endpoint_auth_methods_supported
        return talking(
            self.name,
            client_id=self.client_id,
            client_secret=self.client_secret,
            scope="openid email profile",
            redirect_uri=passage.redirect_uri,
            code_challenge_method="S256" if self.pkce else None,
            token_endpoint_auth_method="client_secret_post" if by_post else "client_secret_basic",
        )

    async def _discover(self, client: AsyncOAuth2Client) -> _Metadata:
        if self._metadata is not None and time.monotonic() < self._kept_until:
            return self._metadata
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        told = await read(client, address, _Metadata, withhold_token=True)
        if told.issuer not in self._issuers:
            raise Unsound("it says that it is another issuer")
        addresses = (told.authorization_endpoint, told.token_endpoint, told.jwks_uri, told.userinfo_endpoint)
        scheme = self.issuer.partition(":")[0]
        if not all(address.startswith(("https://", f"{scheme}://")) for address in addresses if address):
            raise Unsound("it leads to an address that is not safe")
        self._metadata, self._keys = told, None
        self._kept_until = time.monotonic() + _KEPT_S
        return told

    async def _claims(
        self, client: AsyncOAuth2Client, metadata: _Metadata, passage: Passage, tokens: _Tokens
    ) -> _TokenClaims:
        """What the ID token says, after all checks of OpenID Connect Core §3.1.3.7."""
        try:
            token = await self._decoded(client, metadata, tokens.id_token)
        except InvalidKeyIdError:
            # Its keys were changed since.
            self._keys = None
            token = await self._decoded(client, metadata, tokens.id_token)
        claims = _TokenClaims.model_validate(token.claims)
        CodeIDToken(
            claims.model_dump(exclude_none=True),
            token.header,
            options={
                "iss": {"essential": True, "values": sorted(self._issuers)},
                "aud": {"essential": True, "value": self.client_id},
            },
            params={
                "nonce": passage.nonce if self.echoes_nonce else None,
                "client_id": self.client_id,
                "access_token": tokens.access_token,
            },
        ).validate(leeway=_LEEWAY_S)
        return claims

    async def _decoded(self, client: AsyncOAuth2Client, metadata: _Metadata, id_token: str) -> jwt.Token:
        if self._keys is None:
            told = await read(client, metadata.jwks_uri, _Keys, withhold_token=True)
            with shapeless("its keys"):
                self._keys = KeySet.import_key_set({"keys": told.keys})
        with shapeless("its claims"):
            return jwt.decode(id_token, self._keys, algorithms=_ALGORITHMS)

    def _subject(self, told: str) -> str:
        if not self.any_issuer:
            return told
        return hashlib.sha256(f"{self.issuer}\n{told}".encode()).hexdigest()
