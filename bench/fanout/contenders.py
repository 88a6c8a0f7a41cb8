"""Who takes part, how each is started, and a measurement of one that runs."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from redis.asyncio import Redis

from bench.fanout import cores
from bench.fanout.load import Figures, Plan, Task
from bench.peers import installing
from tests.support.processes import ROOT, free_port
from tests.support.redis_server import RedisServer

SOCKETS = 500
_PATIENCE = 30.0


def _this_python() -> str:
    return sys.executable


@dataclass(frozen=True)
class Contender:
    """`interpreter` finds or installs the Python that publishes to it, and serves it unless `node` does."""

    name: str
    module: str
    variant: str = ""
    interpreter: Callable[[], str] = _this_python
    node: bool = False

    def command(self) -> tuple[str, ...]:
        """Errors: Absent."""
        if self.node:
            return installing.node(), "bench/peers/socketio.mjs"
        return self.interpreter(), "-m", self.module


OURS = Contender("Shortlist, journal and recovery on", "bench.fanout.ours")
SOCKETIO = Contender(
    "Socket.IO on Node, Redis adapter", "bench.peers.node_socketio", interpreter=installing.python, node=True
)
CHANNELS = Contender(
    "Django Channels, core layer", "bench.peers.django_channels", "core", interpreter=installing.python
)
PUBSUB = Contender(
    "Django Channels, pubsub layer", "bench.peers.django_channels", "pubsub", interpreter=installing.python
)
PEERS = (
    SOCKETIO,
    Contender("python-socketio, Redis manager", "bench.peers.python_socketio", interpreter=installing.python),
    CHANNELS,
    PUBSUB,
    Contender("Starlette, a loop over the sockets", "bench.peers.starlette_loop"),
)
WRITES = Contender("nothing but writes (no WebSocket library, no Redis)", "bench.fanout.writes")


@dataclass(frozen=True)
class Journal:
    url: str
    pid: int


@dataclass(frozen=True)
class Running:
    """A contender that is served, by one process or by several."""

    contender: Contender
    journal: Journal
    ports: list[int]
    processes: list[asyncio.subprocess.Process]


class Failed(Exception):
    """A measurement that gave no figures."""


@asynccontextmanager
async def journal() -> AsyncIterator[Journal]:
    """A Redis as in production, on the client's core."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder), fsync="everysec")
        with cores.on(cores.CLIENT):
            server.start()
        try:
            async with Redis.from_url(server.url) as client:
                pid = (await client.info("server"))["process_id"]
            yield Journal(server.url, pid)
        finally:
            server.stop()


@asynccontextmanager
async def served(
    contender: Contender, journal: Journal, on: Sequence[int] = (cores.SERVER,)
) -> AsyncIterator[Running]:
    """One process on each of these cores. Errors: Absent, Failed."""
    async with AsyncExitStack() as stack:
        running = Running(contender, journal, [], [])
        for core in on:
            port = free_port()
            process = await stack.enter_async_context(_process(contender, journal, core, port))
            running.ports.append(port)
            running.processes.append(process)
        yield running


@asynccontextmanager
async def _process(
    contender: Contender, journal: Journal, core: int, port: int
) -> AsyncIterator[asyncio.subprocess.Process]:
    command = await asyncio.to_thread(contender.command)
    with cores.on(core):
        process = await asyncio.create_subprocess_exec(
            *(*command, journal.url, str(port), contender.variant),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
    assert process.stdout is not None
    assert process.stdin is not None
    try:
        async with asyncio.timeout(_PATIENCE):
            if await process.stdout.readline() != b"ready\n":
                raise Failed("it does not start")
        yield process
    finally:
        process.stdin.close()
        try:
            async with asyncio.timeout(_PATIENCE):
                await process.wait()
        except TimeoutError:
            process.kill()


async def measured(
    running: Running,
    tasks: Sequence[Task],
    *,
    sockets: int = SOCKETS,
    topics: int = 1,
    begun: Callable[[], None] = lambda: None,
) -> list[Figures]:
    """Figures of each task; `begun` is called when its warm-up is over. Errors: Failed."""
    contender = running.contender
    plan = Plan(
        contender.module,
        contender.variant,
        running.ports,
        [process.pid for process in running.processes],
        running.journal.url,
        running.journal.pid,
        sockets,
        topics,
        list(tasks),
    )
    with cores.on(cores.CLIENT):
        load = await asyncio.create_subprocess_exec(
            *(contender.interpreter(), "-m", "bench.fanout.load", json.dumps(asdict(plan))),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    assert load.stdout is not None
    assert load.stderr is not None
    figures = []
    async for line in load.stdout:
        if line == b"begun\n":
            begun()
        else:
            figures.append(Figures(**json.loads(line)))
    words = (await load.stderr.read()).decode().strip().splitlines()
    if await load.wait() or len(figures) < len(tasks):
        raise Failed(words[-1] if words else "the client ended without a word")
    return figures
