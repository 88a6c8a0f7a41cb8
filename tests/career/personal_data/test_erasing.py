"""After erasure nothing of a person is left anywhere, and everything of everybody else."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from career import attempts
from career.jobs import RemoveLeftovers
from career.mailer import MemoryMailer
from career.personal_data.outside import KEYS
from career.personal_data.tables import TABLES
from career.services import Services
from models.personal_copies import DoomedObject
from tests.support.house import PASSWORD, House, run_jobs
from tests.support.life import YUSUF, ZOE, Person, lead
from tests.support.traces import Kept, everything, traces

ME = "/api/v1/me"


@pytest.fixture
async def earlier(app: House) -> Kept:
    """What other tests left in the storage and the Redis that all of them share."""
    return await everything(app.services)


@pytest.fixture
async def yusuf(app: House, mailbox: MemoryMailer, earlier: Kept) -> AsyncIterator[Person]:
    """Somebody else, who stays."""
    async with app.client() as client:
        yield await lead(YUSUF, app, client, mailbox)


@pytest.fixture
async def zoe(app: House, mailbox: MemoryMailer, yusuf: Person) -> AsyncIterator[Person]:
    """Somebody who leaves."""
    async with app.client() as client:
        yield await lead(ZOE, app, client, mailbox, friend=yusuf.user)


async def erase(person: Person) -> None:
    proof = {"password": PASSWORD, "totp": person.code}
    answer = await person.client.request("DELETE", ME, json=proof)
    assert answer.status_code == 204, answer.text


async def a_quarter_later(services: Services) -> None:
    """When whoever was at work has ended, and the sweeper comes by."""
    await DoomedObject.all().update(created_at=datetime.now(UTC) - timedelta(minutes=16))
    await services.queue.put(RemoveLeftovers())
    await run_jobs(services)


async def rows_of(user_id: UUID) -> dict[str, list[object]]:
    return {
        table.name: list(await (await table.of(user_id)).order_by("id").values(*table.columns))
        for table in TABLES
    }


def of(person: Person, kept: Kept) -> dict[str, bytes]:
    """What lies outside the database under a name of theirs."""
    user_id = str(person.user.id)
    return {name: content for name, content in {**kept.redis, **kept.storage}.items() if user_id in name}


async def test_nothing_of_a_person_is_left_and_everything_of_others(
    zoe: Person, yusuf: Person, services: Services, earlier: Kept
) -> None:
    async def kept() -> Kept:
        return (await everything(services)).since(earlier)

    needles = [*ZOE.needles, str(zoe.user.id), attempts.pseudonym(services, ZOE.email)]
    before = await kept()
    seen = traces(before, needles)
    # What follows would show nothing if it could not see a person who is there.
    assert set.union(*seen.values()) == set(needles)
    assert {place.partition(" ")[0] for place in seen} == {"table", "key", "file"}
    assert [name for name, rows in (await rows_of(zoe.user.id)).items() if not rows] == []
    others, his = await rows_of(yusuf.user.id), of(yusuf, before)

    await erase(zoe)
    await run_jobs(services)
    assert traces(await kept(), ZOE.needles) == {}
    assert set(traces(await kept(), needles)) == {"table doomed_objects"}
    assert [name for name, rows in (await rows_of(zoe.user.id)).items() if rows] == []

    await a_quarter_later(services)
    assert traces(await kept(), needles) == {}
    assert await rows_of(yusuf.user.id) == others
    assert of(yusuf, await kept()) == his


async def test_every_key_in_redis_is_of_a_family_that_is_written_down(
    zoe: Person, services: Services
) -> None:
    for key in (await everything(services)).redis:
        families = [keys.name for keys in KEYS if keys.pattern.fullmatch(key)]
        assert len(families) == 1, key
