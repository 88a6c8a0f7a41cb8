"""What an idle socket costs: each with a person, and so with a topic, of its own."""

import asyncio

import psutil

from bench.fanout.client import connect
from bench.fanout.contenders import OURS, Journal, served
from bench.fanout.ours import Ours
from bench.fanout.raised import raise_file_limit
from bench.parts.table import table

SOCKETS = (100, 500, 1000, 5000)
TARGET = 35.0
_SETTLED = 2.0


async def memory(journal: Journal) -> None:
    most = raise_file_limit() - 200
    async with served(OURS, journal) as running:
        server = psutil.Process(running.processes[0].pid)
        none = last = server.memory_info().rss
        rows, opened = [], 0
        for sockets in (count for count in SOCKETS if count <= most):
            people = Ours(journal.url, sockets - opened)
            hellos = [people.hello(index) for index in range(sockets - opened)]
            await connect(people.dialect, running.ports, hellos)
            await asyncio.sleep(_SETTLED)
            now = server.memory_info().rss
            rows.append((sockets, (now - none) / 1024 / sockets, (now - last) / 1024 / (sockets - opened)))
            last, opened = now, sockets
    print(f"\nIdle sockets, each with its own topic; without any the process has {none / 2**20:.0f} MiB\n")
    print(
        table(
            ("sockets", "KiB a socket", "KiB each of the last ones", "target", "reached"),
            [
                (
                    f"{sockets:,}",
                    f"{all_in:.1f}",
                    f"{more:.1f}",
                    f"≤ {TARGET:g}",
                    "yes" if all_in <= TARGET else "no",
                )
                for sockets, all_in, more in rows
            ],
        )
    )
