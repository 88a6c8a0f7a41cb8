"""Keys for programs: shown once, kept as a digest, and void when their time is over."""

from datetime import UTC, datetime, timedelta

import httpx2
import pytest

from models.api_keys import ApiKey
from models.idempotency import IdempotentCall
from tests.support.accounts import verify

KEYS = "/api/v1/api-keys"
DRAFT = {"name": "Nightly export", "scopes": ["jobs:read"]}


class TestCreateApiKey:
    async def test_a_stranger_is_refused(self, client: httpx2.AsyncClient) -> None:
        assert (await client.post(KEYS, json=DRAFT)).status_code == 401

    async def test_an_address_must_be_confirmed(self, alice: httpx2.AsyncClient) -> None:
        answer = await alice.post(KEYS, json=DRAFT)
        assert (answer.status_code, answer.json()["type"]) == (403, "email_unverified")

    async def test_it_is_shown_once_and_never_kept(self, alice: httpx2.AsyncClient) -> None:
        await verify(alice)
        made = await alice.post(KEYS, json=DRAFT, headers={"Idempotency-Key": "the same again"})
        assert made.status_code == 201
        key = made.json()["key"]
        assert key.startswith(made.json()["hint"])
        listed = await alice.get(KEYS)
        assert key not in listed.text
        stored = await ApiKey.get()
        assert key not in {stored.digest, stored.hint, stored.name}
        assert not await IdempotentCall.filter(body__contains=key).exists()

    @pytest.mark.parametrize(
        ("change", "at"),
        [
            ({"scopes": []}, "/scopes"),
            ({"scopes": ["everything"]}, "/scopes/0"),
            ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
            ({"name": ""}, "/name"),
            ({"name": "x" * 101}, "/name"),
        ],
    )
    async def test_a_wrong_draft_is_pointed_out(
        self, alice: httpx2.AsyncClient, change: dict[str, object], at: str
    ) -> None:
        await verify(alice)
        answer = await alice.post(KEYS, json=DRAFT | change)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["at"] == at


class TestUsingAKey:
    async def test_it_opens_what_its_scopes_name(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        key = (await alice.post(KEYS, json=DRAFT)).json()["key"]
        assert (await client.get("/api/v1/jobs", headers=bearer(key))).status_code == 200
        refused = await client.get("/api/v1/profile", headers=bearer(key))
        assert (refused.status_code, refused.json()["type"]) == (403, "scope_missing")
        assert (await alice.get(KEYS)).json()["items"][0]["last_used_at"] is not None

    async def test_when_its_time_is_over_it_opens_nothing(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        soon = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        key = (await alice.post(KEYS, json=DRAFT | {"expires_at": soon})).json()["key"]
        assert (await client.get("/api/v1/jobs", headers=bearer(key))).status_code == 200
        await ApiKey.all().update(expires_at=datetime.now(UTC))
        assert (await client.get("/api/v1/jobs", headers=bearer(key))).status_code == 401

    async def test_an_invented_one_opens_nothing(self, client: httpx2.AsyncClient) -> None:
        assert (await client.get("/api/v1/jobs", headers=bearer("sl_" + "x" * 43))).status_code == 401


class TestDeleteApiKey:
    async def test_it_opens_nothing_any_more(
        self, alice: httpx2.AsyncClient, client: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        made = (await alice.post(KEYS, json=DRAFT)).json()
        assert (await alice.delete(f"{KEYS}/{made['id']}")).status_code == 204
        assert (await client.get("/api/v1/jobs", headers=bearer(made["key"]))).status_code == 401
        assert (await alice.delete(f"{KEYS}/{made['id']}")).status_code == 404

    async def test_somebody_elses_is_not_found(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient
    ) -> None:
        await verify(alice)
        made = (await alice.post(KEYS, json=DRAFT)).json()
        assert (await charlie.delete(f"{KEYS}/{made['id']}")).status_code == 404
        assert (await charlie.get(KEYS)).json()["items"] == []


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}
