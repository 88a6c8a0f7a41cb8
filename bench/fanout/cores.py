"""One core for the server, one for the client, the publisher and Redis."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

ALL = sorted(os.sched_getaffinity(0))
SERVER, CLIENT = ALL[0], ALL[-1]
SECOND = ALL[1] if len(ALL) > 2 else CLIENT
"""Of a second server process: with two cores it shares the client's."""


@contextmanager
def on(core: int) -> Iterator[None]:
    """Processes and threads started here stay on this core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
