"""The application as tests use it: real PostgreSQL and Redis, jobs kept in a list until a test runs them.

The database is emptied after each test instead of rolled back, so that transactions, locks and unique
indexes behave as they do in production.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send
from tortoise import connections

from career.feed import Feed
from career.limits import RateLimits
from career.mailer import MemoryMailer
from career.queue import MemoryQueue
from career.services import Services
from career.settings import Environment, Settings
from career.wiring import connect_redis, opened
from server.app import create_app
from server.engines import Redis
from tasks.worker import performers

ORIGIN = "http://localhost:8000"
PASSWORD = "correct horse battery"

UNLIMITED = RateLimits(**dict.fromkeys(RateLimits.model_fields, 1_000_000))
"""Tests are faster than people and share one address."""

_PERFORMERS = {performer.job: performer for performer in performers}


@dataclass(frozen=True)
class House:
    """One application with its services, for all tests of a process."""

    app: Starlette
    services: Services
    state: dict[str, Any]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            scope["state"] = dict(self.state)
        await self.app(scope, receive, send)

    def client(self, **headers: str) -> httpx2.AsyncClient:
        transport = httpx2.ASGITransport(app=self, client=("127.0.0.1", 50000))
        return httpx2.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers, timeout=30)


@pytest.fixture(scope="session")
async def house(
    session_database: str, redis_server: Redis, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    settings = Settings(
        _env_file=None,
        environment=Environment.TEST,
        database_url=session_database,
        redis_url=redis_server.url,
        data_dir=tmp_path_factory.mktemp("data"),
        # The cheapest that Argon2 knows: these tests sign people up by the hundred.
        argon2_memory_kib=8,
        argon2_passes=1,
        rates=UNLIMITED,
    )

    @asynccontextmanager
    async def opening(given: Settings) -> AsyncIterator[Services]:
        async with opened(given) as services:
            yield replace(services, queue=MemoryQueue(), mailer=MemoryMailer(), providers={})

    app = create_app(settings, opening=opening)
    async with app.router.lifespan_context(app) as state:
        yield House(app, state["services"], dict(state))


@pytest.fixture
async def services(house: House) -> AsyncIterator[Services]:
    """The services, with an empty database and an empty queue."""
    assert isinstance(house.services.queue, MemoryQueue)
    house.services.queue.jobs.clear()
    assert isinstance(house.services.mailer, MemoryMailer)
    house.services.mailer.messages.clear()
    assert isinstance(house.services.providers, dict)
    house.services.providers.clear()
    yield house.services
    await empty()
    await uncount(house.services)


@pytest.fixture
def app(house: House, services: Services) -> House:
    return house


@pytest.fixture
def queue(services: Services) -> MemoryQueue:
    assert isinstance(services.queue, MemoryQueue)
    return services.queue


@pytest.fixture
def mailbox(services: Services) -> MemoryMailer:
    """What was sent, once `run_jobs` has sent it."""
    assert isinstance(services.mailer, MemoryMailer)
    return services.mailer


@pytest.fixture
def feed(services: Services) -> Feed:
    return services.feed


@pytest.fixture
async def client(app: House) -> AsyncIterator[httpx2.AsyncClient]:
    """A stranger: nobody is signed in."""
    async with app.client() as stranger:
        yield stranger


@pytest.fixture
async def alice(app: House) -> AsyncIterator[httpx2.AsyncClient]:
    """A candidate, who owns things."""
    async with signed_up(app, "alice") as person:
        yield person


@pytest.fixture
async def bob(app: House) -> AsyncIterator[httpx2.AsyncClient]:
    """A recruiter, with whom things are shared."""
    async with signed_up(app, "bob", role="recruiter") as person:
        yield person


@pytest.fixture
async def charlie(app: House) -> AsyncIterator[httpx2.AsyncClient]:
    """Another candidate, who sees nothing of it."""
    async with signed_up(app, "charlie") as person:
        yield person


@asynccontextmanager
async def signed_up(app: House, name: str, *, role: str = "candidate") -> AsyncIterator[httpx2.AsyncClient]:
    async with app.client(Origin=ORIGIN) as person:
        answer = await person.post(
            "/api/v1/auth/register",
            json={"email": f"{name}@example.org", "password": PASSWORD, "name": name.title(), "role": role},
        )
        assert answer.status_code == 201, answer.text
        person.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield person


async def run_jobs(services: Services) -> None:
    """Perform every queued job, and those that they queue, as a worker would."""
    assert isinstance(services.queue, MemoryQueue)
    while services.queue.jobs:
        job = services.queue.jobs.pop(0)
        await _PERFORMERS[type(job)].run(job, services)


async def empty() -> None:
    """Leave no row behind. DELETE is faster than TRUNCATE for a handful of rows."""
    connection = connections.get("default")
    tables = ("idempotent_calls", "outbox", "shared_documents", "users", "companies", "doomed_objects")
    await connection.execute_script(";".join(f"DELETE FROM {table}" for table in tables))


async def uncount(services: Services) -> None:
    """Forget who tried to sign in how often: the next test's people have the same addresses."""
    assert services.settings.redis_url is not None
    client = connect_redis(services.settings.redis_url)
    if counted := [key async for key in client.scan_iter("rate:*", count=1000)]:
        await client.delete(*counted)
    await client.aclose()


DATA = Path(__file__).parents[2].parent / "shared" / "data"


def real(path: str) -> Path:
    """A real document beside the project; the test is skipped where there is none."""
    found = DATA / path
    if not found.exists():
        pytest.skip(f"../shared/data/{path} is not here")
    return found
