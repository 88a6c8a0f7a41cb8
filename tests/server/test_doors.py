"""Who is let in, and by which headers: tokens, origins, methods, types, sizes and cursors that are forged."""

import base64
import hashlib
import hmac
import json
import re
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from pydantic import SecretStr

from career.settings import Environment, Settings
from models.jobs import Job
from models.resumes import Resume
from models.sessions import Session
from server.app import api_routes, create_app
from server.openapi import described
from server.problems import Problem
from tests.support.house import House

JSON = {"Content-Type": "application/json"}
EVIL = "https://evil.example"
PATHS = sorted({path for path, _, _ in described(api_routes)})
OTHERS = ["/", "/docs", "/openapi.json", "/asyncapi.json", "/assets/x.js", "/api/v1/nothing", "/api/v1/jobs/"]


def in_one_shape(answer: httpx2.Response) -> bool:
    assert answer.headers["content-type"] == "application/problem+json"
    return not answer.content or Problem.model_validate(answer.json()).status == answer.status_code


def filled(path: str) -> str:
    return re.sub(r"\{\w+\}", str(uuid.uuid4()), path)


class TestMethods:
    @pytest.mark.parametrize("path", PATHS)
    async def test_every_path_says_what_it_takes(self, alice: httpx2.AsyncClient, path: str) -> None:
        operations = {method.upper() for known, method, _ in described(api_routes) if known == path}
        answer = await alice.options(filled(path))
        assert (answer.status_code, answer.content) == (204, b"")
        allowed = {*answer.headers["allow"].split(", ")}
        assert operations <= allowed <= operations | {"HEAD", "OPTIONS"}
        for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            if method not in allowed:
                refused = await alice.request(method, filled(path))
                assert (refused.status_code, refused.headers["allow"]) == (405, answer.headers["allow"])
                assert in_one_shape(refused)

    @pytest.mark.parametrize("path", [path for path in PATHS if "{" not in path] + OTHERS)
    async def test_head_is_get_without_its_body(self, alice: httpx2.AsyncClient, path: str) -> None:
        got, head = await alice.get(path), await alice.head(path)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head.headers["content-type"] == got.headers["content-type"]

    @pytest.mark.parametrize("path", OTHERS)
    @pytest.mark.parametrize("method", ["POST", "OPTIONS", "DELETE", "TRACE", "PROPFIND"])
    async def test_other_paths_refuse_in_the_one_shape(
        self, client: httpx2.AsyncClient, method: str, path: str
    ) -> None:
        refused = await client.request(method, path)
        assert refused.status_code in {404, 405}
        assert in_one_shape(refused)


class TestOrigins:
    @pytest.mark.parametrize(
        "origin", [EVIL, "null", "", "http://localhost:8000.evil.example", "http://localhost:8000/"]
    )
    async def test_a_page_from_elsewhere_changes_nothing(
        self, alice: httpx2.AsyncClient, origin: str
    ) -> None:
        refused = await alice.patch("/api/v1/me", json={"name": "Mallory"}, headers={"Origin": origin})
        assert (refused.status_code, refused.json()["type"]) == (403, "denied")
        assert in_one_shape(refused)
        told = await alice.get("/api/v1/me", headers={"Origin": origin})
        assert told.json()["name"] == "Alice"
        assert "access-control-allow-origin" not in told.headers

    async def test_a_preflight_from_elsewhere_is_refused_in_the_one_shape(
        self, client: httpx2.AsyncClient
    ) -> None:
        asked = {"Origin": EVIL, "Access-Control-Request-Method": "PATCH"}
        refused = await client.options("/api/v1/me", headers=asked)
        assert refused.status_code == 403
        assert in_one_shape(refused)
        assert "access-control-allow-origin" not in refused.headers
        own = await client.options("/api/v1/me", headers=asked | {"Origin": "http://localhost:8000"})
        assert (own.status_code, own.headers["access-control-allow-origin"]) == (200, "http://localhost:8000")

    async def test_a_cookie_from_another_site_is_not_taken(self, alice: httpx2.AsyncClient) -> None:
        del alice.headers["origin"]
        refused = await alice.post("/api/v1/auth/refresh", headers={"Sec-Fetch-Site": "cross-site"})
        assert refused.status_code == 403


