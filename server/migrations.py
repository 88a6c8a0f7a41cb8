"""Bringing a database's tables up to the records, by Tortoise's own migrations."""

import asyncpg
from tortoise import Tortoise
from tortoise.migrations.api.migrate import migrate

from models.registry import tortoise_config

LOCK = (
    0x53484F52544C4953  # "SHORTLIS": one migration of a database at a time, however many hosts start at once
)


async def apply(database_url: str) -> list[str]:
    """Apply what is missing and return the names of the migrations that were applied, in their order."""
    applied: list[str] = []

    def note(event: str, _app: str, name: str) -> None:
        if event == "apply_done":
            applied.append(name)

    lock = await asyncpg.connect(database_url)
    try:
        await lock.execute("SELECT pg_advisory_lock($1)", LOCK)
        await migrate(config=tortoise_config(database_url, pool_size=2), progress=note)
    finally:
        await Tortoise.close_connections()
        await lock.close()
    return applied
