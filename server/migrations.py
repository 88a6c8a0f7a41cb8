"""Bringing a database's tables up to the records, by Tortoise's own migrations."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget

from models.registry import tortoise_config
from server.cli.terminal import Refusal

LOCK = 0x53484F52544C4953  # one migration of a database at a time, however many hosts start at once
APP = "models"
NEWEST = [MigrationTarget(app_label=APP, name="__latest__")]


class Unreachable(Refusal):
    """The database does not answer us, in the words of the driver."""


async def apply(database_url: str) -> list[str]:
    """Apply what is missing and return the names of the migrations that were applied, in their order."""
    lock = await _connect(database_url)
    try:
        await lock.execute("SELECT pg_advisory_lock($1)", LOCK)
        async with _executor(database_url) as executor:
            names = await _planned(executor)
            await executor.migrate(NEWEST, direction="forward")
            return names
    finally:
        await lock.close()


async def missing(database_url: str) -> list[str]:
    """The names of the migrations that wait to be applied."""
    await (await _connect(database_url)).close()
    async with _executor(database_url) as executor:
        return await _planned(executor)


async def _connect(database_url: str) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(database_url)
    except (OSError, asyncpg.PostgresError) as error:
        raise Unreachable(f"The database at DATABASE_URL does not answer: {error}") from None


@asynccontextmanager
async def _executor(database_url: str) -> AsyncIterator[MigrationExecutor]:
    config = tortoise_config(database_url, pool_size=2)
    async with TortoiseContext() as records:
        await records.init(config=config, init_connections=False)
        yield MigrationExecutor(records.connections.get("default"), config["apps"])


async def _planned(executor: MigrationExecutor) -> list[str]:
    return [step.migration.name for step in await executor.plan(NEWEST)]