class TestTokens:
    async def test_forged_tokens_open_nothing(self, alice: httpx2.AsyncClient, app: House) -> None:
        session = await Session.get()
        key = OctKey.import_key(app.services.settings.signing_keys()[0])
        soon = int((datetime.now(UTC) + timedelta(minutes=5)).timestamp())
        claims = {"sub": str(session.user_id), "sid": str(session.id), "aud": "shortlist-api", "exp": soon}
        header = {"alg": "HS256", "kid": kid_of(alice)}
        assert await status(alice, jwt.encode(header, claims, key)) == 200
        for kid in (None, "", "0" * 8, 7, ["x"], "../../etc/passwd"):
            stranger = header | {"kid": kid} if kid is not None else {"alg": "HS256"}
            assert await status(alice, signed(stranger, claims, key)) == 401, kid
        for wrong in (
            {"aud": "shortlist-realtime"},
            {"aud": ["shortlist-api"]},
            {"exp": soon - 3600},
            {"exp": "never"},
            {"exp": None},
            {"sid": str(uuid.uuid4())},
            {"sub": str(uuid.uuid4())},
            {"sub": "' OR 1=1 --"},
        ):
            assert await status(alice, jwt.encode(header, claims | wrong, key)) == 401, wrong
        body = part(claims)
        for odd in (
            {"alg": "none"},
            header | {"alg": "none"},
            header | {"alg": "HS512"},
            {"alg": ["HS256"]},
            header | {"crit": ["x"]},
            [],
            7,
        ):
            for signature in ("", "x", "AAAA"):
                assert await status(alice, f"{part(odd)}.{body}.{signature}") == 401, odd
        for nonsense in ("a.b.c", "....", "\xff.\xfe.\xfd", "x" * 10_000, f"{part({'alg': 'HS256'})}..", "é"):
            assert await status(alice, nonsense) == 401

    async def test_an_expired_token_says_so(self, alice: httpx2.AsyncClient, app: House) -> None:
        session = await Session.get()
        then = datetime.now(UTC) - timedelta(hours=1)
        old = app.services.tokens.access(session.user_id, session.id, now=then)
        refused = await alice.get("/api/v1/me", headers={"Authorization": f"Bearer {old}"})
        assert (refused.status_code, refused.json()["type"]) == (401, "token_expired")
        assert refused.headers["www-authenticate"] == "Bearer"


GUARDING = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(self), geolocation=()",
}


async def crash(*_: object) -> None:
    raise RuntimeError("broken for the test")


class TestHeaders:
    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [
            ("GET", "/", 200),
            ("GET", "/docs", 200),
            ("GET", "/assets/nothing.js", 404),
            ("GET", "/health", 200),
            ("OPTIONS", "/api/v1/me", 204),
            ("DELETE", "/api/v1/profile", 405),
            ("PATCH", "/api/v1/me", 403),
            ("PATCH", "/api/v1/me", 500),
        ],
    )
    async def test_every_kind_of_answer_is_guarded(
        self, alice: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch, method: str, path: str, status: int
    ) -> None:
        monkeypatch.setattr("career.accounts.rename", crash)
        headers = {"Origin": EVIL} if status == 403 else {}
        answer = await alice.request(method, path, json={"name": "Alicia"}, headers=headers)
        assert answer.status_code == status
        assert {name: answer.headers[name] for name in GUARDING} == GUARDING
        assert "strict-transport-security" not in answer.headers

    async def test_the_policy_allows_no_script_that_stands_in_a_page(self, alice: httpx2.AsyncClient) -> None:
        policy = (await alice.get("/")).headers["content-security-policy"]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["script-src"] == rules["style-src"] == rules["default-src"] == "'self'"
        assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == "'none'"
        assert "unsafe" not in policy
        assert "*" not in policy

    async def test_a_browser_that_saw_it_in_production_never_comes_without_https(self) -> None:
        settings = Settings(
            _env_file=None,
            environment=Environment.PRODUCTION,
            public_url="https://jobs.example.org",
            smtp_url=SecretStr("smtp://mail.example.org"),
            secret_keys=(SecretStr("s" * 32),),
            encryption_keys=(SecretStr("e" * 32),),
        )
        door = httpx2.ASGITransport(create_app(settings))
        async with httpx2.AsyncClient(transport=door, base_url="https://jobs.example.org") as client:
            answer = await client.get("/openapi.json")
        assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"

    @pytest.mark.parametrize("given", ["x" * 65, "short", "a b c d e f", "<script>alert(1)", "../../../etc"])
    async def test_a_request_id_of_another_form_is_not_taken(
        self, client: httpx2.AsyncClient, given: str
    ) -> None:
        assert (await client.get("/health", headers={"X-Request-ID": given})).headers["x-request-id"] != given
        assert (await client.get("/health", headers={"X-Request-ID": "abcd1234"})).headers[
            "x-request-id"
        ] == "abcd1234"

    @pytest.mark.parametrize("host", ["evil.example", "[", "[::1", "", "a b", "localhost:99999999"])
    async def test_a_forged_host_leads_nowhere(self, alice: httpx2.AsyncClient, host: str) -> None:
        for path in ("/api/v1/me", "/api/v1/jobs/", "//evil.example", "/"):
            answer = await alice.get(path, headers={"Host": host})
            assert answer.status_code in {200, 404}
            assert "location" not in answer.headers

    @pytest.mark.parametrize(
        "kind",
        [
            "text/plain",
            "text/json",
            "application/json,text/html",
            "",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=B",
        ],
    )
    async def test_json_of_another_type_is_not_read(self, alice: httpx2.AsyncClient, kind: str) -> None:
        refused = await alice.patch("/api/v1/me", content=b'{"name": "x"}', headers={"Content-Type": kind})
        assert (refused.status_code, refused.json()["type"]) == (415, "wrong_type")

    @pytest.mark.parametrize(
        "kind",
        [
            "multipart/form-data",
            "multipart/form-data; boundary=",
            "multipart/form-data; boundary=é",
            f"multipart/form-data; boundary={'x' * 5000}",
            "multipart/form-data; boundary=C",
        ],
    )
    async def test_a_form_with_a_wrong_boundary_is_not_read(
        self, alice: httpx2.AsyncClient, kind: str
    ) -> None:
        form = b'--B\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nx\r\n--B--\r\n'
        headers = [
            (b"Authorization", alice.headers["authorization"].encode()),
            (b"Content-Type", kind.encode()),
        ]
        refused = await alice.post("/api/v1/resumes", content=form, headers=headers)
        assert refused.status_code in {400, 422}
        assert in_one_shape(refused)
        assert await Resume.all().count() == 0


