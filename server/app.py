"""The one ASGI application: the API, the sockets and the browser application, under the same guards."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

import realtime
from career.permissions import Action
from career.services import Services
from career.settings import Environment, Settings
from career.wiring import opened
from server import guards, internal, mailbox, pages, problems, rates
from server.api import (
    accounts,
    api_keys,
    applications,
    audit_log,
    email_verification,
    exports,
    generations,
    health,
    jobs,
    oauth,
    passwords,
    personal_data,
    profile,
    resumes,
    sessions,
    totp,
)
from server.openapi import OpenAPI

VERSION: Final = "0.1.0"

Opening = Callable[[Settings], AbstractAsyncContextManager[Services]]

api_routes: list[BaseRoute] = [
    *accounts.routes,
    *sessions.routes,
    *email_verification.routes,
    *passwords.routes,
    *totp.routes,
    *oauth.routes,
    *api_keys.routes,
    *audit_log.routes,
    *personal_data.routes,
    *profile.routes,
    *resumes.routes,
    *jobs.routes,
    *applications.routes,
    *generations.routes,
    *exports.routes,
    *health.routes,
]


def rpc_actions() -> dict[str, Action]:
    """What each rpc method of the socket may be called for; only this module knows the sockets."""
    return {name: method.may for name, method in realtime.METHODS.items()}


def openapi() -> dict[str, Any]:
    """The description of the interface, `/openapi.json`."""
    generator = OpenAPI(
        title="Shortlist",
        version=VERSION,
        description="A career platform where both sides of hiring look at the same thing, live.",
    )
    return generator.get_schema(api_routes)


def create_app(settings: Settings, *, opening: Opening = opened) -> Starlette:
    """Build the application; nothing is opened before its lifespan begins, and then by `opening`."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, Any]]:  # noqa: ARG001 - Starlette's signature
        async with opening(settings) as services, realtime.running(services) as hub:
            yield {"services": services, **hub}

    described = openapi()

    async def show_openapi(request: Request) -> Response:
        request.scope["operation"] = "openapi"
        return JSONResponse(described)

    production = settings.environment is Environment.PRODUCTION
    return Starlette(
        routes=[
            Route("/openapi.json", show_openapi, include_in_schema=False),
            *api_routes,
            *realtime.routes,
            *mailbox.routes(settings),
            *internal.routes,
            *pages.routes,
        ],
        middleware=[
            Middleware(guards.SecurityHeaders, https=production),
            Middleware(guards.RequestGuard),
            Middleware(
                guards.CrossOrigin,
                allow_origins=sorted(settings.origins),
                allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
                allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "X-Request-ID"],
                expose_headers=["X-Request-ID", "Retry-After", "Idempotent-Replayed", *rates.HEADERS],
                max_age=600,
            ),
            Middleware(guards.OriginGuard, origins=settings.origins),
            Middleware(guards.BodyLimit, upload_bytes=settings.upload_limit_bytes),
        ],
        exception_handlers=problems.HANDLERS,
        lifespan=lifespan,
    )
