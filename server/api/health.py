"""Whether the process lives, whether it can serve, and what it counts."""

import asyncio
from http import HTTPStatus
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from starlette.responses import Response
from starlette.routing import Route
from tortoise import connections
from tortoise.exceptions import BaseORMException

from career.errors import Unavailable
from server.contract import Access, endpoint, resource
from server.request import AppRequest

_PATIENCE_S = 2.0


class HealthOut(BaseModel):
    status: Literal["alive"] = "alive"


class ReadyOut(BaseModel):
    """A line per dependency: `ok`, or what is wrong with it."""

    status: Literal["ready", "not_ready"]
    checks: dict[str, str]


@endpoint(access=Access.PUBLIC)
async def show_health(request: AppRequest) -> HealthOut:  # noqa: ARG001 - every handler takes the request
    """Tell that the process lives; it asks nobody else."""
    return HealthOut()


@endpoint(access=Access.PUBLIC, answers=ReadyOut)
async def show_readiness(request: AppRequest) -> Response:
    """Tell whether requests can be served, with a line per dependency."""
    database, feed = await asyncio.gather(_database(), _feed(request))
    checks = {"database": database, "redis": feed}
    if request.scope["state"].get("draining"):
        checks["process"] = "draining"
    ready = all(line == "ok" for line in checks.values())
    answer = ReadyOut(status="ready" if ready else "not_ready", checks=checks)
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return Response(answer.model_dump_json(), status_code=status, media_type="application/json")


@endpoint(access=Access.PUBLIC, answers="text/plain")
async def show_metrics(request: AppRequest) -> Response:  # noqa: ARG001 - every handler takes the request
    """Give Prometheus its numbers."""
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _database() -> str:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await connections.get("default").execute_query("SELECT 1")
    except (BaseORMException, OSError, TimeoutError):
        return "does not answer"
    return "ok"


async def _feed(request: AppRequest) -> str:
    try:
        await request.services.feed.position("user:00000000-0000-7000-8000-000000000000")
    except Unavailable:
        return "does not answer"
    return "ok"


routes: list[Route] = [
    resource("/health", get=show_health),
    resource("/ready", get=show_readiness),
    resource("/metrics", get=show_metrics),
]
