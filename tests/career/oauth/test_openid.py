"""An issuer that lies: each way that OpenID Connect Core and RFC 9700 know, one at a time."""

import asyncio
import hashlib
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from structlog.testing import capture_logs

from career.oauth import talking
from career.oauth.openid import OpenIDProvider
from career.oauth.port import Acquaintance, NotLetIn, Obstacle, Passage
from tests.support.sockets import served

PASSAGE = Passage(redirect_uri="http://here/callback", state="state", nonce="nonce", verifier="v" * 43)
CLIENT_ID, CLIENT_SECRET = "shortlist", "a secret that is long enough for a key"
KEY = RSAKey.generate_key(2048, {"kid": "today"})
YESTERDAYS = RSAKey.generate_key(2048, {"kid": "yesterday"})
STRANGERS = RSAKey.generate_key(2048, {"kid": "today"})


@dataclass
class Issuer:
    """An honest one, but for what a test changes."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "today"})
    key: Any = field(default_factory=lambda: KEY)
    keys: list[dict[str, Any]] = field(default_factory=lambda: [KEY.as_dict(private=False)])
    metadata: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, Any] = field(default_factory=dict)
    instead: dict[str, Callable[[], Awaitable[Response]]] = field(default_factory=dict)
    """Of a path's honest answer, another one."""
    asked: list[str] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        path = request.url.path
        self.asked.append(path)
        if path in self.instead:
            return await self.instead[path]()
        return json_of(getattr(self, "_" + path.rpartition("/")[2].replace("-", "_"))())

    def _openid_configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.metadata,
        }

    def _jwks(self) -> dict[str, Any]:
        return {"keys": self.keys}

    def _token(self) -> dict[str, Any]:
        return {"access_token": "access", "token_type": "Bearer", "id_token": self.id_token(), **self.tokens}

    def _userinfo(self) -> dict[str, Any]:
        return {"sub": "zoe-1", "email": "zoe@example.com", "email_verified": True, **self.userinfo}

    def id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.address,
            "sub": "zoe-1",
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": PASSAGE.nonce,
            "email": "zoe@example.com",
            "email_verified": True,
            "name": "Zoe",
            **self.claims,
        }
        kept = {name: value for name, value in claims.items() if value is not ...}
        if self.header["alg"] == "none":
            return f"{part(self.header)}.{part(kept)}."
        return jwt.encode(self.header, kept, self.key, algorithms=[self.header["alg"]])


def part(of: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(of).encode()).rstrip(b"=").decode()


def json_of(content: Any) -> Response:
    return Response(json.dumps(content), media_type="application/json")


def answering(content: bytes | str, status: int = 200, **headers: str) -> Callable[[], Awaitable[Response]]:
    async def answer() -> Response:
        return Response(content, status, headers=headers, media_type="application/json")

    return answer


@pytest.fixture(scope="module")
async def listening() -> AsyncIterator[tuple[Starlette, str]]:
    async def answer(request: Request) -> Response:
        return await app.state.issuer.answer(request)

    app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
    async with served(app) as port:
        yield app, f"http://127.0.0.1:{port}"


@pytest.fixture
def issuer(listening: tuple[Starlette, str]) -> Issuer:
    app, address = listening
    app.state.issuer = Issuer(address)
    return app.state.issuer


def provider(issuer: Issuer, **changes: Any) -> OpenIDProvider:
    return OpenIDProvider(
        name="oidc",
        label="Example",
        issuer=issuer.address,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        **changes,
    )


async def meet(issuer: Issuer, named: str | None = None) -> Acquaintance:
    return await provider(issuer).meet(PASSAGE, code="code", issuer=named)


@asynccontextmanager
async def ends_as(obstacle: Obstacle) -> AsyncIterator[None]:
    with pytest.raises(NotLetIn) as ended:
        yield
    assert ended.value.obstacle is obstacle


