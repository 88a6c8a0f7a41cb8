"""What stands between the network and a handler: ids, sizes, origins, headers, and who is signed in."""

import re
import time
import uuid
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from career import api_keys, logs
from career.errors import Denied, TooLarge, Unauthenticated
from career.permissions import Action
from server import problems, rates
from server.request import AppRequest

log = structlog.get_logger()

REQUESTS = Counter("shortlist_http_requests", "Requests by operation and status.", ["operation", "status"])
LATENCY = Histogram("shortlist_http_seconds", "Seconds to answer, by operation.", ["operation"])

REFRESH_COOKIE = "shortlist_refresh"
FLOW_COOKIE = "shortlist_oauth"
PROOF_COOKIE = "shortlist_proof"
_ACTING_COOKIES = (REFRESH_COOKIE, PROOF_COOKIE)
"""With one of these alone something is changed."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_JSON_LIMIT = 1 << 20
"""1 MiB: a long profile is a tenth of it."""
_FORM_OVERHEAD = 64 * 1024
"""What a multipart form adds to its file."""


class KeyRefused(Denied):
    """What an API key never opens: doors to the account itself."""

    code = "key_refused"

    def __init__(self) -> None:
        super().__init__("No API key does this. Sign in for it.")


class ScopeMissing(Denied):
    code = "scope_missing"


async def let_in(request: AppRequest, action: Action) -> None:
    """Find out who asks, by the bearer token; refuse strangers, and whoever may never do this."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    if token.startswith(api_keys.PREFIX):
        await _let_program_in(request, token.strip(), action)
    else:
        services = request.services
        claims = services.tokens.read_access(token.strip())
        user = await services.people.person(claims.user_id, claims.session_id)
        request.let_in(user, claims.session_id)
    structlog.contextvars.bind_contextvars(user_id=str(request.user.id))
    if request.user.role not in action.roles:
        raise Denied("This is for another kind of account.")


async def _let_program_in(request: AppRequest, token: str, action: Action) -> None:
    key = await api_keys.find(token)
    request.let_in(key.user, None)
    if action.scope is None:
        raise KeyRefused
    if action.scope not in key.scopes:
        raise ScopeMissing(f"This API key lacks the scope {action.scope}.")


class RequestGuard:
    """The outermost guard: names the request, times it, logs it, and turns a crash into a problem."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
        scope["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        started = time.perf_counter()
        status = 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                if rate := scope.get("rate"):
                    headers.update(dict(rates.headers(rate)))
            await send(message)

        try:
            await self.app(scope, receive, send_named)
        except Exception as error:
            logs.crashed("request_crashed", error)
            if status:
                raise
            await problems.crashed(request_id)(scope, receive, send_named)
        finally:
            self._account(scope, status, time.perf_counter() - started)

    @staticmethod
    def _account(scope: Scope, status: int, seconds: float) -> None:
        operation = scope.get("operation", "other")
        REQUESTS.labels(operation, status).inc()
        LATENCY.labels(operation).observe(seconds)
        log.info(
            "request", method=scope["method"], operation=operation, status=status, ms=round(seconds * 1000, 1)
        )


_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_GUARDING = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(self), geolocation=()",
}
_HTTPS_ONLY = {"strict-transport-security": "max-age=31536000; includeSubDomains"}


class SecurityHeaders:
    """Headers that keep a page of ours from being framed, sniffed or scripted by others.

    Neither scripts nor styles stand inside a page, so the policy needs no exception and no nonce.
    """

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self.app = app
        self.headers = list((_GUARDING | (_HTTPS_ONLY if https else {})).items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers:
                    # A mail that is shown alone has a stricter policy of its own.
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self.app(scope, receive, send_guarded)


class CrossOrigin(CORSMiddleware):
    """Starlette's, whose refusals have the one error shape."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "OPTIONS" and self._refuses(Headers(scope=scope)):
            await _refuse_origin(scope, receive, send)
            return
        await super().__call__(scope, receive, send)

    def _refuses(self, asked: Headers) -> bool:
        preflight = "origin" in asked and "access-control-request-method" in asked
        return preflight and self.preflight_response(asked).status_code != HTTPStatus.OK


class OriginGuard:
    """A page of another origin may not change anything here, with or without a cookie of ours."""

    def __init__(self, app: ASGIApp, *, origins: frozenset[str]) -> None:
        self.app = app
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS:
            headers = Headers(scope=scope)
            origin = headers.get("origin")
            cookies = headers.get("cookie", "")
            cookie_alone = origin is None and any(name in cookies for name in _ACTING_COOKIES)
            if origin is not None and origin not in self.origins:
                await _refuse_origin(scope, receive, send)
                return
            # A browser always names its origin in a POST, so a cookie without one did not come from a page
            # of ours; `Sec-Fetch-Site` is the second witness that modern browsers give.
            if cookie_alone and headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
                await _refuse_origin(scope, receive, send)
                return
        await self.app(scope, receive, send)


async def _refuse_origin(scope: Scope, receive: Receive, send: Send) -> None:
    refusal = Denied("Pages of another origin may not do this.")
    response = await problems.refuse(Request(scope, receive), refusal)
    await response(scope, receive, send)


class BodyLimit:
    """Refuse a body while it streams in, as soon as it is larger than its kind may be."""

    def __init__(self, app: ASGIApp, *, upload_bytes: int) -> None:
        self.app = app
        self.upload_bytes = upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        form = Headers(scope=scope).get("content-type", "").lower().startswith("multipart/form-data")
        limit, slack = (self.upload_bytes, _FORM_OVERHEAD) if form else (_JSON_LIMIT, 0)
        await self.app(scope, _limited(receive, limit, slack), send)


def _limited(receive: Receive, limit: int, slack: int) -> Callable[[], Awaitable[Message]]:
    """`slack` is what may come on top of the limit that is told."""
    seen = 0

    async def receive_limited() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit + slack:
            raise TooLarge(f"This is larger than {limit / 1_000_000:.3g} MB.")
        return message

    return receive_limited
