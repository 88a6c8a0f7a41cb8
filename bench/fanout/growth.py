"""How the engine's figures change with sockets, with channels and with processes."""

from bench.fanout import cores
from bench.fanout.contenders import OURS, SOCKETS, Failed, Journal, Running, measured, served
from bench.fanout.contest import BURST
from bench.fanout.load import Task
from bench.parts.table import table

SECONDS = 2.0
COUNTS = (100, 500, 1000, 5000)
TOPICS = (1, 10, 500)
TASKS = [Task(SECONDS, 1), Task(SECONDS, BURST)]
HEAD = (
    "one by one, deliveries/s",
    "CPU µs",
    "p99 ms",
    "bursts, deliveries/s",
    "CPU µs",
    "p99 ms",
    "client core",
)


async def growth(journal: Journal) -> None:
    async with served(OURS, journal) as running:
        print("\nOne channel, more sockets\n")
        rows = [await _row(f"{count:,}", running, sockets=count) for count in COUNTS]
        print(table(("sockets", *HEAD), rows))
        print(f"\n{SOCKETS} sockets, more channels; a message goes to each of them\n")
        rows = [await _row(f"{count:,}", running, topics=count) for count in TOPICS]
        print(table(("channels", *HEAD), rows))
    print(f"\n{SOCKETS} sockets in one channel, more processes; {_whose_core()}\n")
    rows = []
    for on in ((cores.SERVER,), (cores.SERVER, cores.SECOND)):
        async with served(OURS, journal, on) as running:
            rows.append(await _row(str(len(on)), running))
    print(table(("processes", *HEAD), rows))


async def _row(what: str, running: Running, *, sockets: int = SOCKETS, topics: int = 1) -> tuple[str, ...]:
    try:
        single, bursts = await measured(running, TASKS, sockets=sockets, topics=topics)
    except Failed as why:
        return (what, str(why), *("–",) * (len(HEAD) - 1))
    figures = [
        cell for one in (single, bursts) for cell in (f"{one.rate:,.0f}", f"{one.cpu:.2f}", f"{one.p99:.1f}")
    ]
    return (what, *figures, f"{single.client_busy:.0%}, {bursts.client_busy:.0%}")


def _whose_core() -> str:
    if cores.SECOND == cores.CLIENT:
        return "there are two cores, so the second one shares that of the client, the publisher and Redis"
    return "each has a core of its own"