class TestSizes:
    @pytest.mark.parametrize(
        ("kind", "path", "limit"),
        [("application/json", "jobs", 2**20), ("multipart/form-data; boundary=B", "resumes", 5_064_000)],
    )
    async def test_a_body_without_a_length_is_cut_off_at_its_limit(
        self, alice: httpx2.AsyncClient, kind: str, path: str, limit: int
    ) -> None:
        sent = 0

        async def endless() -> AsyncIterator[bytes]:
            nonlocal sent
            yield b'--B\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
            while sent < 20_000_000:
                sent += 65_536
                yield b"x" * 65_536

        refused = await alice.post(f"/api/v1/{path}", content=endless(), headers={"Content-Type": kind})
        assert (refused.status_code, refused.json()["type"]) == (413, "too_large")
        assert sent < limit + 3 * 65_536
        assert await Job.all().count() == await Resume.all().count() == 0

    async def test_texts_at_their_limit_are_kept_whole(self, alice: httpx2.AsyncClient) -> None:
        body = {"title": "é" * 300, "company": "ж" * 200, "text": "漢" * 100_000}
        kept = await alice.post("/api/v1/jobs", json=body)
        assert kept.status_code == 201
        assert {name: kept.json()[name] for name in body} == body
        for name, text in body.items():
            longer = await alice.post("/api/v1/jobs", json=body | {name: text + "x"})
            assert (longer.status_code, longer.json()["errors"][0]["at"]) == (422, f"/{name}")


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "====", "A" * 64, "A" * 65, "\x00", " ", "' OR 1=1"])
@pytest.mark.parametrize("path", ["jobs", "applications", "generations", "resumes", "exports"])
async def test_a_cursor_that_no_list_made_is_refused(
    alice: httpx2.AsyncClient, path: str, cursor: str
) -> None:
    refused = await alice.get(f"/api/v1/{path}", params={"cursor": cursor})
    assert (refused.status_code, refused.json()["errors"][0]["at"][:1]) == (422, "?")


async def test_a_cursor_of_somebody_elses_row_shows_only_ones_own(
    alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    body = {"title": "A", "text": "b"}
    mine = (await alice.post("/api/v1/jobs", json=body)).json()["id"]
    theirs = uuid.UUID((await charlie.post("/api/v1/jobs", json=body)).json()["id"])
    for forged in (theirs, uuid.UUID(int=2**128 - 1)):
        cursor = base64.urlsafe_b64encode(forged.bytes).decode().rstrip("=")
        shown = (await alice.get("/api/v1/jobs", params={"cursor": cursor})).json()["items"]
        assert {job["id"] for job in shown} <= {mine}


@pytest.mark.parametrize("words", ["'", "&|!():*<->", "\\", "%_", "a" * 200, "\ud7ff\U0010ffff", '"'])
async def test_words_to_search_for_are_only_words(alice: httpx2.AsyncClient, words: str) -> None:
    for name in ("q", "company"):
        assert (await alice.get("/api/v1/jobs", params={name: words})).status_code == 200
    assert (await alice.get("/api/v1/jobs?q=%ff%fe%ed%a0%80")).status_code == 200


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def kid_of(person: httpx2.AsyncClient) -> str:
    """The name of the key that signed this person's token."""
    head = person.headers["authorization"].removeprefix("Bearer ").partition(".")[0]
    kid: str = json.loads(base64.urlsafe_b64decode(head + "=="))["kid"]
    return kid


def signed(header: dict[str, object], claims: dict[str, object], key: OctKey) -> str:
    """As no library would: with a header of any shape."""
    content = f"{part(header)}.{part(claims)}"
    raw = hmac.new(key.raw_value, content.encode(), hashlib.sha256).digest()
    return f"{content}.{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"


async def status(person: httpx2.AsyncClient, token: str) -> int:
    headers = [(b"Authorization", b"Bearer " + token.encode("latin-1", "replace"))]
    return (await person.get("/api/v1/me", headers=headers)).status_code
