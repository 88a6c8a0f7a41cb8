"""The process that listens and publishes: `python -m bench.fanout.load <plan>`, a line of JSON a measurement.

It runs in the environment of its contender, because it publishes with that contender's own library.
"""

import asyncio
import gc
import json
import os
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

import uvloop

from bench.fanout.client import Dialect, Lost, Tally, connect
from bench.fanout.raised import raise_file_limit

_WARM_UP = 0.7
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Task:
    """Bursts of so many messages, each after the last was delivered to all; or `rate` messages a second, come
    what may.
    """

    seconds: float
    burst: int = 1
    rate: float = 0.0


@dataclass(frozen=True)
class Plan:
    """`module` is the contender's, `servers` and `redis_pid` are whose CPU is counted."""

    module: str
    variant: str
    ports: list[int]
    servers: list[int]
    redis_url: str
    redis_pid: int
    sockets: int
    topics: int
    tasks: list[Task]


@dataclass(frozen=True)
class Figures:
    """Milliseconds, microseconds, and shares of one core."""

    rate: float
    p50: float
    p99: float
    cpu: float
    kernel: float
    server_busy: float
    client_busy: float


class Contender(Protocol):
    dialect: Dialect

    def hello(self, index: int) -> bytes:
        """What socket number `index` says after the handshake."""

    async def publish(self, stamp: int) -> None:
        """One message to each topic, from outside of the server and through Redis."""


@dataclass(frozen=True)
class Clock:
    """Seconds of wall and CPU time: of the servers, their part in the kernel, all on the client's core."""

    wall: float
    server: float
    kernel: float
    client: float

    @classmethod
    def now(cls, plan: Plan) -> "Clock":
        times = [_cpu(pid) for pid in plan.servers]
        return cls(
            time.perf_counter(),
            sum(map(sum, times)),
            sum(kernel for _, kernel in times),
            time.process_time() + sum(_cpu(plan.redis_pid)),
        )


async def main(plan: Plan) -> None:
    gc.disable()
    contender: Contender = await import_module(plan.module).enter(plan)
    hellos = [contender.hello(index) for index in range(plan.sockets)]
    tally = await connect(contender.dialect, plan.ports, hellos)
    for task in plan.tasks:
        measure = paced if task.rate else rounds
        await measure(contender, tally, plan.sockets, Task(_WARM_UP, task.burst, task.rate))
        print("begun", flush=True)
        tally.latencies.clear()
        before, count = Clock.now(plan), tally.deliveries
        await measure(contender, tally, plan.sockets, task)
        figures = between(before, Clock.now(plan), tally.deliveries - count, tally.latencies)
        print(json.dumps(asdict(figures)), flush=True)
    if tally.closed:
        raise Lost(f"{tally.closed} sockets were closed")


async def rounds(contender: Contender, tally: Tally, sockets: int, task: Task) -> None:
    end = time.perf_counter() + task.seconds
    while time.perf_counter() < end:
        wanted = tally.deliveries + task.burst * sockets
        await asyncio.gather(*(contender.publish(time.perf_counter_ns()) for _ in range(task.burst)))
        await tally.reach(wanted)


async def paced(contender: Contender, tally: Tally, sockets: int, task: Task) -> None:
    """A message is timed from when it was due, so that a late publisher hides nothing."""
    wanted, begun = tally.deliveries, time.perf_counter()
    publishing: set[asyncio.Task[None]] = set()
    for number in range(int(task.seconds * task.rate)):
        due = begun + number / task.rate
        await asyncio.sleep(due - time.perf_counter())
        publishing.add(asyncio.create_task(contender.publish(int(due * 1e9))))
        wanted += sockets
    await asyncio.gather(*publishing)
    await tally.reach(wanted)


def between(before: Clock, after: Clock, deliveries: int, latencies: list[int]) -> Figures:
    wall, server = after.wall - before.wall, after.server - before.server
    cuts = statistics.quantiles(latencies, n=100)
    return Figures(
        rate=deliveries / wall,
        p50=cuts[49] / 1e6,
        p99=cuts[98] / 1e6,
        cpu=server / deliveries * 1e6,
        kernel=(after.kernel - before.kernel) / server,
        server_busy=server / wall,
        client_busy=(after.client - before.client) / wall,
    )


def _cpu(pid: int) -> tuple[float, float]:
    """Seconds of a process in user mode and in the kernel."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) / _TICK, int(fields[12]) / _TICK


def read(text: str) -> Plan:
    said = json.loads(text)
    return Plan(**{**said, "tasks": [Task(**task) for task in said["tasks"]]})


if __name__ == "__main__":
    raise_file_limit()
    try:
        uvloop.run(main(read(sys.argv[1])))
    except Lost as lost:
        sys.exit(str(lost))
