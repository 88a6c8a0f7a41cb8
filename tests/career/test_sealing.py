"""What is sealed at rest: nobody who reads the database reads it, and a key can be changed."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from tortoise.transactions import in_transaction

from career import key_rotation, profiles, sealed_columns
from career.mailer import MemoryMailer
from career.schema.resume import Resume
from career.sealed_columns import COLUMNS
from career.services import Services
from career.vault import SealBroken, Vault
from models.profiles import Profile
from tests.support.house import House
from tests.support.life import YUSUF, ZOE, Person, lead
from tests.support.processes import start, surroundings
from tests.support.traces import everything, traces

NEW = b"a new key of exactly 32 bytes..."


@pytest.fixture
async def zoe(app: House, client: httpx2.AsyncClient, mailbox: MemoryMailer) -> Person:
    """Somebody who has used all there is, and has an answer kept that repeats her profile."""
    person = await lead(ZOE, app, client, mailbox)
    profile = (await client.get("/api/v1/profile")).json()
    own = {"name": "Mine", "scopes": ["jobs:read"]}
    answered = await client.post("/api/v1/api-keys", json=own, headers={"Idempotency-Key": "twice"})
    assert answered.status_code == 201
    assert profile["resume"]["basics"]["phone"]
    return person


async def dump(services: Services) -> str:
    """All tables, as whoever steals a backup reads them."""
    return b"\n".join((await everything(services)).database.values()).decode()


async def test_contact_details_stand_in_no_table(zoe: Person, services: Services) -> None:
    kept = await everything(services)
    contacts = [zoe.life.phone[-7:], zoe.life.dialled[-7:], "Leeds, United"]
    found = traces(replace(kept, redis={}, storage={}), contacts)
    assert found == {"table jobs": {"Leeds, United"}}, "a posting says where its work is"


async def test_each_column_is_sealed(zoe: Person) -> None:
    for column in COLUMNS:
        rows = [row for row in await column.record.all() if getattr(row, column.column)]
        assert rows, f"nobody filled {column.place}"
        for row in rows:
            stored = getattr(row, column.column)
            assert Vault.is_sealed(stored if isinstance(stored, str) else stored["sealed"]), column.place


async def test_a_seal_opens_in_its_own_row_alone(
    zoe: Person, app: House, mailbox: MemoryMailer, services: Services
) -> None:
    async with app.client() as other:
        await lead(YUSUF, app, other, mailbox)
    mine, theirs = await Profile.all().order_by("id")
    await Profile.filter(id=theirs.id).update(document=mine.document)
    swapped = await Profile.get(id=theirs.id)
    with pytest.raises(SealBroken):
        profiles.resume_of(services, swapped)


class TestRotation:
    async def test_afterwards_the_new_key_opens_everything(self, zoe: Person, services: Services) -> None:
        [old] = services.settings.sealing_keys()
        paths = ("/api/v1/profile", "/api/v1/generations")
        before = [(await zoe.client.get(path)).json() for path in paths]
        old_ids = set(re.findall(r"v1\.[0-9a-f]{8}\.", await dump(services)))
        assert len(old_ids) == 1

        rotation = await key_rotation.rotate(Vault([NEW, old]))
        assert set(rotation.renewed) == {column.place for column in COLUMNS}
        assert not rotation.broken
        assert not old_ids & set(re.findall(r"v1\.[0-9a-f]{8}\.", await dump(services)))
        for column in COLUMNS:
            for row in await column.record.all():
                if getattr(row, column.column):
                    column.open(Vault([NEW]), row)

        assert not (await key_rotation.rotate(Vault([NEW, old]))).renewed
        await key_rotation.rotate(Vault([old, NEW]))
        assert before == [(await zoe.client.get(path)).json() for path in paths]

    async def test_what_is_older_than_the_seals_is_read_and_sealed(
        self, zoe: Person, services: Services
    ) -> None:
        profile = await Profile.get()
        plain = sealed_columns.PROFILE.open(services.vault, profile)
        await Profile.filter(id=profile.id).update(document=plain)
        assert profiles.resume_of(services, await Profile.get()) == profiles.resume_of(services, profile)
        rotation = await key_rotation.rotate(services.vault)
        assert dict(rotation.renewed) == {"profiles.document": 1}
        assert sealed_columns.PROFILE.open(services.vault, await Profile.get()) == plain

    async def test_a_save_meanwhile_is_not_undone(self, zoe: Person, services: Services) -> None:
        [old] = services.settings.sealing_keys()
        row = await Profile.get()
        resume = profiles.resume_of(services, row)
        later = resume.model_copy(update={"basics": resume.basics.model_copy(update={"label": "Later"})})
        saved = asyncio.Event()

        async def rotate() -> None:
            await saved.wait()
            await key_rotation.rotate(Vault([NEW, old]))

        # Begun outside, so that it is not in the transaction.
        rotating = asyncio.create_task(rotate())
        async with in_transaction():
            await profiles.replace(services, row, later)
            saved.set()
            await asyncio.sleep(0.2)
            assert not rotating.done()
        await rotating
        opened = sealed_columns.PROFILE.open(Vault([NEW]), await Profile.get())
        assert Resume.model_validate(opened).basics.label == "Later"

    async def test_a_lost_key_is_told_and_nothing_is_overwritten(
        self, zoe: Person, services: Services
    ) -> None:
        before = (await Profile.get()).document
        rotation = await key_rotation.rotate(Vault([NEW]))
        assert not rotation.renewed
        assert rotation.broken["profiles.document"] == 1
        assert (await Profile.get()).document == before

    async def test_an_operator_is_told_what_to_do(
        self, zoe: Person, services: Services, tmp_path: Path
    ) -> None:
        assert services.settings.database_url
        assert services.settings.redis_url
        around = surroundings(services.settings.database_url, services.settings.redis_url, tmp_path)
        [old] = (key.get_secret_value() for key in services.settings.encryption_keys)

        async def rotate(keys: str) -> tuple[int, str]:
            log = tmp_path / "said"
            log.unlink(missing_ok=True)
            process = await start({**around, "ENCRYPTION_KEYS": keys}, log, "server", "rotate-keys")
            return await process.running.wait(), log.read_text()

        lost = await rotate(NEW.decode())
        assert lost[0] == 1
        assert "Not opened: 1 of profiles.document. Their key is not in ENCRYPTION_KEYS." in lost[1]
        done = await rotate(f"{NEW.decode()},{old}")
        assert done[0] == 0
        assert "Sealed anew: 1 of profiles.document." in done[1]
        assert "the others can go" in done[1]
        assert (await rotate(NEW.decode()))[0] == 0
