"""How a channel behaves towards its subscribers, and who they may be."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Rules:
    """`cap` is how many publications a recovery may replay, `window` how many seconds a line may wait for
    company.
    """

    cap: int
    window: float = 0.0


class Channels(Protocol):
    """The names that exist, and the membership behind them."""

    def rules(self, channel: str) -> Rules | None:
        """None when there is no such channel."""

    def own(self, user_id: UUID) -> str:
        """The channel that every connection of this user has from the start."""

    async def may_watch(self, user_id: UUID, channel: str) -> bool: ...
