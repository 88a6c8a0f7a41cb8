"""Counts of the delivery path: plain integers, because a labelled counter costs as much as a delivery."""

from collections import Counter
from collections.abc import Callable, Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector


class Counts:
    __slots__ = (
        "backend_lives",
        "closes",
        "deliveries",
        "frames",
        "insufficient",
        "publications",
        "recoveries",
    )

    def __init__(self) -> None:
        self.publications = 0
        self.deliveries = 0
        self.frames = 0
        self.backend_lives = 0
        self.closes: Counter[str] = Counter()
        self.recoveries: Counter[str] = Counter()
        self.insufficient: Counter[str] = Counter()


class RealtimeCollector(Collector):
    """Reads the counts when somebody asks. `gauges` are measured at that moment."""

    def __init__(self, counts: Counts, gauges: dict[str, Callable[[], float]]) -> None:
        self._counts = counts
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        for name, measure in self._gauges.items():
            yield GaugeMetricFamily(f"realtime_{name}", name.replace("_", " "), value=measure())
        for name in ("publications", "deliveries", "frames", "backend_lives"):
            yield CounterMetricFamily(
                f"realtime_{name}", name.replace("_", " "), value=getattr(self._counts, name)
            )
        yield self._labelled("closes", "code", self._counts.closes)
        yield self._labelled("recoveries", "result", self._counts.recoveries)
        yield self._labelled("insufficient", "cause", self._counts.insufficient)

    @staticmethod
    def _labelled(name: str, label: str, counter: Counter[str]) -> Metric:
        family = CounterMetricFamily(f"realtime_{name}", name, labels=[label])
        for value, count in counter.items():
            family.add_metric([value], count)
        return family
