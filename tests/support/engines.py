"""PostgreSQL and Redis for the tests: one of each per pytest process, started when the first test asks.

A database is cloned from a migrated template in about 20 ms, so a test that commits can have its own.
"""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path

import asyncpg
import pytest

from server import migrations
from server.engines import Postgres, Redis

_numbers = count(1)


@pytest.fixture(scope="session")
async def postgres() -> AsyncIterator[Postgres]:
    with _folder() as folder:
        async with Postgres(folder, durable=False) as server:
            yield server


@pytest.fixture(scope="session")
async def redis_server() -> AsyncIterator[Redis]:
    with _folder() as folder:
        async with Redis(folder, durable=False) as server:
            yield server


@contextmanager
def _folder() -> Iterator[Path]:
    """Not one of pytest's: it clears those of earlier runs away, and PostgreSQL ends when its folder goes."""
    with tempfile.TemporaryDirectory(prefix="shortlist-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture(scope="session")
async def template(postgres: Postgres) -> str:
    """The name of a database with every migration applied and not a row, to be cloned."""
    await _on(postgres, 'CREATE DATABASE "template"')
    await migrations.apply(postgres.url_of("template"))
    return "template"


@pytest.fixture(scope="session")
async def session_database(postgres: Postgres, template: str) -> AsyncIterator[str]:
    """The address of the database that the tests of this process share, each in a transaction."""
    async with cloned(postgres, template) as url:
        yield url


@pytest.fixture
async def own_database(postgres: Postgres, template: str) -> AsyncIterator[str]:
    """The address of a database for one test alone, which may commit in it or start processes on it."""
    async with cloned(postgres, template) as url:
        yield url


@asynccontextmanager
async def cloned(postgres: Postgres, template: str) -> AsyncIterator[str]:
    """A copy of `template` for as long as the context lasts."""
    name = f"clone_{next(_numbers)}"
    await _on(postgres, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
    try:
        yield postgres.url_of(name)
    finally:
        await _on(postgres, f'DROP DATABASE "{name}" WITH (FORCE)')


async def _on(postgres: Postgres, statement: str) -> None:
    connection = await asyncpg.connect(postgres.url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
