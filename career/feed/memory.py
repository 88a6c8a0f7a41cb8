"""The journal of one process without Redis: the twin for tests, held to the same contract."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal

from career.errors import Unavailable
from career.events import Event
from career.feed.documents.memory import MemoryDocuments
from career.feed.journal import fresh_epoch
from career.feed.namespaces import Retention
from career.feed.orders import Order
from career.feed.port import (
    PRESENCE_LIFE,
    Checkpoint,
    Heard,
    History,
    Listener,
    Position,
    Publication,
    Seat,
    Signal,
    Since,
    conflation_key,
    key_life,
    packed,
    retention,
)


@dataclass
class Channel:
    epoch: str = field(default_factory=fresh_epoch)
    top: int = 0
    entries: deque[Publication] = field(default_factory=deque)
    expires: float = 0.0
    done: dict[str, tuple[Position, float]] = field(default_factory=dict)

    def add(self, body: str, size: int, life: float) -> Position:
        self.forget()
        self.top += 1
        self.entries.append(Publication(self.top, body))
        if len(self.entries) > size:
            self.entries.popleft()
        self.expires = time.monotonic() + life
        return Position(self.top, self.epoch)

    def forget(self) -> None:
        if time.monotonic() >= self.expires:
            self.entries.clear()


class MemoryFeed:
    """`down` makes every call fail, as when Redis is gone."""

    def __init__(self) -> None:
        self.down = False
        self.channels: dict[str, Channel] = {}
        self.listeners: set[MemoryListener] = set()
        self.texts = MemoryTexts(self)
        self.documents = MemoryDocuments(self)
        self.presence = MemoryPresence(self)

    async def publish(self, channel: str, event: Event, *, key: str | None = None) -> Position:
        body, kept = packed(channel, event), retention(channel)
        self.answer()
        state = self._channel(channel)
        now = time.monotonic()
        done = state.done.get(key) if key is not None else None
        if done is not None and now < done[1]:
            return done[0]
        position = state.add(body, kept.size, kept.life.total_seconds())
        if key is not None:
            state.done[key] = (position, now + key_life(event, key).total_seconds())
        self.say(channel, f"{position.offset}:{position.epoch}:{body}")
        return position

    async def append(self, channel: str, body: str, kept: Retention) -> Position:
        self.answer()
        position = self._channel(channel).add(body, kept.size, kept.life.total_seconds())
        self.say(channel, f"{position.offset}:{position.epoch}:{body}")
        return position

    async def ephemeral(self, channel: str, event: Event) -> None:
        payload = f"0:{conflation_key(event)}:{packed(channel, event)}"
        if not self.down:
            self.say(channel, payload)

    async def history(self, channel: str, since: Since, limit: int, *, reverse: bool = False) -> History:
        self.answer()
        state = self._channel(channel)
        state.forget()
        found = list(state.entries) if since != "none" else []
        if reverse:
            found.reverse()
        if isinstance(since, int):
            found = [entry for entry in found if (entry.offset < since if reverse else entry.offset > since)]
        return History(Position(state.top, state.epoch), tuple(found if limit < 0 else found[:limit]))

    async def position(self, channel: str) -> Position:
        return (await self.history(channel, "none", 0)).position

    async def positions(self, channels: list[str]) -> list[Position]:
        return [await self.position(channel) for channel in channels]

    async def renew(self, channel: str, epoch: str) -> bool:
        self.answer()
        state = self._channel(channel)
        if state.epoch != epoch:
            return False
        state.epoch = fresh_epoch()
        return True

    async def forget(self, channels: Collection[str]) -> None:
        self.answer()
        for channel in channels:
            self.channels.pop(channel, None)
            self.presence.here.pop(channel, None)
            self.texts.forget(channel)

    async def tell(self, order: Order) -> None:
        self.answer()
        self.say("@control", order.model_dump_json())

    async def knock(self, process: str) -> None:
        self.answer()
        self.say(f"@probe:{process}", "")

    def listener(self) -> Listener:
        return MemoryListener(self)

    def answer(self) -> None:
        if self.down:
            raise Unavailable("The journal does not answer.")

    def say(self, channel: str, payload: str) -> None:
        for listener in self.listeners:
            listener.receive(channel, payload)

    def _channel(self, channel: str) -> Channel:
        return self.channels.setdefault(channel, Channel())


class MemoryListener:
    def __init__(self, feed: MemoryFeed) -> None:
        self._feed = feed
        self._channels: set[str] = set()
        self._lines: asyncio.Queue[Heard | None] = asyncio.Queue()

    async def open(self) -> None:
        self._feed.answer()
        self._feed.listeners.add(self)

    async def ask(self, command: Literal["SUBSCRIBE", "UNSUBSCRIBE"], channels: list[str]) -> None:
        for channel in channels:
            if command == "SUBSCRIBE":
                self._channels.add(channel)
                self._lines.put_nowait(Heard("subscribe", channel, ""))
            else:
                self._channels.discard(channel)
                self._lines.put_nowait(Heard("unsubscribe", channel, ""))

    async def hear(self) -> Heard:
        line = await self._lines.get()
        if line is None:
            raise Unavailable("The journal hung up.")
        return line

    async def close(self) -> None:
        self._feed.listeners.discard(self)

    def receive(self, channel: str, payload: str) -> None:
        if channel in self._channels:
            self._lines.put_nowait(Heard("message", channel, payload))

    def cut(self) -> None:
        """Lose the connection, and with it whatever was not heard yet."""
        self._feed.listeners.discard(self)
        while not self._lines.empty():
            self._lines.get_nowait()
        self._lines.put_nowait(None)


class MemoryTexts:
    def __init__(self, feed: MemoryFeed) -> None:
        self._feed = feed
        self._checkpoints: dict[str, Checkpoint] = {}
        self._stops: set[str] = set()

    async def save(self, channel: str, checkpoint: Checkpoint) -> Signal:
        self._feed.answer()
        known = self._checkpoints.get(channel)
        if known is None or checkpoint.attempt >= known.attempt:
            self._checkpoints[channel] = checkpoint
        return await self.signal(channel)

    async def read(self, channel: str) -> Checkpoint | None:
        self._feed.answer()
        return self._checkpoints.get(channel)

    async def signal(self, channel: str) -> Signal:
        self._feed.answer()
        known = self._checkpoints.get(channel)
        return Signal(channel in self._stops, known.attempt if known else 0)

    async def stop(self, channel: str) -> None:
        self._feed.answer()
        self._stops.add(channel)

    def forget(self, channel: str) -> None:
        self._checkpoints.pop(channel, None)
        self._stops.discard(channel)


class MemoryPresence:
    """`here` holds each client's info, and when its time is over."""

    def __init__(self, feed: MemoryFeed) -> None:
        self._feed = feed
        self.here: defaultdict[str, dict[str, tuple[str, float]]] = defaultdict(dict)

    async def enter(self, seat: Seat) -> bool:
        self._feed.answer()
        here = self.here[seat.channel]
        new = seat.client not in here
        here[seat.client] = (seat.info, time.monotonic() + PRESENCE_LIFE.total_seconds())
        return new

    async def refresh(self, seats: Sequence[Seat]) -> None:
        for seat in seats:
            await self.enter(seat)

    async def leave(self, seat: Seat) -> bool:
        self._feed.answer()
        return self.here[seat.channel].pop(seat.client, None) is not None

    async def members(self, channel: str) -> dict[str, str]:
        self._feed.answer()
        now = time.monotonic()
        return {client: info for client, (info, ends) in self.here[channel].items() if now < ends}

    async def announce(self, what: Literal["join", "leave"], seat: Seat) -> None:
        self._feed.answer()
        self._feed.say(seat.channel, f"{what[0]}::{seat.info}")