async def test_an_honest_one_says_who_came(issuer: Issuer) -> None:
    assert await meet(issuer) == Acquaintance("zoe-1", "zoe@example.com", email_verified=True, name="Zoe")


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"},
        {"iss": ...},
        {"aud": "another client"},
        {"aud": ["another client", "and one more"]},
        {"aud": ["another client", CLIENT_ID], "azp": "another client"},
        {"aud": ...},
        {"nonce": "of another flow"},
        {"nonce": ...},
        {"exp": 1_000_000_000},
        {"exp": ...},
        {"exp": "tomorrow"},
        {"iat": 10_000_000_000},
        {"iat": ...},
        {"sub": ""},
        {"sub": ...},
        {"sub": 7},
        {"sub": ["zoe-1"]},
        {"sub": "z" * 256},
        {"at_hash": "of another token"},
        {"email": ["zoe@example.com"]},
        {"email_verified": {"yes": True}},
    ],
    ids=str,
)
async def test_claims_that_do_not_hold_are_nobodys(issuer: Issuer, claims: dict[str, Any]) -> None:
    issuer.claims = claims
    async with ends_as(Obstacle.REFUSED):
        await meet(issuer)


async def test_unsigned_tokens_are_nobodys(issuer: Issuer) -> None:
    issuer.header = {"alg": "none"}
    async with ends_as(Obstacle.REFUSED):
        await meet(issuer)


async def test_a_secret_that_we_know_signs_nothing(issuer: Issuer) -> None:
    issuer.header, issuer.key = {"alg": "HS256"}, OctKey.import_key(CLIENT_SECRET)
    issuer.keys = [issuer.key.as_dict()]
    async with ends_as(Obstacle.REFUSED):
        await meet(issuer)


async def test_a_public_key_is_not_a_secret(issuer: Issuer) -> None:
    issuer.header = {"alg": "HS256", "kid": "today"}
    issuer.key = OctKey.import_key(hashlib.sha256(KEY.as_pem(private=False)).digest())
    async with ends_as(Obstacle.REFUSED):
        await meet(issuer)


async def test_a_strangers_signature_is_none(issuer: Issuer) -> None:
    issuer.key = STRANGERS
    async with ends_as(Obstacle.REFUSED):
        await meet(issuer)


async def test_a_key_in_the_token_itself_is_none(issuer: Issuer) -> None:
    issuer.key = STRANGERS
    issuer.header = {"alg": "RS256", "kid": "today", "jwk": STRANGERS.as_dict(private=False)}
    async with ends_as(Obstacle.REFUSED):
        await meet(issuer)


async def test_a_new_key_of_the_issuers_is_fetched_once(issuer: Issuer) -> None:
    known = provider(issuer)
    issuer.keys = [YESTERDAYS.as_dict(private=False)]
    issuer.header, issuer.key = {"alg": "RS256", "kid": "yesterday"}, YESTERDAYS
    await known.meet(PASSAGE, code="code", issuer=None)
    issuer.keys = [KEY.as_dict(private=False)]
    issuer.header, issuer.key = {"alg": "RS256", "kid": "today"}, KEY
    await known.meet(PASSAGE, code="code", issuer=None)
    await known.meet(PASSAGE, code="code", issuer=None)
    assert issuer.asked.count("/jwks") == 2
    assert issuer.asked.count("/.well-known/openid-configuration") == 1


@pytest.mark.parametrize(
    "keys", [[], [{}], [{"kty": "RSA"}], [{"kty": "RSA", "n": 1, "e": []}], [{"kty": "what"}]], ids=str
)
async def test_keys_of_no_known_shape_are_none(issuer: Issuer, keys: list[dict[str, Any]]) -> None:
    issuer.keys = keys
    async with ends_as(Obstacle.REFUSED):
        await meet(issuer)


class TestUserinfo:
    async def test_it_fills_in_what_the_token_left_out(self, issuer: Issuer) -> None:
        issuer.claims = {"email": ..., "email_verified": ..., "name": ...}
        issuer.userinfo = {"given_name": "Zoe", "family_name": "Quist"}
        found = await meet(issuer)
        assert (found.email, found.email_verified, found.name) == ("zoe@example.com", True, "Zoe Quist")

    async def test_about_somebody_else_it_is_refused(self, issuer: Issuer) -> None:
        issuer.claims, issuer.userinfo = {"email": ...}, {"sub": "yann-1"}
        async with ends_as(Obstacle.REFUSED):
            await meet(issuer)

    async def test_its_address_is_not_vouched_for_by_the_token(self, issuer: Issuer) -> None:
        """A token that says "verified" without an address says nothing of the address told elsewhere."""
        issuer.claims = {"email": ..., "email_verified": True}
        issuer.userinfo = {"email_verified": False}
        assert not (await meet(issuer)).email_verified

    async def test_the_word_true_is_true_and_no_other(self, issuer: Issuer) -> None:
        issuer.claims = {"email_verified": "true"}
        assert (await meet(issuer)).email_verified
        issuer.claims = {"email_verified": ...}
        assert not (await meet(issuer)).email_verified


