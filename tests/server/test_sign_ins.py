"""One's sign-ins: seen as devices and places, ended one by one or all at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import httpx2

from models.audit import AuditEntry, AuditKind
from models.sessions import Session, SessionEnd
from tests.support.accounts import sign_in, user_of
from tests.support.house import House

SESSIONS = "/api/v1/auth/sessions"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


@asynccontextmanager
async def elsewhere(app: House, name: str) -> AsyncIterator[httpx2.AsyncClient]:
    """The same person on another device."""
    async with app.client(**{"User-Agent": FIREFOX}) as person:
        told = (await sign_in(person, name)).json()
        person.headers["Authorization"] = f"Bearer {told['access_token']}"
        yield person


class TestListSessions:
    async def test_a_stranger_is_refused(self, client: httpx2.AsyncClient) -> None:
        assert (await client.get(SESSIONS)).status_code == 401

    async def test_a_person_recognises_devices_and_places(
        self, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, app: House
    ) -> None:
        async with elsewhere(app, "alice"):
            items = (await alice.get(SESSIONS)).json()["items"]
        assert [item["device"] for item in items] == ["Firefox on Linux", "python-httpx2"]
        assert [item["current"] for item in items] == [False, True]
        assert {item["place"] for item in items} == {"127.0.0.0/24"}


class TestEndSession:
    async def test_it_ends_at_once(self, alice: httpx2.AsyncClient, app: House) -> None:
        async with elsewhere(app, "alice") as other:
            lost = (await other.get(SESSIONS)).json()["items"]
            mine = next(item["id"] for item in lost if item["current"])
            assert (await alice.delete(f"{SESSIONS}/{mine}")).status_code == 204
            assert (await other.get("/api/v1/me")).status_code == 401
        assert (await alice.get("/api/v1/me")).status_code == 200
        assert (await Session.get(id=mine)).ended_by is SessionEnd.REVOKED
        assert (await alice.delete(f"{SESSIONS}/{mine}")).status_code == 404

    async def test_somebody_elses_is_not_found(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient
    ) -> None:
        theirs = (await charlie.get(SESSIONS)).json()["items"][0]["id"]
        assert (await alice.delete(f"{SESSIONS}/{theirs}")).status_code == 404
        assert (await charlie.get("/api/v1/me")).status_code == 200


class TestEndOtherSessions:
    async def test_all_but_this_one_end(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, app: House
    ) -> None:
        async with elsewhere(app, "alice") as first, elsewhere(app, "alice") as second:
            assert (await alice.delete(SESSIONS)).status_code == 204
            assert (await first.get("/api/v1/me")).status_code == 401
            assert (await second.get("/api/v1/me")).status_code == 401
        assert len((await alice.get(SESSIONS)).json()["items"]) == 1
        assert (await charlie.get("/api/v1/me")).status_code == 200
        user = await user_of(alice)
        assert await AuditEntry.of(user).filter(kind=AuditKind.SESSION_ENDED).count() == 2


class TestWholeLife:
    async def test_a_sign_in_ends_however_busy_it_is(self, alice: httpx2.AsyncClient, app: House) -> None:
        life = app.services.settings.session_life
        began = datetime.now(UTC) - life + timedelta(minutes=5)
        await Session.all().update(created_at=began)
        assert (await alice.post("/api/v1/auth/refresh")).status_code == 200
        assert (await Session.get()).expires_at == began + life
        await Session.all().update(created_at=began - timedelta(minutes=5, seconds=1))
        assert (await alice.post("/api/v1/auth/refresh")).status_code == 200
        assert (await alice.post("/api/v1/auth/refresh")).status_code == 401
