"""One worker process: takes jobs from its queues until it is told to stop, whatever Redis does meanwhile."""

import asyncio
import contextlib
import logging
import signal
from datetime import timedelta
from typing import Any, Final

import orjson
import structlog
from arq.connections import ArqRedis
from arq.worker import Worker
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError

from career import matches
from career.errors import Unavailable
from career.jobs import Queue
from career.queue import queue_key
from career.services import Services
from career.settings import Settings
from career.slots import SlotDied, SlotTimedOut
from career.wiring import opened
from tasks import exports, generations, housekeeping, imports, mails, personal_data
from tasks.registry import LEASE, JobCrashed, Performer

log = structlog.get_logger()

_LOOK: Final = 0.05
"""Seconds between two looks at the queue: a person waits, and the first event is due within 200 ms."""
_LEISURE: Final = 0.5
"""… and where nobody waits."""
_WARMING: Final = timedelta(seconds=60)
_FINISH: Final = 8
"""Seconds that running jobs get to finish after a stop; then they are queued again."""

performers: tuple[Performer, ...] = (
    *imports.performers,
    *generations.performers,
    *exports.performers,
    *mails.performers,
    *personal_data.performers,
    *housekeeping.performers,
)


async def run(settings: Settings, queues: tuple[Queue, ...]) -> None:
    """Work until SIGINT or SIGTERM."""
    logging.getLogger("arq").setLevel(logging.ERROR)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    async with opened(settings) as services:
        await work(services, queues, stop)


async def work(services: Services, queues: tuple[Queue, ...], stop: asyncio.Event) -> None:
    """Work until `stop` is set, then let the running jobs finish."""
    workers = [_worker(services, queue) for queue in queues]
    loops = [asyncio.create_task(_keep(worker)) for worker in workers]
    log.info("worker_started", queues=list(queues))
    warming = asyncio.create_task(_warm(services))
    await stop.wait()
    warming.cancel()
    for worker in workers:
        worker.allow_pick_jobs = False
    if running := _running(workers):
        await asyncio.wait(running, timeout=_FINISH)
    await _end(loops, workers)
    for worker in workers:
        with contextlib.suppress(RedisError, OSError):
            await worker.pool.aclose(close_connection_pool=True)
    log.info("worker_stopped", queues=list(queues))


async def _warm(services: Services) -> None:
    """Load what the first letter would have to wait for: gazetteer and embedding, here and in a slot."""
    try:
        await asyncio.to_thread(matches.load)
        await services.slots.call(matches.load, limit=_WARMING)
    except (SlotDied, SlotTimedOut, Unavailable) as error:
        log.warning("not_warmed", error=type(error).__name__)


def _running(workers: list[Worker]) -> set[asyncio.Task[Any]]:
    return {task for worker in workers for task in worker.tasks.values() if not task.done()}


async def _end(loops: list[asyncio.Task[None]], workers: list[Worker]) -> None:
    """Cancel until everything has ended: on Python 3.11 `wait_for` may swallow a cancellation."""
    while alive := {*(loop for loop in loops if not loop.done()), *_running(workers)}:
        for task in alive:
            task.cancel()
        await asyncio.wait(alive, timeout=0.5)


async def _keep(worker: Worker) -> None:
    """Run ARQ's loop again whenever the connection to Redis breaks under it."""
    pause = 0.1
    while True:
        try:
            await worker.main()
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("queue_lost", error=type(error).__name__, again_in=pause)
        except JobCrashed:
            continue
        await asyncio.sleep(pause)
        pause = min(pause * 2, 5.0)


class _Steady(Worker):
    """ARQ's, which a job that cannot be read does not end."""

    async def run_job(self, job_id: str, score: int) -> None:
        try:
            await super().run_job(job_id, score)
        except (RedisError, OSError, TimeoutError, JobCrashed):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, the next job is somebody else's
            log.error("job_unreadable", job_id=job_id, error=type(error).__name__)  # noqa: TRY400 - it may quote a person
            await self.finish_failed_job(job_id, None)


def _worker(services: Services, queue: Queue) -> Worker:
    assert services.settings.redis_url is not None
    mine = [performer for performer in performers if performer.job.queue == queue]
    worker = _Steady(
        functions=[performer.arq() for performer in mine],
        queue_name=queue_key(queue),
        cron_jobs=housekeeping.schedule() if queue == "batch" else [],
        redis_pool=_pool(services.settings.redis_url, queue),
        handle_signals=False,
        max_jobs=services.settings.worker_jobs,
        poll_delay=_LOOK if queue == "interactive" else _LEISURE,
        job_serializer=orjson.dumps,
        job_deserializer=orjson.loads,
        keep_result=0,
        ctx={"services": services},
        health_check_interval=30,
        log_results=False,
    )
    worker.in_progress_timeout_s = LEASE.total_seconds()
    return worker


def _pool(url: str, queue: Queue) -> ArqRedis:
    pool = ConnectionPool.from_url(url, socket_timeout=5, socket_connect_timeout=2)
    return ArqRedis(
        pool, job_serializer=orjson.dumps, job_deserializer=orjson.loads, default_queue_name=queue_key(queue)
    )
