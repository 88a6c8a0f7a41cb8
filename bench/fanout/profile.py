"""Where the engine's time goes: the functions, and in each the line, where samples found the processor."""

import json
import linecache
from collections import Counter
from pathlib import Path

from bench.fanout.contenders import OURS, Failed, Journal, measured, served
from bench.fanout.contest import MODES
from bench.fanout.load import Figures, Task
from bench.parts.table import table
from tests.support.processes import ROOT

SECONDS = 6.0
FUNCTIONS = 16
_LINE = 70

Samples = list[tuple[str, str, int, int]]
"""File, function, line, count."""


async def profile(journal: Journal) -> None:
    for burst, title in MODES.items():
        samples, figures = await _sampled(journal, burst)
        total = sum(count for *_, count in samples)
        print(
            f"\n{title}: {figures.rate:,.0f} deliveries/s, {figures.cpu:.2f} µs of CPU each, "
            f"{figures.kernel:.0%} of it in the kernel; {total:,} samples\n"
        )
        print(table(("own time", "µs a delivery", "function", "most of it at"), _rows(samples, figures.cpu)))


async def _sampled(journal: Journal, burst: int) -> tuple[Samples, Figures]:
    async with served(OURS, journal) as running:
        process = running.processes[0]
        assert process.stdin is not None
        assert process.stdout is not None
        begin = process.stdin.write
        (figures,) = await measured(running, [Task(SECONDS, burst)], begun=lambda: begin(b"sample\n"))
        process.stdin.close()
        said = await process.stdout.readline()
    if not said:
        raise Failed("the server ended without its samples")
    return [(file, function, line, count) for file, function, line, count in json.loads(said)], figures


def _rows(samples: Samples, cpu: float) -> list[tuple[str, ...]]:
    functions: Counter[tuple[str, str]] = Counter()
    lines: dict[tuple[str, str], Counter[int]] = {}
    for file, function, line, count in samples:
        functions[file, function] += count
        lines.setdefault((file, function), Counter())[line] += count
    total = functions.total()
    rows = []
    for (file, function), count in functions.most_common(FUNCTIONS):
        (hottest, its), *_ = lines[file, function].most_common(1)
        code = linecache.getline(file, hottest).strip()[:_LINE]
        rows.append(
            (
                f"{count / total:.1%}",
                f"{cpu * count / total:.2f}",
                f"{_short(file)} {function}",
                f"{its / count:.0%} {hottest}: {code}",
            )
        )
    return rows


def _short(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(ROOT))
    return "/".join(path.parts[-2:])
