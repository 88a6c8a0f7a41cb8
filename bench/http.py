"""How many times a second one core answers `GET /api/v1/jobs` with 20 rows, beside a bare handler.

    python -m bench.http

Both servers run on one core, in turn, on the same database; the client has the other core. The bare handler
is what one would write without a product around it: one asyncpg query, one `json.dumps`, no sign-in, no
validation. The target is half of its rate.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil

from bench.parts.table import table
from server import migrations
from server.engines import Postgres, Redis
from tests.support.processes import Process, free_port, site, start
from tests.support.texts import POSTING

CONNECTIONS = 8
SECONDS = 4.0
ROUNDS = 3
ROWS = 20
SERVER_CORE, CLIENT_CORE = {0}, {1}


@dataclass(frozen=True)
class Peer:
    """A server under load."""

    address: str
    path: str
    token: str
    pid: int


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Postgres(folder) as postgres, Redis(folder) as redis:
            await migrations.apply(postgres.url)
            os.sched_setaffinity(0, SERVER_CORE)  # children inherit it
            async with site(
                postgres.url, redis.url, folder, DATABASE_POOL_SIZE="8", LOG_FORMAT="json"
            ) as ours:
                bare, port = await bare_server(postgres.url, ours.environment, folder)
                os.sched_setaffinity(0, CLIENT_CORE)
                try:
                    token, user_id = await filled(ours.address)
                    await compare(
                        Peer(ours.address, f"/api/v1/jobs?limit={ROWS}", token, ours.web.running.pid),
                        Peer(f"http://127.0.0.1:{port}", f"/?user={user_id}", "", bare.running.pid),
                    )
                finally:
                    await bare.stop()


async def filled(address: str) -> tuple[str, str]:
    """A person with `ROWS` postings."""
    async with httpx2.AsyncClient(base_url=address, timeout=60) as client:
        person = {"email": "b@example.org", "password": "correct horse battery", "name": "B"}
        signed_up = (await client.post("/api/v1/auth/register", json=person)).json()
        client.headers["Authorization"] = f"Bearer {signed_up['access_token']}"
        for number in range(ROWS):
            body = {"title": f"Data Engineer {number}", "company": "Northwind Labs", "text": POSTING}
            answer = await client.post("/api/v1/jobs", json=body)
            answer.raise_for_status()
        return signed_up["access_token"], signed_up["user"]["id"]


async def bare_server(database: str, environment: dict[str, str], folder: Path) -> tuple[Process, int]:
    port = free_port()
    bare = await start(
        environment | {"BARE_DATABASE": database, "BARE_PORT": str(port)},
        folder / "bare.log",
        "bench.parts.bare",
    )
    async with httpx2.AsyncClient() as client:
        while True:
            try:
                await client.get(f"http://127.0.0.1:{port}/?user=00000000-0000-0000-0000-000000000000")
            except httpx2.TransportError:
                await asyncio.sleep(0.05)
            else:
                return bare, port


async def compare(ours: Peer, bare: Peer) -> None:
    measured: dict[str, list[tuple[float, float]]] = {"Shortlist": [], "bare": []}
    for _ in range(ROUNDS):
        measured["Shortlist"].append(await rate(ours))
        measured["bare"].append(await rate(bare))
    medians = {
        name: (statistics.median(rate for rate, _ in rounds), statistics.median(cpu for _, cpu in rounds))
        for name, rounds in measured.items()
    }
    print(
        f"\nGET /api/v1/jobs, {ROWS} rows, one core, {CONNECTIONS} connections, {ROUNDS} × {SECONDS:.0f} s\n"
    )
    print(
        table(
            ("server", "requests/s (median)", "share of bare", "CPU ms a request", "share of bare by CPU"),
            [
                (
                    name,
                    f"{per_second:,.0f}",
                    f"{per_second / medians['bare'][0]:.0%}",
                    f"{cpu:.2f}",
                    f"{medians['bare'][1] / cpu:.0%}",
                )
                for name, (per_second, cpu) in medians.items()
            ],
        )
    )


async def rate(peer: Peer) -> tuple[float, float]:
    """Requests a second, and CPU milliseconds of the server a request.

    A few kept-alive connections, each sending as soon as it was answered.
    """
    host, _, port = peer.address.removeprefix("http://").partition(":")
    request = (
        f"GET {peer.path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {peer.token}\r\n\r\n".encode()
    )
    await asyncio.gather(*(ask(host, int(port), request, 0.5) for _ in range(CONNECTIONS)))
    server = psutil.Process(peer.pid)
    begun, before = time.perf_counter(), server.cpu_times()
    count = sum(await asyncio.gather(*(ask(host, int(port), request, SECONDS) for _ in range(CONNECTIONS))))
    after = server.cpu_times()
    cpu = after.user + after.system - before.user - before.system
    return count / (time.perf_counter() - begun), cpu * 1000 / count


async def ask(host: str, port: int, request: bytes, seconds: float) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    end, count = time.perf_counter() + seconds, 0
    while time.perf_counter() < end:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            sys.exit(f"not answered: {head[:200]!r}")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        count += 1
    writer.close()
    return count


if __name__ == "__main__":
    asyncio.run(main())
