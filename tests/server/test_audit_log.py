"""What happened to one's account, for oneself alone, and for a year."""

from datetime import UTC, datetime, timedelta

import httpx2

from career import audit, housekeeping
from models.audit import AuditEntry
from tests.support.accounts import sign_in, user_of
from tests.support.house import House

LOG = "/api/v1/me/audit-log"


async def kinds(person: httpx2.AsyncClient) -> list[str]:
    return [entry["kind"] for entry in (await person.get(LOG)).json()["items"]]


class TestListAuditEntries:
    async def test_a_stranger_is_refused(self, client: httpx2.AsyncClient) -> None:
        assert (await client.get(LOG)).status_code == 401

    async def test_a_person_reads_what_happened_newest_first(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await sign_in(client, "alice", "wrong horse battery")
        await sign_in(client, "alice")
        assert await kinds(alice) == ["signed_in", "sign_in_failed", "registered"]
        assert await kinds(charlie) == ["registered"]
        entry = (await alice.get(LOG)).json()["items"][0]
        assert (entry["device"], entry["place"]) == ("python-httpx2", "127.0.0.0/24")

    async def test_it_is_kept_for_a_year(self, alice: httpx2.AsyncClient, app: House) -> None:
        await audit.forget_old()
        assert await kinds(alice) == ["registered"]
        user = await user_of(alice)
        await AuditEntry.of(user).update(created_at=datetime.now(UTC) - timedelta(days=366))
        await housekeeping.remove_expired(app.services)
        assert await kinds(alice) == []