class TestWhatItSaysOfItself:
    @pytest.mark.parametrize(
        "metadata",
        [
            {"issuer": "https://elsewhere.example"},
            {"token_endpoint": None},
            {"token_endpoint": "file:///etc/passwd"},
            {"authorization_endpoint": "javascript:alert(1)"},
            {"jwks_uri": ["http://127.0.0.1/jwks"]},
            {"authorization_response_iss_parameter_supported": True},
        ],
        ids=str,
    )
    async def test_what_does_not_hold_is_refused(self, issuer: Issuer, metadata: dict[str, Any]) -> None:
        issuer.metadata = metadata
        async with ends_as(Obstacle.REFUSED):
            await meet(issuer)
        assert "/token" not in issuer.asked

    async def test_a_secret_never_leaves_https(self, issuer: Issuer) -> None:
        issuer.metadata = {"token_endpoint": f"{issuer.address}/token"}
        safe = provider(issuer)
        safe.issuer = issuer.address.replace("http://", "https://")
        async with ends_as(Obstacle.AWAY):
            await safe.meet(PASSAGE, code="code", issuer=None)

    async def test_an_answer_of_another_issuer_is_never_redeemed(self, issuer: Issuer) -> None:
        async with ends_as(Obstacle.REFUSED):
            await meet(issuer, named="https://elsewhere.example")
        assert "/token" not in issuer.asked


PATHS = ["/.well-known/openid-configuration", "/token", "/jwks", "/userinfo"]
ANSWERS: dict[str, tuple[Callable[[], Awaitable[Response]], Obstacle]] = {
    "nothing": (answering(b""), Obstacle.REFUSED),
    "a page": (answering("<h1>Sorry</h1>"), Obstacle.REFUSED),
    "a list": (answering("[]"), Obstacle.REFUSED),
    "a number": (answering("7"), Obstacle.REFUSED),
    "null": (answering("null"), Obstacle.REFUSED),
    "an empty object": (answering("{}"), Obstacle.REFUSED),
    "no utf-8": (answering(b'{"sub": "\xff"}'), Obstacle.REFUSED),
    "deep": (answering("[" * 100_000), Obstacle.REFUSED),
    "an error": (answering('{"error": "invalid_grant"}', 400), Obstacle.REFUSED),
    "elsewhere": (answering("", 302, location="http://127.0.0.1:1/"), Obstacle.REFUSED),
    "broken": (answering("oh", 500), Obstacle.AWAY),
    "endless": (answering(b" " * (1 << 21)), Obstacle.REFUSED),
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("what", ANSWERS)
async def test_any_other_answer_is_refused_without_a_crash(issuer: Issuer, path: str, what: str) -> None:
    instead, obstacle = ANSWERS[what]
    issuer.claims = {"email": ...}
    issuer.instead[path] = instead
    async with ends_as(obstacle):
        await meet(issuer)


@pytest.mark.parametrize(
    "tokens",
    [
        {"id_token": None},
        {"id_token": 7},
        {"id_token": "no token"},
        {"id_token": "a.b.c"},
        {"access_token": None},
        {"expires_in": "soon"},
        {"expires_in": [7]},
    ],
    ids=str,
)
async def test_odd_tokens_are_refused(issuer: Issuer, tokens: dict[str, Any]) -> None:
    issuer.tokens = tokens
    async with ends_as(Obstacle.REFUSED):
        await meet(issuer)


@pytest.mark.parametrize("path", PATHS)
async def test_one_that_hangs_is_left_in_time(
    issuer: Issuer, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talking, "_WHOLE_TALK_S", 0.3)

    async def hang() -> Response:
        await asyncio.sleep(2)
        return Response()

    issuer.claims = {"email": ...}
    issuer.instead[path] = hang
    async with asyncio.timeout(1.5), ends_as(Obstacle.AWAY):
        await meet(issuer)


async def test_what_it_says_is_not_in_our_log(issuer: Issuer) -> None:
    issuer.instead["/token"] = answering('{"error": "x", "error_description": "zoe@example.com"}', 400)
    with capture_logs() as lines:
        async with ends_as(Obstacle.REFUSED):
            await meet(issuer)
    [line] = lines
    assert line["event"] == "provider_refused"
    assert "zoe@" not in str(lines)
