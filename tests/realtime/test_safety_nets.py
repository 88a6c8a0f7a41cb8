"""What runs beside the sockets for as long as the process does: it neither ends nor piles up."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from typing import Literal
from uuid import uuid4

import pytest
import structlog

from career.feed import MemoryFeed, Seat
from realtime.access import Watching
from realtime.attendance import Attendance
from realtime.rechecks import Rechecks
from realtime.rules import Rules
from tests.support.sockets import Guests, House, house, until

ROOM = Rules(cap=10, presence=True, joins=True)


@pytest.fixture
async def found() -> AsyncIterator[House]:
    async with house(MemoryFeed()) as opened:
        yield opened


class SlowPresence:
    """Answers a refresh once `answering` is set."""

    def __init__(self) -> None:
        self.answering = asyncio.Event()
        self.refreshed: list[list[str]] = []
        self.left: list[str] = []

    async def enter(self, seat: Seat) -> bool:
        return True

    async def refresh(self, seats: Sequence[Seat]) -> None:
        self.refreshed.append([seat.client for seat in seats])
        await self.answering.wait()

    async def leave(self, seat: Seat) -> bool:
        self.left.append(seat.client)
        return True

    async def members(self, channel: str) -> dict[str, str]:
        return {}

    async def announce(self, what: Literal["join", "leave"], seat: Seat) -> None:
        pass


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

    def __init__(self) -> None:
        self.user_id = uuid4()
        self.members = {"room:1": None}
        self.revoked: list[str] = []

    def revoke(self, channel: str) -> None:
        self.revoked.append(channel)


class TestMembershipsAskedAgain:
    async def test_everybodys_turn_comes_however_often_the_journal_does(self) -> None:
        running: set[asyncio.Task[None]] = set()

        def spawn(work: Coroutine[None, None, None]) -> None:
            running.add(asyncio.get_running_loop().create_task(work))

        rechecks = Rechecks(Watching(Guests()), spawn)
        rechecks.over = 0.2
        sockets = [Flat() for _ in range(20)]
        for _ in range(15):
            rechecks.slowly(sockets)  # type: ignore[arg-type]
            await asyncio.sleep(0.05)
        assert len(running) == 1
        assert all(socket.revoked for socket in sockets)
        await asyncio.wait(running)


class Watched:
    """As much of a topic as being picked for the comparison needs."""

    live = 1


class TestAnErrorThatNobodyThoughtOf:
    async def test_does_not_end_the_heartbeat(self, found: House, monkeypatch: pytest.MonkeyPatch) -> None:
        beats: list[int] = []

        def tick() -> None:
            beats.append(1)
            raise ZeroDivisionError

        monkeypatch.setattr(found.engine.pulse, "tick", tick)
        with structlog.testing.capture_logs() as logged:
            await until(lambda: len(beats) > 1)
        assert {line["event"] for line in logged} == {"tick failed"}

    async def test_does_not_end_the_comparison(self, monkeypatch: pytest.MonkeyPatch) -> None:
        compared: list[int] = []

        async def compare(_topics: object) -> None:
            compared.append(1)
            raise ZeroDivisionError

        monkeypatch.setattr("realtime.hub._CHECK_EVERY", 0.01)
        async with house(MemoryFeed()) as found:
            monkeypatch.setattr(found.engine.hub, "compare", compare)
            monkeypatch.setattr(found.engine.hub, "topics", {"room:1": Watched()})
            await until(lambda: len(compared) > 1)
            monkeypatch.undo()
