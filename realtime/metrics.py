"""Counts of the delivery path: plain integers, because a labelled counter costs as much as a delivery."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from prometheus_client import Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from realtime.protocol import Refusal

GAUGES = {
    "connections": "Sockets that are open.",
    "waiting_connections": "Sockets that have not said yet who they are.",
    "subscriptions": "Subscriptions that are live.",
    "topics": "Channels that somebody here watches, or watched a moment ago.",
    "queued_bytes": "What waits to be taken by all sockets together.",
    "journal_down_seconds": "For how long the journal has not been heard; 0 while it is.",
    "document_connections": "Sockets of shared documents that are open.",
    "document_rooms": "Shared documents that are open here.",
    "document_queued_bytes": "What waits to be taken by all sockets of documents together.",
}
_COUNTERS = {
    "publications": "Events of the journal that were told to somebody here.",
    "deliveries": "Events put into the queues of sockets.",
    "frames": "Frames written; the deliveries of one frame share its cost.",
    "backend_lives": "Connections made to the journal; each after the first means that one was lost.",
}
_LABELLED = {
    "commands": (
        "Commands of clients; the outcome is `ok`, `closed` or the code of the error.",
        ("command", "outcome"),
    ),
    "closes": ("Sockets closed, by close code; `client` where the client left.", ("code",)),
    "refusals": ("Handshakes refused: 403 for a foreign page, 503 when full or leaving.", ("status",)),
    "recoveries": ("Clients that came back with a position: `recovered` or `failed`.", ("result",)),
    "insufficient": (
        "Subscriptions that missed something and were told so, by how it was found.",
        ("cause",),
    ),
}
_COMMANDS = {"HistoryOf": "history", "PresenceStats": "presence_stats", "SubRefresh": "sub_refresh"}
_RPC_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Counts:
    __slots__ = (
        "backend_lives",
        "closes",
        "commands",
        "deliveries",
        "frames",
        "insufficient",
        "publications",
        "recoveries",
        "refusals",
        "rpc_seconds",
    )

    def __init__(self) -> None:
        self.publications = 0
        self.deliveries = 0
        self.frames = 0
        self.backend_lives = 0
        self.closes: Counter[str] = Counter()
        self.refusals: Counter[str] = Counter()
        self.recoveries: Counter[str] = Counter()
        self.insufficient: Counter[str] = Counter()
        self.commands: Counter[tuple[str, str]] = Counter()
        # Registered nowhere: the collector gives it out with the rest.
        self.rpc_seconds = Histogram(
            "realtime_rpc_seconds",
            "Seconds that a command by rpc took; the outcome is `ok` or the code of the error.",
            ["method", "outcome"],
            buckets=_RPC_BUCKETS,
            registry=None,
        )

    def answered(self, request: object, outcome: str) -> None:
        """Count a command by its kind, a class of `realtime.protocol`."""
        name = type(request).__name__
        self.commands[_COMMANDS.get(name) or name.lower(), outcome] += 1

    @contextmanager
    def timed(self, method: str) -> Iterator[None]:
        """`method` is one of ours: a client could fill the memory with names that it makes up."""
        outcome = "100"
        with self.rpc_seconds.time() as timer:
            try:
                yield
                outcome = "ok"
            except Refusal as refusal:
                outcome = str(refusal.code)
                raise
            finally:
                timer.labels(method, outcome)


class RealtimeCollector(Collector):
    """Reads the counts when somebody asks; the gauges, some of `GAUGES`, are measured at that moment."""

    def __init__(self, counts: Counts, gauges: Mapping[str, Callable[[], float]]) -> None:
        self._counts = counts
        self._gauges = gauges

    def collect(self) -> Iterable[Metric]:
        for name, measure in self._gauges.items():
            yield GaugeMetricFamily(f"realtime_{name}", GAUGES[name], value=measure())
        for name, meaning in _COUNTERS.items():
            yield CounterMetricFamily(f"realtime_{name}", meaning, value=getattr(self._counts, name))
        for name, (meaning, labels) in _LABELLED.items():
            family = CounterMetricFamily(f"realtime_{name}", meaning, labels=labels)
            for values, count in getattr(self._counts, name).items():
                family.add_metric((values,) if isinstance(values, str) else values, count)
            yield family
        yield from self._counts.rpc_seconds.collect()
