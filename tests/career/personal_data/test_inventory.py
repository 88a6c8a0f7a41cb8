"""Every place where something is kept is written down: a new one that is not fails here."""

from collections import Counter

import asyncpg
from tortoise import Tortoise

from career.personal_data.inventory import WITH_THE_ACCOUNT, ChannelTable
from career.personal_data.outside import FILES, KEYS
from career.personal_data.tables import IMPERSONAL, TABLES
from career.services import Services
from career.storage import Folder
from models.record import new_id


async def columns(session_database: str) -> dict[str, set[str]]:
    """Every table of the migrated database, with its columns."""
    database = await asyncpg.connect(session_database)
    rows = await database.fetch(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
    )
    await database.close()
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    return found


async def deleted_with_the_account(session_database: str) -> set[str]:
    """Tables whose rows the database deletes along foreign keys, at whatever distance from the account."""
    database = await asyncpg.connect(session_database)
    keys = await database.fetch(
        "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint"
        " WHERE contype = 'f' AND confdeltype = 'c'"
    )
    await database.close()
    found = {"users"}
    while more := {child for child, parent in keys if parent in found} - found:
        found |= more
    return found


class TestTables:
    async def test_every_table_of_the_database_is_written_down(self, session_database: str) -> None:
        known = {table.name for table in TABLES} | set(IMPERSONAL)
        assert set(await columns(session_database)) == known

    def test_every_record_is_written_down(self, services: Services) -> None:
        assert Tortoise.apps is not None
        records = {record._meta.db_table for record in Tortoise.apps["models"].values()}
        assert records == ({table.name for table in TABLES} | set(IMPERSONAL)) - {"tortoise_migrations"}

    async def test_every_column_is_given_withheld_or_says_whose_it_is(self, session_database: str) -> None:
        there = await columns(session_database)
        for table in TABLES:
            told = Counter((*table.columns, *table.withheld))
            assert max(told.values()) == 1, table.name
            assert set(told) | ({"user_id"} & there[table.name]) == there[table.name], table.name

    async def test_what_goes_with_the_account_is_deleted_by_the_database(self, session_database: str) -> None:
        gone = await deleted_with_the_account(session_database)
        for table in TABLES:
            if table.erased == WITH_THE_ACCOUNT and not isinstance(table, ChannelTable):
                assert table.name in gone, table.name

    async def test_no_table_without_personal_data_refers_to_an_account(self, session_database: str) -> None:
        database = await asyncpg.connect(session_database)
        referring = await database.fetch(
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE confrelid = 'users'::regclass"
        )
        await database.close()
        assert not set(IMPERSONAL) & {name for (name,) in referring}

    async def test_each_is_found_for_a_person_who_has_nothing(self, services: Services) -> None:
        for table in TABLES:
            rows = await (await table.of(new_id())).values(*table.columns, **table.beside)
            assert rows == [], table.name

    def test_each_has_a_file_of_its_own(self) -> None:
        assert len({table.file for table in TABLES}) == len(TABLES)


def test_every_folder_of_storage_is_written_down() -> None:
    assert {files.folder for files in FILES} == set(Folder)
    assert len(FILES) == len(Folder)


def test_a_family_of_keys_that_holds_something_says_what_becomes_of_it() -> None:
    for keys in KEYS:
        assert bool(keys.holds) == all((keys.found_by, keys.given, keys.erased)), keys.name
        assert keys.kept
