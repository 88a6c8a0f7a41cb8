"""Leaving gently, on a real process: nobody new is sent here, sockets go one by one, requests end."""

import asyncio
import contextlib
import json
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx2
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from server.engines import Redis
from tests.support.house import PASSWORD
from tests.support.processes import Site, site

DRAIN = "/internal/drain"
SOCKETS = 12
LAST_REQUESTS = 5.0
"""Seconds that a request in flight has: the server's own limit."""

Opening = Callable[..., AbstractAsyncContextManager[Site]]


@pytest.fixture
def opening(own_database: str, redis_server: Redis, tmp_path: Path) -> Opening:
    def opened(**settings: str) -> AbstractAsyncContextManager[Site]:
        return site(own_database, redis_server.url, tmp_path, **settings)

    return opened


async def test_sigterm_sends_everybody_away_in_random_order_and_ends(opening: Opening) -> None:
    over = 1.5
    async with opening(REALTIME_DRAIN_SECONDS=str(over)) as running, sockets(running, SOCKETS) as open_ones:
        gone: list[tuple[int, float, int]] = []
        watching = [
            asyncio.create_task(_close_of(number, socket, gone)) for number, socket in enumerate(open_ones)
        ]
        async with stalled_request(running):
            told_at = time.monotonic()
            running.web.running.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.2)
            await _refuses_new_ones(running)
            await asyncio.gather(*watching)
            code = await _ended(running, within=over + LAST_REQUESTS + 3)
        took = time.monotonic() - told_at
    assert code == 0
    assert {close_code for _, _, close_code in gone} == {3001}
    assert [number for number, _, _ in gone] != list(range(SOCKETS))
    times = [at for _, at, _ in gone]
    assert max(times) - min(times) > over / 2
    assert max(times) - told_at < over + 1
    assert took > LAST_REQUESTS, "the request in flight had its time"


async def test_a_drain_that_was_asked_for_goes_on_under_sigterm_and_a_second_one_ends_it(
    opening: Opening,
) -> None:
    async with (
        opening(REALTIME_DRAIN_SECONDS="60", TRUSTED_PROXIES="127.0.0.1") as running,
        httpx2.AsyncClient(base_url=running.address) as neighbour,
        sockets(running, 2),
    ):
        through_a_proxy = {"X-Forwarded-For": "10.0.0.7"}
        assert (await neighbour.post(DRAIN, headers=through_a_proxy)).status_code == 404
        assert (await neighbour.get("/ready")).status_code == 200
        for _ in range(2):
            answer = await neighbour.post(DRAIN)
            assert (answer.status_code, answer.json()) == (202, {"status": "draining"})
        running.web.running.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.3)
        await _refuses_new_ones(running)
        again_at = time.monotonic()
        running.web.running.send_signal(signal.SIGTERM)
        await _ended(running, within=2)
        assert time.monotonic() - again_at < 2


async def _refuses_new_ones(running: Site) -> None:
    async with httpx2.AsyncClient(base_url=running.address) as client:
        ready = await client.get("/ready")
        assert (ready.status_code, ready.json()["checks"]["process"]) == (503, "draining")
        assert (await client.get("/health")).status_code == 200
    with pytest.raises(InvalidStatus) as refused:
        async with connect(_url(running)):
            pass
    assert refused.value.response.status_code == 503


async def _ended(running: Site, *, within: float) -> int:
    async with asyncio.timeout(within):
        return await running.web.running.wait()


async def _close_of(number: int, socket: ClientConnection, gone: list[tuple[int, float, int]]) -> None:
    with contextlib.suppress(ConnectionClosed):
        while True:
            await socket.recv()
    assert socket.close_code is not None
    gone.append((number, time.monotonic(), socket.close_code))


@asynccontextmanager
async def sockets(running: Site, count: int) -> AsyncIterator[list[ClientConnection]]:
    """So many sockets of one person, connected."""
    async with httpx2.AsyncClient(base_url=running.address) as person, AsyncExitStack() as stack:
        body = {"email": "ada@example.org", "password": PASSWORD, "name": "Ada", "role": "candidate"}
        signed_up = await person.post("/api/v1/auth/register", json=body)
        bearer = {"Authorization": f"Bearer {signed_up.json()['access_token']}"}
        token = (await person.post("/api/v1/realtime/token", headers=bearer)).json()["token"]
        yield [await stack.enter_async_context(_connected(running, token)) for _ in range(count)]


@asynccontextmanager
async def _connected(running: Site, token: str) -> AsyncIterator[ClientConnection]:
    async with connect(_url(running), compression=None, ping_interval=None) as socket:
        await socket.send(json.dumps({"id": 1, "connect": {"token": token}}))
        assert "client" in json.loads(await socket.recv())["connect"]
        yield socket


@asynccontextmanager
async def stalled_request(running: Site) -> AsyncIterator[None]:
    """A request whose body never comes."""
    port = int(running.environment["PORT"])
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
    )
    await writer.drain()
    await asyncio.sleep(0.1)
    try:
        yield
    finally:
        writer.close()


def _url(running: Site) -> str:
    return running.address.replace("http", "ws") + "/connection/websocket"
