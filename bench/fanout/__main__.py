"""Deliveries to many sockets: the engine beside what people use today, in one run.

    python -m bench.fanout [ours | peers | memory | growth | profile]

The server has one core; client, publisher and Redis share the other, the same for everybody. Messages of some
200 bytes come through Redis from outside, as in production; ours with journal, positions, recovery and
idempotency keys. Without an argument everything but the profile runs, in about five minutes.
"""

import argparse

import uvloop

from bench.fanout import contest, cores
from bench.fanout.contenders import OURS, WRITES, journal
from bench.fanout.growth import growth
from bench.fanout.memory import memory
from bench.fanout.profile import profile
from bench.fanout.raised import raise_file_limit

PARTS = {
    "all": "everything but the profile (the default)",
    "ours": "the engine alone, and what the client can take",
    "peers": "the engine and its peers",
    "memory": "what an idle socket costs",
    "growth": "more sockets, channels and processes",
    "profile": "where the engine's time goes",
}


async def main(part: str) -> None:
    raise_file_limit()
    async with journal() as redis:
        if part in {"all", "ours", "peers"}:
            contenders = (OURS, WRITES) if part == "ours" else contest.ALL
            print(
                f"\nServers on core {cores.SERVER}; client, publisher and Redis on core {cores.CLIENT}. "
                f"{contest.SOCKETS} sockets, medians of {contest.ROUNDS} rounds of {contest.SECONDS:g} s."
            )
            contest.report(await contest.contest(redis, contenders), contenders)
        if part in {"all", "memory"}:
            await memory(redis)
        if part in {"all", "growth"}:
            await growth(redis)
        if part == "profile":
            await profile(redis)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        prog="python -m bench.fanout",
        description="Deliveries a second, latency and memory of the engine and of its peers.",
        epilog="\n".join(f"{name}: {purpose}" for name, purpose in PARTS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="?", choices=PARTS, default="all")
    uvloop.run(main(parser.parse_args().part))
