"""Memberships asked again when an order to end one may not have been heard."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING

import structlog

from career import logs
from career.errors import Unavailable

if TYPE_CHECKING:
    from realtime.access import Watching
    from realtime.connection import Connection

log = structlog.get_logger()

_OVER = 60.0
"""Seconds over which those of all connections are asked, for the sake of the database."""


class Rechecks:
    def __init__(self, watching: "Watching", spawn: Callable[[Coroutine[None, None, None]], None]) -> None:
        self.over = _OVER
        self._watching = watching
        self._spawn = spawn
        self._asked: set[Connection] = set()
        self._waiting: OrderedDict[Connection, None] = OrderedDict()
        self._pause = 0.0
        self._under_way = False

    def now(self, connection: "Connection") -> None:
        """Every membership of this connection, unless they are being asked for."""
        if connection not in self._asked:
            self._asked.add(connection)
            self._spawn(self._once(connection))

    def slowly(self, connections: Iterable["Connection"]) -> None:
        # Those that wait keep their place: however often Redis comes and goes, everybody's turn comes.
        self._waiting |= dict.fromkeys(connections)
        if self._waiting:
            self._pause = self.over / len(self._waiting)
            if not self._under_way:
                self._under_way = True
                self._spawn(self._each())

    def forget(self, connection: "Connection") -> None:
        self._waiting.pop(connection, None)

    async def _each(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._pause)
            if self._waiting:  # or the last of them has gone meanwhile
                connection, _ = self._waiting.popitem(last=False)
                await self._ask(connection)
        self._under_way = False

    async def _once(self, connection: "Connection") -> None:
        try:
            await self._ask(connection)
        finally:
            self._asked.discard(connection)

    async def _ask(self, connection: "Connection") -> None:
        if connection.user_id is None:
            return
        try:
            for channel in list(connection.members):
                if not await self._watching.ask(connection.user_id, channel):
                    connection.revoke(channel)
        except Unavailable:
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, the next connection must be checked
            log.warning("membership not checked", error=type(error).__name__, frames=logs.frames(error))
