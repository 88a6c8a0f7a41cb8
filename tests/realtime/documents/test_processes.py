"""Documents between real web processes, one of which is killed, and another sent away."""

from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import httpx2

from tests.support.documents import Editors, editors
from tests.support.house import PASSWORD
from tests.support.processes import Site, site
from tests.support.redis_server import RedisServer


async def signed_up(home: Site) -> tuple[UUID, str]:
    """Somebody, and a token for their sockets."""
    async with httpx2.AsyncClient(base_url=f"{home.address}/api/v1", timeout=30) as person:
        answer = await person.post(
            "/auth/register",
            json={"email": "ada@example.org", "password": PASSWORD, "name": "Ada", "role": "candidate"},
        )
        assert answer.status_code == 201, answer.text
        signed = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        token = await person.post("/realtime/token", headers=signed)
        return UUID(answer.json()["user"]["id"]), token.json()["token"]


async def document_of(database: str, user_id: UUID) -> UUID:
    document = uuid4()
    connection = await asyncpg.connect(database)
    try:
        await connection.execute(
            "INSERT INTO shared_documents (id, created_at, updated_at, snapshot, revision) "
            "VALUES ($1, now(), now(), '', 0)",
            document,
        )
        await connection.execute(
            "INSERT INTO document_members (id, created_at, updated_at, document_id, user_id, role) "
            "VALUES ($1, now(), now(), $2, $3, 'editor')",
            uuid4(),
            document,
            user_id,
        )
    finally:
        await connection.close()
    return document


def sockets(home: Site) -> str:
    return home.address.replace("http", "ws", 1) + "/documents"


async def opened(tabs: Editors, name: str, home: Site, document: UUID, token: str) -> None:
    tabs.open(name, sockets(home), document, token)
    await tabs.hear("synced", name=name)


async def test_nothing_is_lost_with_a_process_and_nothing_secret_is_logged(
    own_database: str, killable_redis: RedisServer, tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    async with (
        site(own_database, killable_redis.url, folders[0]) as one,
        site(own_database, killable_redis.url, folders[1], REALTIME_DRAIN_SECONDS="0") as two,
        editors() as tabs,
    ):
        user_id, token = await signed_up(one)
        document = await document_of(own_database, user_id)
        await opened(tabs, "here", one, document, token)
        await opened(tabs, "there", two, document, token)
        tabs.do("insert", name="here", text="Before. ")
        await tabs.shows("there", "Before. ")
        one.web.kill()
        await tabs.hear("close", name="here")
        tabs.do("insert", name="here", text="Nobody listens. ")
        tabs.do("insert", name="there", text="Meanwhile. ", at=0)
        tabs.do("move", name="here", url=sockets(two))
        for name in ("here", "there"):
            await tabs.shows(name, "Meanwhile. Before. Nobody listens. ")
        forged = f"{token[:-8]}{token[-8:][::-1]}"
        tabs.open("nobody", sockets(two), document, forged)
        await tabs.hear("closed", name="nobody", code=4401)
        two.web.drain()
        assert (await tabs.hear("close", name="there"))["code"] == 3001
    logged = "".join((folder / "web.log").read_text() for folder in folders)
    assert token not in logged
    assert forged not in logged
    assert "Nobody listens" not in logged
