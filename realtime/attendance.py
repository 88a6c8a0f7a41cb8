"""Who is in the channels of this process, as the journal knows it, and what others are told of it.

A reload or a passing loss of the network must show nothing to others, so the leave of a broken connection
waits a while. What is done for one seat happens in order: an entry is never taken back by an older farewell.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeAlias

import structlog

from career.errors import Unavailable
from career.feed import Presence, Seat
from realtime.rules import Rules

log = structlog.get_logger()

LEAVE_AFTER = 8.0
"""Seconds in which a broken connection may come back unnoticed."""
_AT_ONCE = 32
"""Calls at a time: a thousand sockets that end together must leave connections to Redis for others."""
_LAST_WORDS = 2.0
"""Seconds; an entry that is not taken back ends by itself."""

_Key: TypeAlias = tuple[str, str]
_Work: TypeAlias = Callable[[], Awaitable[object]]


class _Parting(NamedTuple):
    seat: Seat
    rules: Rules
    timer: asyncio.TimerHandle


class Attendance:
    """`up` says whether the journal is heard: while it is not, nobody waits for it."""

    def __init__(self, presence: Presence, up: Callable[[], bool], *, leave_after: float) -> None:
        self._presence = presence
        self._up = up
        self._leave_after = leave_after
        self._partings: dict[_Key, _Parting] = {}
        self._tasks: dict[_Key, asyncio.Task[None]] = {}
        self._due: dict[_Key, Seat] = {}
        self._refreshing: asyncio.Task[None] | None = None
        self._gate = asyncio.Semaphore(_AT_ONCE)

    async def enter(self, seat: Seat, rules: Rules) -> None:
        """Before its subscription is live; `arrive` or `retract` follows."""
        if not rules.presence:
            return
        if not self._up():
            raise Unavailable("The journal is not heard.")
        if _key(seat) in self._partings:
            # Whether it stays is decided within this time, too.
            self.part(seat, rules)
        before = self._tasks.get(_key(seat))
        if before is not None:
            await asyncio.wait({before})
        await self._presence.enter(seat)

    def arrive(self, seat: Seat, rules: Rules) -> None:
        """Its subscription is live. Nobody is told about one who was not missed yet."""
        if not self._cancelled(seat) and rules.joins:
            self._do(seat, lambda: self._presence.announce("join", seat))

    def retract(self, seat: Seat, rules: Rules) -> None:
        """Its subscription came to nothing, and nobody heard of it."""
        if rules.presence and _key(seat) not in self._partings:
            self._due.pop(_key(seat), None)
            self._do(seat, lambda: self._presence.leave(seat))

    def leave(self, seat: Seat, rules: Rules) -> None:
        """It left on purpose."""
        if rules.presence:
            self._cancelled(seat)
            self._due.pop(_key(seat), None)
            self._do(seat, lambda: self._leave(seat, rules))

    def part(self, seat: Seat, rules: Rules) -> None:
        """It was cut off: it left, unless it comes back soon."""
        if rules.presence:
            self._cancelled(seat)
            timer = asyncio.get_running_loop().call_later(self._leave_after, self.leave, seat, rules)
            self._partings[_key(seat)] = _Parting(seat, rules, timer)

    def refresh(self, seats: list[Seat]) -> None:
        """Keep these entries alive. Called every second: a slow journal gets them all at once."""
        self._due |= {_key(seat): seat for seat in seats}
        busy = self._refreshing is not None and not self._refreshing.done()
        if self._due and self._up() and not busy:
            due, self._due = list(self._due.values()), {}
            self._refreshing = asyncio.get_running_loop().create_task(
                self._call(lambda: self._presence.refresh(due))
            )

    async def settle(self) -> None:
        """Tell all that is still to be told: the process ends."""
        for parting in list(self._partings.values()):
            self.leave(parting.seat, parting.rules)
        tasks = {*self._tasks.values()} | ({self._refreshing} if self._refreshing else set())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=_LAST_WORDS)
            for task in late:
                task.cancel()

    async def _leave(self, seat: Seat, rules: Rules) -> None:
        if await self._presence.leave(seat) and rules.joins:
            await self._presence.announce("leave", seat)

    def _do(self, seat: Seat, work: _Work) -> None:
        key = _key(seat)
        # A refresh under way may hold the seat that is given up.
        before = {task for task in (self._tasks.get(key), self._refreshing) if task is not None}
        task = self._tasks[key] = asyncio.get_running_loop().create_task(self._after(before, work))
        task.add_done_callback(lambda done: self._done(key, done))

    async def _after(self, before: set[asyncio.Task[None]], work: _Work) -> None:
        if before:
            await asyncio.wait(before)
        async with self._gate:
            await self._call(work)

    async def _call(self, work: _Work) -> None:
        if not self._up():
            return
        try:
            await work()
        except Unavailable:
            log.info("presence not told")

    def _done(self, key: _Key, task: asyncio.Task[None]) -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key]

    def _cancelled(self, seat: Seat) -> bool:
        """Whether it was about to be missed."""
        parting = self._partings.pop(_key(seat), None)
        if parting is None:
            return False
        parting.timer.cancel()
        return True


def _key(seat: Seat) -> _Key:
    return seat.channel, seat.client
