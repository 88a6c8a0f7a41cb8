"""What publishing costs, for Prometheus; here, because web and workers publish alike."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal

from prometheus_client import Counter, Histogram

from career.errors import Unavailable

_SECONDS: Final = Histogram(
    "shortlist_publish_seconds",
    "Seconds from publishing an event to the journal's answer: `kept` with an offset, or `ephemeral`.",
    ["kind"],
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0),
)
_ERRORS: Final = Counter(
    "shortlist_publish_errors",
    "Events that the journal did not take in time; durable ones are sent again from the outbox.",
    ["kind"],
)


@contextmanager
def publishing(kind: Literal["kept", "ephemeral"]) -> Iterator[None]:
    started = time.perf_counter()
    try:
        yield
    except Unavailable:
        _ERRORS.labels(kind).inc()
        raise
    _SECONDS.labels(kind).observe(time.perf_counter() - started)
