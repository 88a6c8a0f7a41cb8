"""The whole product as a person starts it: `python -m server run` in a folder of its own."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

ROOT = Path(__file__).parents[2]
START_LIMIT = 60.0  # seconds; on a machine that does much else


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Product:
    """One start of it; `said` is what the person has read so far."""

    data_dir: Path
    port: int = field(default_factory=free_port)
    said: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Return when it printed its address; an exit before that is an `AssertionError` with its words."""
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "server", "run"),
            cwd=ROOT,
            env={**environment(), "DATA_DIR": str(self.data_dir), "PORT": str(self.port)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        async with asyncio.timeout(START_LIMIT):
            assert "Shortlist is at" in await self.next_line(), self.said

    async def next_line(self) -> str:
        """The next thing it says; empty when it is gone."""
        assert self.process.stdout
        line = (await self.process.stdout.readline()).decode().strip()
        self.said.append(line)
        return line

    async def is_ready(self) -> bool:
        async with httpx2.AsyncClient(base_url=self.address) as client:
            try:
                return (await client.get("/ready")).status_code == 200
            except httpx2.TransportError:
                return False

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Its exit code after this signal."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        said, _ = await self.process.communicate()
        self.said += said.decode().splitlines()
        assert self.process.returncode is not None
        return self.process.returncode


def environment() -> dict[str, str]:
    """Ours, without settings that a person at this machine may have made."""
    from career.settings import Settings

    names = Settings.names()
    return {name: value for name, value in os.environ.items() if name.upper() not in names}


@asynccontextmanager
async def running(data_dir: Path) -> AsyncIterator[Product]:
    """A product that runs, and is ended when the test is over."""
    product = Product(data_dir)
    try:
        await product.start()
        yield product
    finally:
        await product.end()


async def command(*arguments: str, **settings: str) -> tuple[int, str]:
    """The exit code and the words of `python -m server …`."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server", *arguments),
        cwd=ROOT,
        env=environment() | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()
