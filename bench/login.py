"""How many people a second can sign in on one core, and how long everybody else waits meanwhile.

    python -m bench.login

The server has one core and the Argon2 parameters of the default settings; the client has the other core.
Every sign-in comes from a network of its own, as it would in life, so that no limit is reached. Beside them
`GET /health` is asked on a connection of its own: it needs neither database nor password, so its time is
what the event loop lets others wait. The target is 50 ms at most.
"""

import asyncio
import os
import statistics
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx2
from argon2 import PasswordHasher

from bench.parts.table import table
from career.settings import Settings
from server import migrations
from server.engines import Postgres, Redis
from tests.support.processes import site

PASSWORD = "correct horse battery"
PEOPLE = 64
CONNECTIONS = 8
SECONDS = 10.0
BETWEEN_PROBES = 0.01  # seconds
SERVER_CORE, CLIENT_CORE = {0}, {1}
DEFAULTS = Settings(_env_file=None)
networks = (f"10.{number >> 8 & 255}.{number & 255}.1" for number in count())


@dataclass
class Measured:
    """Milliseconds."""

    sign_ins: list[float] = field(default_factory=list)
    probes: list[float] = field(default_factory=list)


async def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with Postgres(folder) as postgres, Redis(folder) as redis:
            await migrations.apply(postgres.url)
            os.sched_setaffinity(0, SERVER_CORE)  # children inherit it
            hashes = bare_hashes()
            async with site(
                postgres.url,
                redis.url,
                folder,
                LOG_FORMAT="json",
                TRUSTED_PROXIES="127.0.0.1",
                ARGON2_MEMORY_KIB=str(DEFAULTS.argon2_memory_kib),
                ARGON2_PASSES=str(DEFAULTS.argon2_passes),
            ) as ours:
                os.sched_setaffinity(0, CLIENT_CORE)
                await registered(ours.address)
                quiet, busy = Measured(), Measured()
                await probing(ours.address, quiet, until=time.monotonic() + SECONDS / 2)
                await load(ours.address, busy)
                report(hashes, quiet, busy)


def bare_hashes() -> float:
    """Verifications a second of argon2-cffi alone, with the same parameters on the same core."""
    hasher = PasswordHasher(
        time_cost=DEFAULTS.argon2_passes, memory_cost=DEFAULTS.argon2_memory_kib, parallelism=1
    )
    stored = hasher.hash(PASSWORD)
    began, done = time.perf_counter(), 0
    while time.perf_counter() - began < SECONDS / 2:
        hasher.verify(stored, PASSWORD)
        done += 1
    return done / (time.perf_counter() - began)


async def registered(address: str) -> None:
    async with httpx2.AsyncClient(base_url=address, timeout=60) as client:
        for number in range(PEOPLE):
            body = {"email": f"p{number}@example.org", "password": PASSWORD, "name": f"P {number}"}
            answer = await client.post("/api/v1/auth/register", json=body, headers=from_elsewhere())
            answer.raise_for_status()


async def load(address: str, measured: Measured) -> None:
    async with AsyncExitStack() as stack:
        # Made before anything is measured: each reads certificates for 20 ms, in the loop of the probe.
        clients = [
            await stack.enter_async_context(httpx2.AsyncClient(base_url=address, timeout=60))
            for _ in range(CONNECTIONS)
        ]
        until = time.monotonic() + SECONDS
        await asyncio.gather(
            probing(address, measured, until=until),
            *(signing_in(client, lane, measured, until=until) for lane, client in enumerate(clients)),
        )


async def signing_in(client: httpx2.AsyncClient, lane: int, measured: Measured, *, until: float) -> None:
    for turn in count():
        if time.monotonic() > until:
            return
        person = (lane + turn * CONNECTIONS) % PEOPLE
        body = {"email": f"p{person}@example.org", "password": PASSWORD, "refresh_in": "body"}
        began = time.perf_counter()
        answer = await client.post("/api/v1/auth/login", json=body, headers=from_elsewhere())
        answer.raise_for_status()
        measured.sign_ins.append((time.perf_counter() - began) * 1000)


async def probing(address: str, measured: Measured, *, until: float) -> None:
    async with httpx2.AsyncClient(base_url=address, timeout=60) as client:
        while time.monotonic() < until:
            began = time.perf_counter()
            (await client.get("/health")).raise_for_status()
            measured.probes.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(BETWEEN_PROBES)


def from_elsewhere() -> dict[str, str]:
    return {"X-Forwarded-For": next(networks)}


def report(hashes: float, quiet: Measured, busy: Measured) -> None:
    kib, passes = DEFAULTS.argon2_memory_kib, DEFAULTS.argon2_passes
    print(f"\nSign-ins on one core: Argon2id with {kib:,} KiB, {passes} passes, one lane\n")
    rows = [
        ("verifications a second, argon2-cffi alone", f"{hashes:.1f}"),
        (f"sign-ins a second, {CONNECTIONS} at a time", f"{len(busy.sign_ins) / SECONDS:.1f}"),
        ("a sign-in, median", f"{statistics.median(busy.sign_ins):.0f} ms"),
    ]
    for name, probes in (("quiet", quiet.probes), ("meanwhile", busy.probes)):
        slowest = sorted(probes)
        spans = {
            "p50": slowest[len(slowest) // 2],
            "p99": slowest[len(slowest) * 99 // 100],
            "longest": slowest[-1],
        }
        rows += [(f"GET /health, {name}, {which}", f"{span:.1f} ms") for which, span in spans.items()]
    print(table(("what", "measured"), rows))


if __name__ == "__main__":
    asyncio.run(main())
