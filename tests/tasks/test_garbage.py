"""Jobs that no worker can do: nonsense in the queue, and rows that are no longer there."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import orjson
import pytest
from redis.asyncio import Redis as Client

from career.jobs import MakeExport, ReadResume, WriteGeneration, all_jobs
from career.queue import RedisQueue, queue_key
from career.services import Services
from models.exports import Export
from models.status import Status
from models.users import Role, User
from server.engines import Redis
from tasks.worker import work
from tests.support.house import run_jobs

_QUEUE = queue_key("interactive")


def job(name: object, *args: object, **changes: object) -> bytes:
    return orjson.dumps({"t": None, "f": name, "a": list(args), "k": {}, "et": 0} | changes)


GARBAGE: dict[str, bytes] = {
    "no-json": b"\x80\x04nonsense",
    "a-number": b"7",
    "no-members": b"{}",
    "unknown-kind": job("FormatDisk"),
    "a-list-for-a-name": job(["ReadResume"]),
    "no-arguments": job("ReadResume"),
    "too-many-arguments": job("ReadResume", {}, {}, {}),
    "text-for-a-payload": job("ReadResume", "x"),
    "unknown-member": job("ReadResume", {"import_id": str(uuid.uuid4()), "user_id": "x"}),
    "unknown-keyword": job("ReadResume", {"import_id": str(uuid.uuid4())}, k={"colour": "red"}),
    "keywords-in-a-list": job("ReadResume", {}, k=[1]),
    "a-time-in-words": job("ReadResume", {}, et="yesterday"),
    "a-try-in-words": job("ReadResume", {}, t="twice"),
    "arguments-in-a-number": job("ReadResume", a=7),
}


@asynccontextmanager
async def working(services: Services, client: Client) -> AsyncIterator[None]:
    """A worker of this process on a real queue."""
    stop = asyncio.Event()
    worker = asyncio.create_task(work(replace(services, queue=RedisQueue(client)), ("interactive",), stop))
    try:
        yield
    finally:
        stop.set()
        await worker


@pytest.fixture
async def client(redis_server: Redis) -> AsyncIterator[Client]:
    async with Client.from_url(redis_server.url) as client:
        await client.delete(_QUEUE)
        yield client


async def test_garbage_in_the_queue_is_dropped_and_the_next_job_is_done(
    services: Services, client: Client
) -> None:
    async with working(services, client):
        for name, payload in GARBAGE.items():
            await client.psetex(f"arq:job:{name}", 60_000, payload)
            await client.zadd(_QUEUE, {name: 1})
        await client.zadd(_QUEUE, {"without-a-payload": 1})
        good = await _export()
        await RedisQueue(client).put(MakeExport(export_id=good.id))
        assert await _ended(good.id) is Status.FAILED
        await _until_empty(client)


async def test_a_job_for_a_row_that_is_gone_ends_quietly(services: Services) -> None:
    gone = uuid.uuid4()
    for lost in (ReadResume(import_id=gone), WriteGeneration(generation_id=gone), MakeExport(export_id=gone)):
        await services.queue.put(lost)
    for kind in all_jobs():
        if not kind.model_fields:
            await services.queue.put(kind())
    await run_jobs(services)


async def _export() -> Export:
    """A file that cannot be made: there is no such format."""
    user = await User.create(email="w@example.org", name="W", role=Role.CANDIDATE)
    return await Export.create(user=user, format="scroll", template="modern", paper="a4")


async def _ended(export_id: uuid.UUID) -> Status:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        found = await Export.get(id=export_id)
        if not found.status.open:
            return found.status
        await asyncio.sleep(0.05)
    raise AssertionError("the worker does not work any more")


async def _until_empty(client: Client) -> None:
    end = time.monotonic() + 10
    while left := await client.zrange(_QUEUE, 0, -1):
        assert time.monotonic() < end, left
        await asyncio.sleep(0.05)
