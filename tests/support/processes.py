"""Real processes on real engines: what the fuzzer, the browser and the killers talk to."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

from career.limits import RateLimits

ROOT = Path(__file__).parents[2]
_INHERITED = {"PATH", "HOME", "LANG", "TMPDIR"}
_PATIENCE_S = 30.0


@dataclass
class Process:
    """One process of ours; its output goes to `log`."""

    running: asyncio.subprocess.Process
    log: Path

    def kill(self) -> None:
        """As a machine that loses power would."""
        os.killpg(self.running.pid, signal.SIGKILL)

    def drain(self) -> None:
        """As whoever deploys does; it leaves when its sockets have gone."""
        self.running.send_signal(signal.SIGTERM)

    async def stop(self) -> None:
        if self.running.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.running.pid, signal.SIGINT)
            try:
                async with asyncio.timeout(15):
                    await self.running.wait()
            except TimeoutError:
                self.kill()
        await self.running.wait()


@dataclass
class Site:
    """A web process and its address, with the environment that others need to join it."""

    address: str
    web: Process
    environment: dict[str, str]


async def start(environment: dict[str, str], log: Path, *command: str) -> Process:
    with log.open("ab") as sink:
        running = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *command,
            cwd=ROOT,
            env=environment,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )
    return Process(running, log)


def surroundings(database_url: str, redis_url: str, folder: Path) -> dict[str, str]:
    """What every process of ours needs to know, and none of the settings that somebody made here."""
    return {
        **{name: value for name, value in os.environ.items() if name in _INHERITED},
        "ENVIRONMENT": "test",
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "DATA_DIR": str(folder / "data"),
        # The cheapest that Argon2 knows.
        "ARGON2_MEMORY_KIB": "8",
        "ARGON2_PASSES": "1",
        # Tests are faster than people and share one address.
        **{f"RATES_{name.upper()}": "1000000" for name in RateLimits.model_fields},
    }


@asynccontextmanager
async def site(
    database_url: str, redis_url: str, folder: Path, port: int | None = None, **settings: str
) -> AsyncIterator[Site]:
    """A web process that answers `/ready`."""
    port = port or free_port()
    environment = {**surroundings(database_url, redis_url, folder), "PORT": str(port), **settings}
    address = f"http://localhost:{port}"
    web = await start(environment, folder / "web.log", "server", "web")
    try:
        await until_ready(address, web)
        running = Site(address, web, environment)
        yield running
        web = running.web
    finally:
        await web.stop()


@asynccontextmanager
async def worker(joined: Site, folder: Path, *queues: str) -> AsyncIterator[Process]:
    """A worker on the same engines."""
    process = await start(joined.environment, folder / "worker.log", "tasks", *queues)
    try:
        yield process
    finally:
        await process.stop()


async def until_ready(address: str, web: Process) -> None:
    async with asyncio.timeout(_PATIENCE_S), httpx2.AsyncClient() as client:
        while web.running.returncode is None:
            try:
                if (await client.get(f"{address}/ready")).status_code == 200:
                    return
            except httpx2.TransportError:
                pass
            await asyncio.sleep(0.05)
    raise RuntimeError(f"the web process ended: {web.log.read_text()[-2000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
