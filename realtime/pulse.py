"""The heartbeat of all sockets of a process, those of an annex too: one task, no timer a connection."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from career import logs
from realtime import subscriptions
from realtime.protocol import EXPIRED, NO_PONG, STALE, WRITE_ERROR

if TYPE_CHECKING:
    from career.feed import Seat
    from realtime.connection import Connection
    from realtime.engine import Engine

SLOTS = 25
"""Ticks between two pings of a connection; each is in one slot, so that the load is even."""
_PONG_WITHIN = 8
"""Ticks."""
_GRACE = timedelta(seconds=25)
"""After its token expired, a connection that did not refresh it is closed."""


class Pulse:
    """`tick` is called once a second; the tests call it as fast as they like."""

    def __init__(self, engine: "Engine") -> None:
        self._engine = engine
        self._tick = 0

    async def run(self) -> None:
        while True:
            await asyncio.sleep(1)
            for tick in (self.tick, *(annex.tick for annex in self._engine.annexes)):
                try:
                    tick()
                except Exception as error:  # noqa: BLE001 - the other sockets must be kept alive
                    logs.crashed("tick failed", error)

    def tick(self) -> None:
        self._tick += 1
        now = asyncio.get_running_loop().time()
        pinging, due = self._tick % SLOTS, (self._tick - _PONG_WITHIN) % SLOTS
        limits = self._engine.limits
        seats: list[Seat] = []
        for connection in list(self._engine.waiting):
            if now - connection.born_at > limits.connect_seconds:
                connection.close(STALE)
        for connection in list(self._engine.connections):
            suspended = connection.writer.suspended_at
            if suspended is not None and now - suspended > limits.write_seconds:
                connection.close(WRITE_ERROR, flush=False)
            elif connection.slot == pinging:
                self._ping(connection)
                seats += subscriptions.seats(connection)
            elif connection.slot == due and connection.pinged:
                connection.close(NO_PONG, flush=False)
        self._engine.attendance.refresh(seats)

    @staticmethod
    def _ping(connection: "Connection") -> None:
        if connection.visitor is None or not connection.is_open:
            return
        expires_at = connection.visitor.expires_at
        if expires_at is not None and datetime.now(UTC) > expires_at + _GRACE:
            connection.close(EXPIRED)
            return
        connection.pinged = True
        connection.say("{}")
