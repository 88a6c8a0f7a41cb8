"""The event loop never waits for a CPU: reading, scoring, writing and printing happen elsewhere."""

import asyncio
import time
from typing import Self

import httpx2

from career.services import Services
from tests.server.test_journey import fill_profile, keep_posting, printed
from tests.support.house import run_jobs

LONGEST_MS = 50
"""Of the loop's own thread in one turn; its CPU time, so that a busy machine does not count."""


class Watch:
    """Notes the longest turn of the loop while it is open."""

    def __init__(self) -> None:
        self.longest_ms = 0.0

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._turns())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.wait({self._task})

    async def _turns(self) -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0)
            self.longest_ms = max(self.longest_ms, (time.thread_time() - before) * 1000)


async def test_nothing_of_the_main_job_holds_up_the_loop(
    alice: httpx2.AsyncClient, services: Services
) -> None:
    # What is loaded once is loaded before: the first import of a module is not what this is about.
    await whole(alice, services)
    async with Watch() as watch:
        await whole(alice, services)
    assert watch.longest_ms < LONGEST_MS


async def test_the_watch_sees_a_loop_that_is_held_up() -> None:
    async with Watch() as watch:
        await asyncio.sleep(0)
        end = time.thread_time() + 2 * LONGEST_MS / 1000
        while time.thread_time() < end:
            pass
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert watch.longest_ms > LONGEST_MS


async def whole(person: httpx2.AsyncClient, services: Services) -> None:
    await fill_profile(person, services)
    job = await keep_posting(person)
    await person.get(f"/api/v1/jobs/{job['id']}/match")
    made = []
    for kind in ("resume", "cover_letter"):
        asked = await person.post("/api/v1/generations", json={"kind": kind, "job_id": job["id"]})
        made.append(asked.json()["id"])
    await run_jobs(services)
    for generation_id in made:
        await printed(person, services, generation_id, "pdf")
