"""The sockets inside the application: real tokens, real memberships, real use cases."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest
from prometheus_client import CollectorRegistry

import realtime
from career.services import Services
from tests.server.test_journey import fill_profile, keep_posting
from tests.support.accounts import sign_in
from tests.support.house import PASSWORD, House, run_jobs
from tests.support.sockets import Browser, served
from tests.support.texts import RESUME


@pytest.fixture
async def port(app: House) -> AsyncIterator[int]:
    async with served(app) as found:
        yield found


async def token(person: httpx2.AsyncClient) -> str:
    answer = await person.post("/api/v1/realtime/token")
    found: str = answer.json()["token"]
    return found


async def connected(tab: Browser, port: int, person: httpx2.AsyncClient) -> None:
    tab.connect(port, await token(person))
    await tab.hear("connected")


async def uploaded(person: httpx2.AsyncClient) -> tuple[str, str]:
    """A resume that waits to be read: its id and the channel of its import."""
    resume = await person.post("/api/v1/resumes", files={"file": ("resume.txt", RESUME.encode())})
    assert resume.status_code == 201, resume.text
    asked = await person.post(f"/api/v1/resumes/{resume.json()['id']}/imports")
    assert asked.status_code == 202, asked.text
    return asked.json()["id"], asked.json()["channel"]


async def test_an_import_is_watched_by_its_owner(
    port: int, tab: Browser, alice: httpx2.AsyncClient, services: Services
) -> None:
    _, channel = await uploaded(alice)
    await connected(tab, port, alice)
    tab.do("subscribe", channel=channel)
    await tab.hear("subscribed")
    await run_jobs(services)
    async with asyncio.timeout(5):
        while not tab.publications(channel) or types(tab, channel)[-1] != "import.finished":  # noqa: ASYNC110 - any order
            await asyncio.sleep(0.02)


async def test_a_stranger_may_not_watch_it(
    port: int, tab: Browser, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    _, channel = await uploaded(alice)
    await connected(tab, port, charlie)
    tab.do("subscribe", channel=channel)
    assert (await tab.hear("unsubscribed"))["code"] == 103


async def test_a_letter_grows_and_a_stranger_cannot_stop_it(
    port: int, tab: Browser, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
) -> None:
    generation, channel = await asked_for_a_letter(alice, services)
    await connected(tab, port, alice)
    tab.do("subscribe", channel=channel)
    await tab.hear("subscribed")
    async with asyncio.timeout(30):
        await run_jobs(services)
        while types(tab, channel)[-1:] != ["generation.finished"]:  # noqa: ASYNC110 - any order
            await asyncio.sleep(0.02)
    assert types(tab, channel)[0] == "generation.started"
    stored = (await alice.get(f"/api/v1/generations/{generation}")).json()
    assert grown(tab, channel) == stored["text"]
    tab.do("rpc", method="generation.cancel", data={"generation": generation}, tag="twice")
    assert (await tab.hear("rpc", tag="twice"))["data"] == {}
    tab.do("disconnect")
    await tab.hear("disconnected")
    await connected(tab, port, charlie)
    tab.do("rpc", method="generation.cancel", data={"generation": generation}, tag="strange")
    said = await tab.hear("rpc-error", tag="strange")
    assert (said["code"], said["message"]) == (404, "not_found")


async def test_stopping_by_rpc_before_the_worker_came(
    port: int, tab: Browser, alice: httpx2.AsyncClient, services: Services
) -> None:
    generation, channel = await asked_for_a_letter(alice, services)
    await connected(tab, port, alice)
    tab.do("subscribe", channel=channel)
    await tab.hear("subscribed")
    tab.do("rpc", method="generation.cancel", data={"generation": generation}, tag="stop")
    await tab.hear("rpc", tag="stop")
    await tab.hear("publication", channel=channel)
    assert types(tab, channel) == ["generation.cancelled"]


async def test_a_logout_closes_the_sockets_of_its_session(
    port: int, tab: Browser, alice: httpx2.AsyncClient
) -> None:
    await connected(tab, port, alice)
    assert (await alice.post("/api/v1/auth/logout")).status_code == 204
    assert (await tab.hear("disconnected"))["code"] == 3503


async def revoked(person: httpx2.AsyncClient, session_id: str) -> None:
    await person.delete(f"/api/v1/auth/sessions/{session_id}")


async def with_all_others(person: httpx2.AsyncClient, session_id: str) -> None:
    await person.delete("/api/v1/auth/sessions")


async def by_a_new_password(person: httpx2.AsyncClient, session_id: str) -> None:
    body = {"current": PASSWORD, "new": "another horse entirely"}
    assert (await person.put("/api/v1/auth/password", json=body)).status_code == 204


@pytest.mark.parametrize("end", [revoked, with_all_others, by_a_new_password])
async def test_whatever_ends_a_sign_in_from_elsewhere_closes_its_sockets(
    port: int,
    tab: Browser,
    alice: httpx2.AsyncClient,
    app: House,
    end: Callable[[httpx2.AsyncClient, str], Awaitable[None]],
) -> None:
    async with app.client() as other:
        told = (await sign_in(other, "alice")).json()
        other.headers["Authorization"] = f"Bearer {told['access_token']}"
        await connected(tab, port, other)
        items = (await other.get("/api/v1/auth/sessions")).json()["items"]
        await end(alice, next(item["id"] for item in items if item["current"]))
        assert (await tab.hear("disconnected"))["code"] == 3503
        assert (await alice.get("/api/v1/me")).status_code == 200


async def test_a_stolen_refresh_token_closes_the_sockets_of_its_family(
    port: int, tab: Browser, alice: httpx2.AsyncClient, app: House
) -> None:
    stolen = alice.cookies["shortlist_refresh"]
    await alice.post("/api/v1/auth/refresh")
    await connected(tab, port, alice)
    async with app.client() as thief:
        await thief.post("/api/v1/auth/refresh", json={"refresh_token": stolen})
    assert (await tab.hear("disconnected"))["code"] == 3503


async def test_the_description_is_served(client: httpx2.AsyncClient) -> None:
    answer = await client.get("/asyncapi.json")
    assert answer.status_code == 200
    assert answer.json()["asyncapi"] == "3.0.0"


async def test_it_counts_while_it_runs_and_leaves_the_registry_clean(services: Services) -> None:
    registry = CollectorRegistry()
    async with realtime.running(services, registry):
        assert registry.get_sample_value("realtime_connections") == 0
        assert registry.get_sample_value("realtime_frames_total") == 0
    assert registry.get_sample_value("realtime_connections") is None


async def asked_for_a_letter(person: httpx2.AsyncClient, services: Services) -> tuple[str, str]:
    await fill_profile(person, services)
    job = await keep_posting(person)
    asked = await person.post("/api/v1/generations", json={"kind": "cover_letter", "job_id": job["id"]})
    assert asked.status_code == 202, asked.text
    return asked.json()["id"], asked.json()["channel"]


def payloads(tab: Browser, channel: str) -> list[dict[str, object]]:
    found = []
    for said in tab.publications(channel):
        assert isinstance(said["data"], dict)
        found.append(said["data"])
    return found


def types(tab: Browser, channel: str) -> list[object]:
    return [data["type"] for data in payloads(tab, channel)]


def grown(tab: Browser, channel: str) -> str:
    text = b""
    for data in payloads(tab, channel):
        if data["type"] == "generation.grew":
            assert isinstance(data["at"], int)
            text = text[: 2 * data["at"]] + str(data["text"]).encode("utf-16-le")
    return text.decode("utf-16-le")
