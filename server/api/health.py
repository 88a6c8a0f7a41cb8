"""Whether the process lives, whether it can serve, and what it counts."""

import asyncio
from http import HTTPStatus
from math import nan
from typing import Literal, Protocol

from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from pydantic import BaseModel
from starlette.responses import Response
from starlette.routing import Route
from tortoise import connections
from tortoise.exceptions import BaseORMException

from career import outbox
from career.permissions import actions
from server.contract import endpoint, resource
from server.rates import Pace
from server.request import AppRequest

_PATIENCE_S = 2.0
_TOLERATED_S = 10.0
_OUTBOX_AGE = Gauge(
    "shortlist_outbox_oldest_seconds",
    "Age of the oldest durable event that was not sent; 0 when all are, NaN when the database does not say.",
)


class Sockets(Protocol):
    """`realtime` in the lifespan's state."""

    def down_for(self) -> float:
        """Seconds for which it has not heard the journal."""


class HealthOut(BaseModel):
    status: Literal["alive"] = "alive"


class ReadyOut(BaseModel):
    """A line per dependency: `ok`, or what is wrong with it."""

    status: Literal["ready", "not_ready"]
    checks: dict[str, str]


@endpoint(may=actions.OBSERVE, pace=Pace.FREE)
async def show_health(request: AppRequest) -> HealthOut:  # noqa: ARG001 - every handler takes the request
    """Tell that the process lives; it asks nobody else."""
    return HealthOut()


@endpoint(may=actions.OBSERVE, pace=Pace.FREE, answers=ReadyOut)
async def show_readiness(request: AppRequest) -> Response:
    """Tell whether requests can be served, with a line per dependency."""
    checks = {"database": await _database(), "redis": _journal(request)}
    if request.scope["state"].get("draining"):
        checks["process"] = "draining"
    ready = all(line == "ok" for line in checks.values())
    answer = ReadyOut(status="ready" if ready else "not_ready", checks=checks)
    status = HTTPStatus.OK if ready else HTTPStatus.SERVICE_UNAVAILABLE
    return Response(answer.model_dump_json(), status_code=status, media_type="application/json")


@endpoint(may=actions.OBSERVE, pace=Pace.FREE, answers=("text/plain",))
async def show_metrics(request: AppRequest) -> Response:  # noqa: ARG001 - every handler takes the request
    """Give Prometheus its numbers."""
    _OUTBOX_AGE.set(await _outbox_age())
    return Response(generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})


async def _database() -> str:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await connections.get("default").execute_query("SELECT 1")
    except (BaseORMException, OSError, TimeoutError):
        return "does not answer"
    return "ok"


async def _outbox_age() -> float:
    try:
        async with asyncio.timeout(_PATIENCE_S):
            return (await outbox.longest_wait()).total_seconds()
    except (BaseORMException, OSError, TimeoutError):
        return nan


def _journal(request: AppRequest) -> str:
    """All processes lose Redis at once: to take them out at its first hiccup would end the site with it."""
    sockets: Sockets = request.scope["state"]["realtime"]
    return "ok" if sockets.down_for() < _TOLERATED_S else "does not answer"


routes: list[Route] = [
    resource("/health", get=show_health),
    resource("/ready", get=show_readiness),
    resource("/metrics", get=show_metrics),
]
