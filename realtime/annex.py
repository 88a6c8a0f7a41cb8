"""Other sockets of the process that share the engine's line to the journal, its heartbeat and its end."""

from collections.abc import Callable
from typing import Protocol

from career.feed import Order


class Annex(Protocol):
    def reconnected(self) -> None:
        """The journal is heard again, after something may have been missed."""

    def obey(self, order: Order) -> None: ...

    def tick(self) -> None:
        """Once a second."""

    async def drain(self, over: float) -> None:
        """Send everybody away at random moments within so many seconds."""

    def gauges(self) -> dict[str, Callable[[], float]]:
        """What is measured when somebody asks for the metrics, by name."""
