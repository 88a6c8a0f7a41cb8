"""Signed tokens: who is asking, for how long, and for which door."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Protocol, TypeVar
from uuid import UUID

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, OctKey
from pydantic import BaseModel, ConfigDict, ValidationError

from career.errors import Unauthenticated

_ALGORITHM = "HS256"
_LEEWAY = timedelta(seconds=5)
"""Clocks of two hosts differ by this much at most."""

_MOST_VERIFIED = 10_000
"""Access tokens that a process remembers to have verified; each lives ten minutes."""

REALTIME_LIFE = timedelta(minutes=10)


class TokenExpired(Unauthenticated):
    """The signature is ours but its time is over: fetch a new one and try again."""

    code: ClassVar[str] = "token_expired"

    def __init__(self) -> None:
        super().__init__("This token has expired.")


class _Claims(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    sub: UUID
    aud: str
    exp: int

    @property
    def expires_at(self) -> datetime:
        return datetime.fromtimestamp(self.exp, UTC)


ClaimsT = TypeVar("ClaimsT", bound=_Claims)


class MailClaims(_Claims):
    """Whoever read a mail: `sub` is the mail's id."""


class _SessionClaims(_Claims):
    sid: UUID

    @property
    def user_id(self) -> UUID:
        return self.sub

    @property
    def session_id(self) -> UUID:
        return self.sid


class AccessClaims(_SessionClaims):
    """Who may call the API: a person and the session that they signed in with."""


class PersonInfo(BaseModel):
    """What others on a channel may see of a person; at most 512 bytes."""

    model_config = ConfigDict(frozen=True)

    name: str
    avatar: str | None = None


class RealtimeClaims(_SessionClaims):
    """Who may open a socket."""

    info: PersonInfo


class Bearer(Protocol):
    """What a token says about its person (a user record does)."""

    id: UUID
    name: str


class Tokens:
    """Makes and reads tokens; the first key signs, all of them verify. `kid` says which one it was."""

    _ACCESS: ClassVar[str] = "shortlist-api"
    _REALTIME: ClassVar[str] = "shortlist-realtime"
    _MAIL: ClassVar[str] = "shortlist-mail"

    def __init__(self, keys: tuple[bytes, ...], *, access_life: timedelta) -> None:
        self._keys = {_key_id(key): OctKey.import_key(key) for key in keys}
        self._newest = _key_id(keys[0])
        self.access_life = access_life
        self._verified: dict[str, AccessClaims] = {}

    def access(self, user_id: UUID, session_id: UUID, *, now: datetime | None = None) -> str:
        return self._sign({"sub": str(user_id), "sid": str(session_id)}, self._ACCESS, self.access_life, now)

    def read_access(self, token: str) -> AccessClaims:
        """Raise `TokenExpired` or `Unauthenticated`. A signature is verified once, its expiry every time."""
        claims = self._verified.get(token)
        if claims is None:
            claims = self._read(token, self._ACCESS, AccessClaims)
            if len(self._verified) >= _MOST_VERIFIED:
                self._verified.clear()
            self._verified[token] = claims
        _check_expiry(claims)
        return claims

    def realtime(self, user: Bearer, session_id: UUID, *, now: datetime | None = None) -> str:
        # 120 characters of up to 4 bytes keep the claim below the protocol's 512 bytes.
        claims = {"sub": str(user.id), "sid": str(session_id), "info": {"name": user.name[:120]}}
        return self._sign(claims, self._REALTIME, REALTIME_LIFE, now)

    def read_realtime(self, token: str) -> RealtimeClaims:
        """Raise `TokenExpired` or `Unauthenticated`."""
        return self._read(token, self._REALTIME, RealtimeClaims)

    def mail(self, mail_id: UUID, *, until: datetime) -> str:
        """What the link in a mail carries."""
        life = until - datetime.now(UTC)
        return self._sign({"sub": str(mail_id)}, self._MAIL, life, None)

    def read_mail(self, token: str) -> UUID:
        """The mail's id; raise `TokenExpired` or `Unauthenticated`."""
        return self._read(token, self._MAIL, MailClaims).sub

    def _sign(
        self, claims: Mapping[str, object], audience: str, life: timedelta, now: datetime | None
    ) -> str:
        issued = now or datetime.now(UTC)
        times = {"iat": int(issued.timestamp()), "exp": int((issued + life).timestamp())}
        header = {"alg": _ALGORITHM, "kid": self._newest}
        return jwt.encode(header, {**claims, **times, "aud": audience}, self._keys[self._newest])

    def _read(self, token: str, audience: str, shape: type[ClaimsT]) -> ClaimsT:
        try:
            decoded = jwt.decode(token, self._key_of, algorithms=[_ALGORITHM])
            claims = shape.model_validate(decoded.claims)
        except (JoseError, ValidationError, ValueError):
            raise _foreign() from None
        if claims.aud != audience:
            raise _foreign()
        _check_expiry(claims)
        return claims

    def _key_of(self, token: GuestProtocol) -> OctKey:
        key = self._keys.get(str(token.headers().get("kid")))
        if key is None:
            raise _foreign()
        return key


def _foreign() -> Unauthenticated:
    return Unauthenticated("This token is not one of ours.")


def _key_id(key: bytes) -> str:
    """Names a key without telling anything of it."""
    return hashlib.sha256(b"signing key id\0" + key).hexdigest()[:8]


def _check_expiry(claims: _Claims) -> None:
    if claims.expires_at + _LEEWAY < datetime.now(UTC):
        raise TokenExpired
