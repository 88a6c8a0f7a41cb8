"""A GitHub that keeps to its documentation (https://docs.github.com/rest/users), and one that does not."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from career.oauth.github import GitHubProvider
from career.oauth.port import Acquaintance, NotLetIn, Obstacle, Passage
from tests.support.sockets import served

PASSAGE = Passage(redirect_uri="http://here/callback", state="state", nonce="nonce", verifier="v" * 43)
FORM = "application/x-www-form-urlencoded"


@dataclass
class GitHub:
    address: str
    person: Any = field(
        default_factory=lambda: {"id": 7, "login": "zoe", "name": "Zoe Quist"} | {"email": "public@x.org"}
    )
    emails: Any = field(
        default_factory=lambda: [
            {"email": "old@example.com", "primary": False, "verified": True, "visibility": None},
            {"email": "zoe@example.com", "primary": True, "verified": True, "visibility": "private"},
        ]
    )
    redeemed: dict[str, str] = field(default_factory=dict)
    bearer: set[str] = field(default_factory=set)
    tokens: Any = field(default_factory=lambda: {"access_token": "gho_1", "token_type": "bearer"})

    async def answer(self, request: Request) -> Response:
        if request.url.path.endswith("/access_token"):
            assert request.headers["accept"] == "application/json"
            self.redeemed = {key: str(value) for key, value in (await request.form()).items()}
            return answer(self.tokens)
        self.bearer.add(request.headers["authorization"])
        return answer(self.emails if request.url.path.endswith("/emails") else self.person)

    @property
    def provider(self) -> GitHubProvider:
        return GitHubProvider("the id", "the secret", site=self.address, api=f"{self.address}/api")


def answer(content: Any) -> Response:
    return Response(json.dumps(content), media_type="application/json")


@pytest.fixture
async def github() -> AsyncIterator[GitHub]:
    async def route(request: Request) -> Response:
        return await pretending.answer(request)

    async with served(Starlette(routes=[Route("/{path:path}", route, methods=["GET", "POST"])])) as port:
        pretending = GitHub(f"http://127.0.0.1:{port}")
        yield pretending


async def meet(github: GitHub, issuer: str | None = None) -> Acquaintance:
    return await github.provider.meet(PASSAGE, code="the code", issuer=issuer)


async def test_the_browser_goes_there_with_state_and_pkce(github: GitHub) -> None:
    there = urlsplit(await github.provider.address(PASSAGE))
    asked = {name: value for name, [value] in parse_qs(there.query).items()}
    assert there.path == "/login/oauth/authorize"
    assert asked == {
        "response_type": "code",
        "client_id": "the id",
        "redirect_uri": PASSAGE.redirect_uri,
        "scope": "read:user user:email",
        "state": PASSAGE.state,
        "code_challenge": "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM",
        "code_challenge_method": "S256",
    }


async def test_the_primary_address_counts_and_not_the_one_in_the_profile(github: GitHub) -> None:
    assert await meet(github) == Acquaintance("7", "zoe@example.com", email_verified=True, name="Zoe Quist")
    assert github.redeemed["code_verifier"] == PASSAGE.verifier
    assert github.redeemed["client_secret"] == "the secret"
    assert github.bearer == {"Bearer gho_1"}


async def test_an_address_that_nobody_confirmed_is_said_to_be_so(github: GitHub) -> None:
    github.emails = [{"email": "zoe@example.com", "primary": True, "verified": False}]
    assert not (await meet(github)).email_verified
    github.emails = []
    assert (await meet(github)).email == ""


async def test_whoever_has_no_name_has_a_login(github: GitHub) -> None:
    github.person = {"id": 7, "login": "zoe", "name": None}
    assert (await meet(github)).name == "zoe"


@pytest.mark.parametrize(
    "change",
    [
        {"tokens": {"error": "bad_verification_code", "error_description": "The code is incorrect."}},
        {"tokens": []},
        {"tokens": {}},
        {"person": {"id": None, "login": "zoe"}},
        {"person": []},
        {"emails": {"email": "zoe@example.com"}},
        {"emails": [{"email": None, "primary": True, "verified": True}]},
    ],
    ids=str,
)
async def test_anything_else_is_refused(github: GitHub, change: dict[str, Any]) -> None:
    for name, value in change.items():
        setattr(github, name, value)
    with pytest.raises(NotLetIn) as ended:
        await meet(github)
    assert ended.value.obstacle is Obstacle.REFUSED


async def test_another_issuers_answer_is_not_redeemed(github: GitHub) -> None:
    with pytest.raises(NotLetIn):
        await meet(github, issuer="https://accounts.google.com")
    assert github.redeemed == {}
    await meet(github, issuer=f"{github.address}/login/oauth")
