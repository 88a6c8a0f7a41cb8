"""The migrations make the tables that the records expect, and keep what was in them."""

from uuid import uuid4

import asyncpg
from tortoise.context import TortoiseContext
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationTarget

from models.registry import MIGRATIONS
from server import migrations
from server.engines import Postgres


async def test_records_and_migrations_agree() -> None:
    """`python -m tortoise -c models.registry.MIGRATIONS makemigrations` writes what is missing."""
    async with TortoiseContext() as records:
        await records.init(config=MIGRATIONS, init_connections=False)
        assert records.apps is not None
        assert await MigrationAutodetector(records.apps, MIGRATIONS["apps"]).changes() == []


async def test_events_from_before_the_client_ids_stay(postgres: Postgres) -> None:
    name = f"earlier_{uuid4().hex}"
    server = await asyncpg.connect(postgres.url)
    await server.execute(f'CREATE DATABASE "{name}"')
    url = postgres.url_of(name)
    try:
        async with migrations._executor(url) as executor:
            await executor.migrate([MigrationTarget(migrations.APP, "0002_shared_documents")])
        database = await asyncpg.connect(url)
        # Without the rows that it refers to: the event alone is what matters here.
        await database.execute("SET session_replication_role = replica")
        kept = uuid4()
        await database.execute(
            "INSERT INTO application_events (id, created_at, updated_at, application_id, kind, stage, note)"
            " VALUES ($1, now(), now(), $2, 'moved', 'applied', 'Yes.')",
            *(kept, uuid4()),
        )
        assert "0003_client_ids" in await migrations.apply(url)
        rows = await database.fetch("SELECT id, note, client_id FROM application_events")
        await database.close()
        assert [tuple(row) for row in rows] == [(kept, "Yes.", None)]
    finally:
        await server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        await server.close()


async def test_every_foreign_key_has_an_index(session_database: str) -> None:
    """Deleting a row looks for those that refer to it: without an index it reads their whole table."""
    database = await asyncpg.connect(session_database)
    unindexed = await database.fetch(
        """
        SELECT constraints.conrelid::regclass::text || '.' || columns.attname
        FROM pg_constraint constraints
        JOIN pg_attribute columns
          ON columns.attrelid = constraints.conrelid AND columns.attnum = constraints.conkey[1]
        WHERE constraints.contype = 'f' AND NOT EXISTS (
            SELECT FROM pg_index indexes
            WHERE indexes.indrelid = constraints.conrelid
              AND indexes.indkey[0] = constraints.conkey[1] AND indexes.indpred IS NULL
        )
        """
    )
    await database.close()
    assert [name for (name,) in unindexed] == []
