"""What only a neighbour may ask for does not exist for anybody else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx2
import pytest

from server.internal import Peer, is_neighbour
from tests.support.house import House

DRAIN = "/internal/drain"


@pytest.mark.parametrize(
    "peer",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.7.7", "::1", "fd00::1", "fe80::1%eth0"],
)
def test_this_machine_and_private_networks_are_neighbours(peer: str) -> None:
    assert is_neighbour(peer)


@pytest.mark.parametrize(
    "peer",
    [
        "203.0.113.9",
        "8.8.8.8",
        "172.32.0.1",
        "0.0.0.0",
        "169.254.1.1",
        "2001:db8::1",
        "::ffff:8.8.8.8",
        "",
        "x",
    ],
)
def test_nobody_else_is(peer: str) -> None:
    assert not is_neighbour(peer)


def test_an_ipv4_neighbour_may_come_by_ipv6() -> None:
    assert is_neighbour("::ffff:10.0.0.1")


@asynccontextmanager
async def connecting(app: House, peer: str, asked: list[str]) -> AsyncIterator[httpx2.AsyncClient]:
    """Somebody who really connects from there, to a process that notes what it is asked."""
    told = replace(app, state=app.state | {"leave": lambda: asked.append("leave")})
    transport = httpx2.ASGITransport(app=Peer(told), client=(peer, 50000))
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost:8000") as client:
        yield client


async def test_a_neighbour_begins_a_drain(app: House) -> None:
    asked: list[str] = []
    async with connecting(app, "10.1.2.3", asked) as neighbour:
        answer = await neighbour.post(DRAIN)
        assert (answer.status_code, answer.json()) == (202, {"status": "draining"})
        assert asked == ["leave"]
        assert (await neighbour.get(DRAIN)).status_code == 405
        assert (await neighbour.post("/internal/other")).status_code == 404


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "OPTIONS"])
async def test_for_a_stranger_it_does_not_exist(app: House, method: str) -> None:
    asked: list[str] = []
    async with connecting(app, "203.0.113.9", asked) as stranger:
        refused = await stranger.request(method, DRAIN)
        assert (refused.status_code, refused.json()["type"]) == (404, "not_found")
        assert refused.headers["content-type"] == "application/problem+json"
    assert asked == []


@pytest.mark.parametrize(
    "name", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "X-Forwarded-Host", "X-Forwarded-Proto"]
)
async def test_nor_for_whoever_comes_through_a_proxy_next_door(app: House, name: str) -> None:
    """A proxy brings the whole world; what it says of it may be forged to look like a neighbour."""
    asked: list[str] = []
    async with connecting(app, "127.0.0.1", asked) as proxy:
        assert (await proxy.post(DRAIN, headers={name: "127.0.0.1"})).status_code == 404
    assert asked == []


async def test_nor_for_a_page_in_the_browser_of_a_neighbour(app: House) -> None:
    asked: list[str] = []
    async with connecting(app, "127.0.0.1", asked) as browser:
        refused = await browser.post(DRAIN, headers={"Origin": "https://evil.example"})
        assert refused.status_code == 403
    assert asked == []


async def test_where_nobody_noted_who_connected_it_does_not_exist(client: httpx2.AsyncClient) -> None:
    assert (await client.post(DRAIN)).status_code == 404
