"""How long the journal remembers: here, because every publisher needs it and none may import `realtime`."""

import re
from datetime import timedelta
from typing import NamedTuple

META_LIFE = timedelta(days=30)
"""Epoch and top outlive every log, so an old position is answered with a no and never with silence."""

_NAME = re.compile(r"([a-z]+):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Retention(NamedTuple):
    """Publications kept at most, and how long after the last one."""

    size: int
    life: timedelta


RETENTION = {
    "user": Retention(500, timedelta(hours=24)),
    # A text stream is many small pieces, of use only while somebody watches it being written.
    "generation": Retention(5000, timedelta(minutes=15)),
    "import": Retention(50, timedelta(hours=1)),
}


def namespace(channel: str) -> str | None:
    """The namespace of `<namespace>:<uuid>`, or none when that is not a channel of ours."""
    found = _NAME.fullmatch(channel)
    return found[1] if found and found[1] in RETENTION else None
