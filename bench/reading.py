"""How much of each real resume is read, and how fast: `python -m bench.reading`."""

import statistics
import time

from bench.truth import RESUMES, TODAY, Marks, documents, marks
from career.reading import read
from career.schema.reading import Reading

RUNS = 15
FIELDS = ("name", "email", "phone", "location", "work", "work place", "education", "bullets")


def main() -> None:
    found = documents()
    if not found:
        print(f"reading: skipped, no resumes in {RESUMES}")
        return
    print(
        f"{'document':42}"
        + "".join(f"{name:>12}" for name in FIELDS)
        + f"{'extra':>7}{'p50 ms':>9}{'p95 ms':>9}"
    )
    total, times = Marks(), []
    read(found[0][0].read_bytes(), today=TODAY)  # libraries and tables are loaded once a process
    for path, truth in found:
        data = path.read_bytes()
        taken = []
        for _ in range(RUNS):
            started = time.perf_counter()
            reading = read(data, today=TODAY)
            taken.append((time.perf_counter() - started) * 1000)
        assert isinstance(reading, Reading), f"{path.name}: {reading}"
        scored = marks(reading, truth)
        total = total.merged(scored)
        times += taken
        _print(f"{path.parent.name}/{path.stem}"[:42], scored, taken)
    _print("all", total, times)


def _print(name: str, scored: Marks, taken: list[float]) -> None:
    cells = "".join(f"{f'{scored.right.get(key, 0)}/{scored.asked.get(key, 0)}':>12}" for key in FIELDS)
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(f"{name:42}{cells}{scored.extra_work:>7}{statistics.median(taken):>9.0f}{p95:>9.0f}")


if __name__ == "__main__":
    main()
