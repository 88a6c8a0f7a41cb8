"""Every namespace: how it behaves, and who may watch."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias
from uuid import UUID

from career import generations, imports
from career.feed.namespaces import namespace
from career.services import Services
from realtime.rules import Rules

Membership: TypeAlias = Callable[[Services, UUID, UUID], Awaitable[bool]]


async def _is_oneself(services: Services, user_id: UUID, subject_id: UUID) -> bool:  # noqa: ARG001 - one signature for all channels
    """The person, and nobody else."""
    return user_id == subject_id


CHANNELS: dict[str, tuple[Rules, Membership]] = {
    "user": (Rules(cap=300), _is_oneself),
    # Pieces of a text come every 40 ms; 10 ms of company halve the frames and nobody sees them.
    "generation": (Rules(cap=2000, window=0.010), generations.may_watch),
    "import": (Rules(cap=50), imports.may_watch),
}


class ProductChannels:
    def __init__(self, services: Services) -> None:
        self._services = services

    def rules(self, channel: str) -> Rules | None:
        name = namespace(channel)
        return CHANNELS[name][0] if name else None

    def own(self, user_id: UUID) -> tuple[str, ...]:
        return (f"user:{user_id}",)

    async def may_watch(self, user_id: UUID, channel: str) -> bool:
        name, _, subject = channel.partition(":")
        return await CHANNELS[name][1](self._services, user_id, UUID(subject))
