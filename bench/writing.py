"""How long a person waits after *Write*: to the first event in the journal, and to the finished letter.

    python -m bench.writing

A real web process and a real worker, the deterministic writer, one letter after another.
"""

import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path

import httpx2
from redis.asyncio import Redis as Client

from bench.parts.table import table
from server import migrations
from server.engines import Postgres, Redis
from tests.support.processes import site, worker
from tests.support.texts import POSTING, RESUME

LETTERS = 20
PATIENCE = 30.0


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Postgres(folder) as postgres, Redis(folder) as redis:
            await migrations.apply(postgres.url)
            async with (
                site(postgres.url, redis.url, folder) as ours,
                worker(ours, folder),
                httpx2.AsyncClient(base_url=ours.address, timeout=60) as client,
            ):
                await sign_up(client)
                await fill_profile(client)
                waits = [await letter(client, redis.url) for _ in range(LETTERS)]
    first, whole = ([wait[place] for wait in waits[1:]] for place in (0, 1))
    print(f"\nFrom Write to the screen, {LETTERS - 1} letters, deterministic writer\n")
    print(
        table(
            ("until", "p50 ms", "p95 ms"),
            [("first event", *shown(first)), ("letter finished", *shown(whole))],
        )
    )


def shown(seconds: list[float]) -> tuple[str, str]:
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return f"{statistics.median(seconds) * 1000:.0f}", f"{p95 * 1000:.0f}"


async def sign_up(client: httpx2.AsyncClient) -> None:
    person = {"email": "b@example.org", "password": "correct horse battery", "name": "Nadia Okafor"}
    answer = await client.post("/api/v1/auth/register", json=person)
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


async def fill_profile(client: httpx2.AsyncClient) -> None:
    uploaded = await client.post("/api/v1/resumes", files={"file": ("r.txt", RESUME.encode(), "text/plain")})
    started = await client.post(f"/api/v1/resumes/{uploaded.json()['id']}/imports")
    path = f"/api/v1/imports/{started.json()['id']}"
    while (found := (await client.get(path)).json())["status"] in {"pending", "running"}:  # noqa: ASYNC110 - polls
        await asyncio.sleep(0.05)
    resume = found["reading"]["resume"]
    accept = [f"/basics/{name}" for name, value in resume["basics"].items() if value]
    accept += [
        f"/{section}/{item['id']}"
        for section, items in resume.items()
        if isinstance(items, list)
        for item in items
    ]
    (await client.put(f"{path}/decision", json={"accept": accept})).raise_for_status()


async def letter(client: httpx2.AsyncClient, redis_url: str) -> tuple[float, float]:
    """Seconds to the first event and to the last, for a posting of its own."""
    body = {"title": "Senior Data Engineer", "company": "Harbour Energy Data", "text": POSTING}
    job = (await client.post("/api/v1/jobs", json=body)).json()
    listener = Client.from_url(redis_url)
    async with listener.pubsub() as channel:
        await channel.psubscribe("feed:generation:*")
        await channel.get_message(timeout=1)
        pressed = time.perf_counter()
        asked = await client.post("/api/v1/generations", json={"kind": "cover_letter", "job_id": job["id"]})
        asked.raise_for_status()
        times = []
        while time.perf_counter() < pressed + PATIENCE:
            message = await channel.get_message(timeout=1)
            if message is None or message["type"] != "pmessage":
                continue
            times.append(time.perf_counter() - pressed)
            payload = message["data"].split(b":", 2)[2]
            if json.loads(payload)["data"]["type"] in {"generation.finished", "generation.failed"}:
                break
    await listener.aclose()
    return times[0], times[-1]


if __name__ == "__main__":
    asyncio.run(main())
