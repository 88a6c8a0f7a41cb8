"""How a channel behaves towards its subscribers, and who they may be."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from career.feed import Retention


@dataclass(frozen=True, slots=True)
class Rules:
    """`cap` is how many publications a recovery may replay, `window` how many seconds a line may wait for
    company. With `presence` a member may ask who else is there, and with `joins` too it is told who comes and
    goes. `publish` is how long that is kept which a member publishes; without it none may.
    """

    cap: int
    window: float = 0.0
    presence: bool = False
    joins: bool = False
    publish: Retention | None = None


class Channels(Protocol):
    """The names that exist, and the membership behind them."""

    def rules(self, channel: str) -> Rules | None:
        """None when there is no such channel."""

    def own(self, user_id: UUID) -> tuple[str, ...]:
        """The channels that every connection of this user has from the start."""

    async def may_watch(self, user_id: UUID, channel: str) -> bool: ...
