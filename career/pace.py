"""Answers whose time tells nothing: what was looked up or written down for them stays hidden in a pause."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

_STEADY_S: Final = 0.5
"""Seconds; longer than a hash of a password with a few statements, and short enough for a person."""


@asynccontextmanager
async def steadily(*only: type[Exception]) -> AsyncIterator[None]:
    """Take half a second at least; with errors given, only when one of them ends it."""
    due = time.monotonic() + _STEADY_S
    try:
        yield
    except only:
        await asyncio.sleep(due - time.monotonic())
        raise
    if not only:
        await asyncio.sleep(due - time.monotonic())
