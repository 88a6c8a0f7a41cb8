"""Other sockets of the process that share the engine's line to the journal, and leave when it does."""

from collections.abc import Callable
from typing import Protocol

from career.feed import Order


class Annex(Protocol):
    def reconnected(self) -> None:
        """The journal is heard again, after something may have been missed."""

    def obey(self, order: Order) -> None: ...

    async def drain(self, over: float) -> None:
        """Send everybody away at random moments within so many seconds."""

    def gauges(self) -> dict[str, Callable[[], float]]:
        """What is measured when somebody asks for the metrics, by name."""
