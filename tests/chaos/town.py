"""Two web processes behind a balancer, on a Redis that may be killed: what the scenarios do harm to."""

import asyncio
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import httpx2

from tests.chaos.balancer import Balancer, balancing
from tests.chaos.people import Person
from tests.support.processes import Process, Site, free_port, start, surroundings, until_ready, worker
from tests.support.redis_server import RedisServer

WEB = "server"
DRAIN_OVER = 2.0
"""Seconds in which a node that leaves has sent its browsers away."""
_LEFT_WITHIN = 10.0
"""Seconds that it may take beyond that to end."""


@dataclass
class Node:
    """One web process; `module` is what it was started from."""

    port: int
    process: Process
    module: str

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def alive(self) -> bool:
        return self.process.running.returncode is None

    async def metric(self, name: str, **labels: str) -> float:
        """A number of `/metrics`; 0 where it was never counted."""
        async with httpx2.AsyncClient(timeout=10) as client:
            lines = (await client.get(f"{self.address}/metrics")).text.splitlines()
        suffix = "{" + ",".join(f'{key}="{value}"' for key, value in labels.items()) + "}" if labels else ""
        found = [line.rsplit(" ", 1)[1] for line in lines if line.startswith(f"{name}{suffix} ")]
        return float(found[0]) if found else 0.0


@dataclass
class Town:
    """`nodes` are those that the balancer knows; one that is drained is `leaving` until it has ended.
    `person` lives there, from the first scene on.
    """

    redis: RedisServer
    balancer: Balancer
    environment: dict[str, str]
    folder: Path
    nodes: list[Node] = field(default_factory=list)
    leaving: list[Node] = field(default_factory=list)
    person: Person | None = None
    _workers: Iterator[int] = field(default_factory=count)

    @property
    def address(self) -> str:
        return self.balancer.address

    async def heal(self, nodes: int = 2) -> None:
        """As it was at the beginning: Redis up, so many nodes at least and nobody who leaves."""
        await asyncio.to_thread(self.redis.heal)
        await self.dismiss()
        for node in [node for node in self.nodes if not node.alive]:
            self._forget(node)
        await asyncio.gather(*(self.open() for _ in range(nodes - len(self.nodes))))
        await until(self.all_hear)

    async def all_hear(self) -> bool:
        """Whether every node is ready and its listener has found Redis again."""
        downs = [await node.metric("realtime_journal_down_seconds") for node in self.nodes]
        return not any(downs)

    async def open(self, module: str = WEB, **settings: str) -> Node:
        """One node more, which the balancer learns of once it is ready."""
        port = free_port()
        environment = self.environment | {"PORT": str(port)} | settings
        process = await start(environment, self.folder / f"{port}.log", module, "web")
        node = Node(port, process, module)
        await until_ready(node.address, process)
        self.nodes.append(node)
        self.balancer.ports.append(port)
        return node

    async def kill(self, node: Node) -> None:
        """The balancer finds out by itself."""
        node.process.kill()
        await node.process.running.wait()
        self.nodes.remove(node)

    def drain(self, node: Node) -> None:
        """As a deploy does: nobody new is sent there, and it is asked to leave."""
        self._forget(node)
        self.leaving.append(node)
        node.process.drain()

    async def left(self, node: Node, over: float = DRAIN_OVER) -> bool:
        """Whether one that was drained has ended in time, as somebody does who has finished."""
        async with asyncio.timeout(over + _LEFT_WITHIN):
            return await node.process.running.wait() == 0

    async def dismiss(self) -> None:
        """End at once those that leave."""
        await asyncio.gather(*(_end(node) for node in self.leaving))
        self.leaving.clear()

    @contextlib.asynccontextmanager
    async def only(self, module: str = WEB, **settings: str) -> AsyncIterator[Node]:
        """For a while one special node alone takes everybody."""
        before, self.nodes, self.balancer.ports = (self.nodes, list(self.balancer.ports)), [], []
        try:
            node = await self.open(module, **settings)
            yield node
        finally:
            special = self.nodes
            self.nodes, self.balancer.ports = before
            await asyncio.gather(*(_end(node) for node in special))

    @contextlib.asynccontextmanager
    async def worker(self, **settings: str) -> AsyncIterator[Process]:
        """One that has begun to look for work."""
        site = Site(self.address, self.nodes[0].process, self.environment | settings)
        folder = self.folder / f"worker-{next(self._workers)}"
        folder.mkdir()
        async with worker(site, folder) as process:
            await until(lambda: "worker_started" in process.log.read_text())
            yield process

    def complaints(self) -> list[str]:
        """What went wrong inside, in the words of the logs."""
        logs = [path.read_text(errors="replace") for path in self.folder.rglob("*.log")]
        found = [(log, log.find("Traceback")) for log in logs]
        return [log[max(0, at - 2000) : at + 2000] for log, at in found if at >= 0]

    def _forget(self, node: Node) -> None:
        self.nodes.remove(node)
        self.balancer.ports.remove(node.port)


@contextlib.asynccontextmanager
async def settled(database_url: str) -> AsyncIterator[Town]:
    # Not one of pytest's folders: the path of a unix socket may have 107 characters at most.
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    (folder / "redis").mkdir()
    redis = RedisServer(folder / "redis")
    async with balancing() as balancer:
        environment = surroundings(database_url, redis.url, folder)
        town = Town(redis, balancer, environment | {"REALTIME_DRAIN_SECONDS": str(DRAIN_OVER)}, folder)
        try:
            yield town
        finally:
            await asyncio.gather(*(_end(node) for node in [*town.nodes, *town.leaving]))
            await asyncio.to_thread(redis.heal)
            await asyncio.to_thread(redis.stop)
            shutil.rmtree(folder, ignore_errors=True)


async def _end(node: Node) -> None:
    if node.alive:
        node.process.kill()
    await node.process.running.wait()


async def until(condition: Callable[[], object], within: float = 20.0) -> None:
    """Wait for a condition, or for one that has to be awaited."""
    async with asyncio.timeout(within):
        while True:
            found = condition()
            if await found if asyncio.iscoroutine(found) else found:
                return
            await asyncio.sleep(0.02)
