"""Ours and its peers in turn, several times: the machine may be shared, so the medians count."""

import statistics
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field

from bench.fanout.contenders import (
    CHANNELS,
    OURS,
    PEERS,
    SOCKETIO,
    SOCKETS,
    WRITES,
    Contender,
    Failed,
    Journal,
    Running,
    measured,
    served,
)
from bench.fanout.load import Figures, Task
from bench.parts.table import table
from bench.peers.installing import Absent

ROUNDS = 3
SECONDS = 2.5
BURST = 10
MODES = {1: "One by one: the next message leaves when all had the last", BURST: f"Bursts of {BURST}"}
HALF_SECONDS = 4.0
TASKS = [Task(SECONDS, burst) for burst in MODES]

Goal = tuple[str, str, str, str]
"""What, value, target, and whether it was reached."""


@dataclass
class Results:
    """Figures of every round, by contender and burst."""

    figures: dict[tuple[str, int], list[Figures]] = field(default_factory=dict)
    half: list[Figures] = field(default_factory=list)

    def add(self, contender: Contender, measured: Sequence[Figures]) -> None:
        for burst, figures in zip(MODES, measured, strict=True):
            self.figures.setdefault((contender.name, burst), []).append(figures)

    def median(self, contender: Contender, burst: int) -> Figures | None:
        rounds = self.figures.get((contender.name, burst))
        return middle(rounds) if rounds else None


def middle(rounds: Sequence[Figures]) -> Figures:
    """Each figure's own median."""
    every = [asdict(figures) for figures in rounds]
    return Figures(**{name: statistics.median(one[name] for one in every) for name in every[0]})


async def contest(journal: Journal, contenders: Sequence[Contender]) -> Results:
    results = Results()
    async with AsyncExitStack() as stack:
        running: list[Running] = []
        for contender in contenders:
            try:
                running.append(await stack.enter_async_context(served(contender, journal)))
            except (Absent, Failed) as why:
                print(f"Not measured: {contender.name}: {why}")
        for _ in range(ROUNDS):
            for one in running:
                try:
                    results.add(one.contender, await measured(one, TASKS))
                except Failed as why:
                    print(f"A round without {one.contender.name}: {why}")
        await _half_load(running, results)
    return results


async def _half_load(running: Sequence[Running], results: Results) -> None:
    """Ours at half of the messages a second that it delivered one by one."""
    most = results.median(OURS, 1)
    ours = next((one for one in running if one.contender is OURS), None)
    if ours is None or most is None:
        return
    for _ in range(ROUNDS):
        try:
            results.half += await measured(ours, [Task(HALF_SECONDS, rate=most.rate / SOCKETS / 2)])
        except Failed as why:
            print(f"Half of the load: {why}")


def report(results: Results, contenders: Sequence[Contender]) -> None:
    for burst, title in MODES.items():
        print(f"\n{title}\n")
        print(table(HEAD, [_row(contender, results, burst) for contender in contenders]))
    goals = [*_against_peers(results), *_half(results)]
    if goals:
        print("\n" + table(("goal", "measured", "target", "reached"), goals))


HEAD = (
    "server",
    "deliveries/s",
    "of Socket.IO",
    "lowest–highest",
    "p50 ms",
    "p99 ms",
    "CPU µs a delivery",
    "of it in the kernel",
    "server core busy",
    "client core busy",
)


def _row(contender: Contender, results: Results, burst: int) -> tuple[str, ...]:
    median, reference = results.median(contender, burst), results.median(SOCKETIO, burst)
    if median is None:
        return (contender.name, *("–",) * (len(HEAD) - 1))
    rates = [figures.rate for figures in results.figures[contender.name, burst]]
    return (
        contender.name,
        f"{median.rate:,.0f}",
        f"{median.rate / reference.rate:.2f} ×" if reference else "–",
        f"{min(rates):,.0f}–{max(rates):,.0f}",
        f"{median.p50:.1f}",
        f"{median.p99:.1f}",
        f"{median.cpu:.2f}",
        f"{median.kernel:.0%}",
        f"{median.server_busy:.0%}",
        f"{median.client_busy:.0%}",
    )


def _against_peers(results: Results) -> list[Goal]:
    goals: list[Goal] = []
    for peer, burst, least in ((SOCKETIO, BURST, 3.0), (SOCKETIO, 1, 1.0), (CHANNELS, BURST, 30.0)):
        ours, other = results.median(OURS, burst), results.median(peer, burst)
        if ours and other:
            times = ours.rate / other.rate
            what = f"times {peer.name}, {'bursts' if burst > 1 else 'one by one'}"
            goals.append((what, f"{times:.2f}", f"≥ {least:g}", _yes(times >= least)))
    return goals


def _half(results: Results) -> list[Goal]:
    if not results.half:
        return []
    half = middle(results.half)
    said = f"{half.p99:.1f} ms (p50 {half.p50:.1f}, {half.rate:,.0f}/s)"
    return [("p99 at half of the load one by one", said, "< 50 ms", _yes(half.p99 < 50))]


def _yes(reached: bool) -> str:  # noqa: FBT001 - the answer itself
    return "yes" if reached else "no"


ALL = (OURS, *PEERS, WRITES)
