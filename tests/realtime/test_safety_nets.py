"""What runs beside the sockets for as long as the process does: it neither ends nor piles up."""

import asyncio
from collections.abc import Coroutine, Sequence
from uuid import uuid4

import pytest
import structlog

from career.feed import MemoryFeed, Seat
from career.feed.memory import MemoryPresence
from realtime.access import Watching
from realtime.attendance import Attendance
from realtime.rechecks import Rechecks
from realtime.rules import Rules
from tests.support.sockets import Guests, house, until

ROOM = Rules(cap=10, presence=True, joins=True)


class SlowPresence(MemoryPresence):
    """Answers a refresh once `answering` is set."""

    def __init__(self) -> None:
        super().__init__(MemoryFeed())
        self.answering = asyncio.Event()
        self.refreshed: list[list[str]] = []
        self.left: list[str] = []

    async def refresh(self, seats: Sequence[Seat]) -> None:
        self.refreshed.append([seat.client for seat in seats])
        await self.answering.wait()

    async def leave(self, seat: Seat) -> bool:
        self.left.append(seat.client)
        return await super().leave(seat)


def seat(client: str) -> Seat:
    return Seat("room:1", client, "{}")


class TestPresenceThatIsKeptAlive:
    async def test_while_the_journal_is_slow_one_call_is_under_way_and_one_is_collected(self) -> None:
        presence = SlowPresence()
        attendance = Attendance(presence, lambda: True, leave_after=8)
        busy = len(asyncio.all_tasks())
        for _ in range(50):
            attendance.refresh([seat("ada"), seat("eve")])
            await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == busy + 1
        presence.answering.set()
        await asyncio.sleep(0.01)
        attendance.refresh([])
        await attendance.settle()
        assert presence.refreshed == [["ada", "eve"], ["ada", "eve"]]

    async def test_who_left_meanwhile_is_not_put_back(self) -> None:
        presence = SlowPresence()
        attendance = Attendance(presence, lambda: True, leave_after=8)
        attendance.refresh([seat("ada")])
        await asyncio.sleep(0)
        attendance.refresh([seat("ada"), seat("eve")])
        attendance.leave(seat("eve"), ROOM)
        presence.answering.set()
        await asyncio.sleep(0.01)
        attendance.refresh([])
        await attendance.settle()
        assert presence.left == ["eve"]
        assert presence.refreshed == [["ada"], ["ada"]]


class Flat:
    """As much of a connection as asking for its memberships needs."""

    def __init__(self, *, ill: bool = False) -> None:
        self.user_id = uuid4()
        self.members = {"room:1": None}
        self.revoked: list[str] = []
        self._ill = ill

    def revoke(self, channel: str) -> None:
        self.revoked.append(channel)
        if self._ill:
            raise ZeroDivisionError


class TestMembershipsAskedAgain:
    def rechecks(self, running: set[asyncio.Task[None]]) -> Rechecks:
        def spawn(work: Coroutine[None, None, None]) -> None:
            running.add(asyncio.get_running_loop().create_task(work))

        rechecks = Rechecks(Watching(Guests()), spawn)
        rechecks.over = 0.2
        return rechecks

    async def test_everybodys_turn_comes_however_often_the_journal_does(self) -> None:
        running: set[asyncio.Task[None]] = set()
        rechecks = self.rechecks(running)
        sockets = [Flat() for _ in range(20)]
        for _ in range(15):
            rechecks.slowly(sockets)  # type: ignore[arg-type]
            await asyncio.sleep(0.05)
        assert len(running) == 1
        assert all(socket.revoked for socket in sockets)
        await asyncio.wait(running)

    async def test_a_connection_that_cannot_be_sent_away_stops_neither_this_round_nor_the_next(self) -> None:
        running: set[asyncio.Task[None]] = set()
        rechecks = self.rechecks(running)
        ill, well = Flat(ill=True), Flat()
        for _ in range(2):
            rechecks.slowly([ill, well])  # type: ignore[list-item]
            await asyncio.wait(running)
        assert len(ill.revoked) == len(well.revoked) == 2


class Beating:
    """As much of an annex as its heartbeat needs."""

    def __init__(self, *, ill: bool) -> None:
        self.beats = 0
        self._ill = ill

    def tick(self) -> None:
        self.beats += 1
        if self._ill:
            raise ZeroDivisionError


class Watched:
    """As much of a topic as being picked for the comparison needs."""

    live = 1


class TestAnErrorThatNobodyThoughtOf:
    async def test_does_not_end_the_heartbeat(self, monkeypatch: pytest.MonkeyPatch) -> None:
        beats: list[int] = []

        def tick() -> None:
            beats.append(1)
            raise ZeroDivisionError

        async with house(MemoryFeed()) as found:
            monkeypatch.setattr(found.engine.pulse, "tick", tick)
            with structlog.testing.capture_logs() as logged:
                await until(lambda: len(beats) > 1)
        assert {line["event"] for line in logged} == {"tick failed"}

    async def test_does_not_end_the_heartbeat_of_others(self, monkeypatch: pytest.MonkeyPatch) -> None:
        ill, well = Beating(ill=True), Beating(ill=False)
        async with house(MemoryFeed()) as found:
            monkeypatch.setattr(found.engine, "annexes", [ill, well])
            await until(lambda: well.beats > 1)
        assert ill.beats > 1

    async def test_does_not_end_the_comparison(self, monkeypatch: pytest.MonkeyPatch) -> None:
        compared: list[int] = []

        async def compare(_topics: object) -> None:
            compared.append(1)
            raise ZeroDivisionError

        monkeypatch.setattr("realtime.hub._CHECK_EVERY", 0.01)
        async with house(MemoryFeed()) as found:
            with monkeypatch.context() as patched:
                patched.setattr(found.engine.hub, "compare", compare)
                patched.setattr(found.engine.hub, "topics", {"room:1": Watched()})
                await until(lambda: len(compared) > 1)
