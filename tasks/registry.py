"""Joining a kind of job to the function that performs it, with its time, its tries and its metrics."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, TypeVar

import structlog
from arq.worker import Function, Retry
from arq.worker import func as arq_function
from prometheus_client import Counter, Histogram
from redis.exceptions import RedisError

from career import logs
from career.errors import CareerError, Unavailable
from career.jobs import Job
from career.services import Services

log = structlog.get_logger()

JOBS = Counter("shortlist_jobs", "Jobs by kind and how they ended.", ["job", "outcome"])
SECONDS = Histogram("shortlist_job_seconds", "Seconds that a job took.", ["job"])

LEASE: Final = timedelta(seconds=15)
"""A worker that was killed loses its jobs after this long; a living one renews in a third of it."""

JobT = TypeVar("JobT", bound=Job)


class JobCrashed(RuntimeError):
    """Our own mistake; what broke is in the log, without what a person wrote."""


@dataclass(frozen=True)
class Performer:
    """A kind of job and what performs it."""

    job: type[Job]
    run: Callable[[Any, Services], Awaitable[None]]
    timeout: timedelta
    tries: int
    give_up: Callable[[Any, Services], Awaitable[None]] | None

    @property
    def name(self) -> str:
        return self.job.__name__

    def arq(self) -> Function:
        """As ARQ wants it. One more try than ours: the one that gives up."""
        margin = timedelta(seconds=5)
        return arq_function(
            self.perform,  # type: ignore[arg-type] # ARQ calls it with what `career.queue` packed
            name=self.name,
            timeout=(self.timeout + margin).total_seconds(),
            max_tries=self.tries + 1,
            keep_result=0,
        )

    async def perform(
        self, context: dict[str, Any], payload: dict[str, Any] | None = None, *, request_id: str = ""
    ) -> None:
        job = self.job.model_validate(payload or {})
        services: Services = context["services"]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(job=self.name, job_id=context["job_id"], request_id=request_id)
        started = time.perf_counter()
        async with _Lease(context):
            outcome = await self._attempt(job, services, context["job_try"])
        seconds = time.perf_counter() - started
        JOBS.labels(self.name, outcome).inc()
        SECONDS.labels(self.name).observe(seconds)
        log.info("job", outcome=outcome, ms=round(seconds * 1000))
        if outcome == "retried":
            raise Retry(defer=_pause(context["job_try"]))
        if outcome == "crashed":
            raise JobCrashed(self.name)

    async def _attempt(self, job: Job, services: Services, attempt: int) -> str:
        if attempt > self.tries:
            await self._give_up(job, services)
            return "given_up"
        try:
            async with asyncio.timeout(self.timeout.total_seconds()):
                await self.run(job, services)
        except Unavailable:
            return "retried"
        except CareerError as error:
            log.warning("job_refused", code=error.code)
            await self._give_up(job, services)
            return "refused"
        except TimeoutError:
            log.warning("job_timed_out", seconds=self.timeout.total_seconds())
            await self._give_up(job, services)
            return "timed_out"
        except Exception as error:  # noqa: BLE001 - whatever it was, the person must hear of it
            logs.crashed("job_crashed", error)
            await self._give_up(job, services)
            return "crashed"
        return "done"

    async def _give_up(self, job: Job, services: Services) -> None:
        """Tell the person that it will not come, so that no row waits for ever."""
        if self.give_up is not None:
            await self.give_up(job, services)


def performs(
    job: type[JobT],
    *,
    timeout: timedelta,
    tries: int = 3,
    give_up: Callable[[JobT, Services], Awaitable[None]] | None = None,
) -> Callable[[Callable[[JobT, Services], Awaitable[None]]], Performer]:
    """Declare what performs a kind of job; `give_up` ends it after the last try or a crash."""

    def declare(run: Callable[[JobT, Services], Awaitable[None]]) -> Performer:
        if not run.__doc__:
            raise TypeError(f"{run.__module__}.{run.__name__} needs a docstring that says what it is for")
        return Performer(job=job, run=run, timeout=timeout, tries=tries, give_up=give_up)

    return declare


class _Lease:
    """Keeps the job ours while it runs; after a kill -9 another worker takes it within `LEASE`."""

    def __init__(self, context: dict[str, Any]) -> None:
        self._redis = context["redis"]
        self._key = f"arq:in-progress:{context['job_id']}"
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> None:
        self._task = asyncio.create_task(self._renew())

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            try:
                await self._redis.pexpire(self._key, LEASE)
            except (RedisError, OSError):
                log.warning("lease_not_renewed")


def _pause(attempt: int) -> timedelta:
    """1, 4, 9 … seconds: an engine that restarts is back within a few."""
    return timedelta(seconds=attempt**2)
