"""Putting jobs into the queue that ARQ's workers read, without importing ARQ.

The format is ARQ 0.28's own: the job's JSON under `arq:job:<id>` and its id, scored by the time it is due
in milliseconds, in the sorted set of its queue. Payloads are JSON, never pickle.
"""

import asyncio
import time
import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

import orjson
import structlog
from redis.exceptions import RedisError

from career.errors import Unavailable
from career.jobs import Job

if TYPE_CHECKING:
    from redis.asyncio import Redis

KEPT: Final = timedelta(days=1)
"""A job that no worker took by then is forgotten; its row is found again by the sweeper."""
_PATIENCE_S = 2.0


class Queue(Protocol):
    """Where use cases put jobs, after their commit."""

    async def put(self, job: Job, *, delay: timedelta = timedelta()) -> None:
        """Queue it; raises `Unavailable` when the queue cannot be reached."""


def queue_key(queue: str) -> str:
    """The sorted set of a queue, as workers name it."""
    return f"arq:queue:{queue}"


class RedisQueue:
    """The queue of every process."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis

    async def put(self, job: Job, *, delay: timedelta = timedelta()) -> None:
        now = time.time_ns() // 1_000_000
        job_id = uuid.uuid4().hex
        context = structlog.contextvars.get_contextvars()
        payload = orjson.dumps(
            {
                "t": None,
                "f": type(job).__name__,
                "a": [job.model_dump(mode="json")],
                "k": {"request_id": context.get("request_id", "")},
                "et": now,
            }
        )
        try:
            async with asyncio.timeout(_PATIENCE_S), self._redis.pipeline(transaction=True) as pipe:
                pipe.psetex(f"arq:job:{job_id}", KEPT + delay, payload)
                pipe.zadd(queue_key(job.queue), {job_id: now + delay // timedelta(milliseconds=1)})
                await pipe.execute()
        except (RedisError, OSError, TimeoutError) as error:
            raise Unavailable("The queue does not answer.") from error


class MemoryQueue:
    """The twin: keeps the jobs for a test to look at."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    async def put(self, job: Job, *, delay: timedelta = timedelta()) -> None:  # noqa: ARG002 - the port's
        self.jobs.append(job)
