"""One bare Redis connection in subscribe mode.

Not redis-py's `PubSub`: it reconnects silently in some paths and gives no sign that messages were lost.
"""

from typing import TYPE_CHECKING, Literal

from redis.exceptions import RedisError

from career.errors import Unavailable
from career.feed.port import CALL_LIMIT, Heard

if TYPE_CHECKING:
    from redis.asyncio import ConnectionPool
    from redis.asyncio.connection import AbstractConnection

_PREFIX = "feed:"


class RedisListener:
    """Made for one life: opened once, and thrown away at the first `Unavailable`."""

    def __init__(self, pool: "ConnectionPool") -> None:
        settings = dict(pool.connection_kwargs)
        for silent in ("retry", "retry_on_error", "retry_on_timeout"):
            settings.pop(silent, None)
        settings.update(
            decode_responses=True,
            encoding="utf-8",
            # A quiet channel is no error, and half-open connections are found by the probe.
            socket_timeout=None,
            health_check_interval=0,
            socket_connect_timeout=CALL_LIMIT.total_seconds(),
            protocol=2,
        )
        self._connection: AbstractConnection = pool.connection_class(**settings)

    async def open(self) -> None:
        try:
            await self._connection.connect()  # type: ignore[no-untyped-call]
        except (RedisError, OSError) as error:
            raise Unavailable("The journal cannot be listened to.") from error

    async def ask(self, command: Literal["SUBSCRIBE", "UNSUBSCRIBE"], channels: list[str]) -> None:
        try:
            await self._connection.send_command(command, *(_PREFIX + channel for channel in channels))
        except (RedisError, OSError) as error:
            raise Unavailable("The journal hung up.") from error

    async def hear(self) -> Heard:
        try:
            kind, channel, payload = await self._connection.read_response()
        except (RedisError, OSError) as error:
            raise Unavailable("The journal hung up.") from error
        return Heard(kind, channel[len(_PREFIX) :], payload)

    async def close(self) -> None:
        try:
            await self._connection.disconnect(nowait=True)
        except (RedisError, OSError) as error:
            raise Unavailable("The journal hung up.") from error
