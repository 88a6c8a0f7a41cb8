"""A channel with members in this process: every payload becomes one line, given to all who are due it."""

import asyncio
from collections.abc import Iterable
from enum import Enum, auto
from typing import Protocol

from career.feed import Position, Publication
from realtime.metrics import Counts
from realtime.protocol import MOVES, move_push, publication_json, push_prefix
from realtime.rules import Rules

HELD_LIMIT = 1000
"""Payloads that wait for a resync; a channel that says more loses its members instead of the memory."""
_BUFFER_LIMIT = 1000
"""Payloads that wait for one subscriber's history."""
_NOWHERE = 2**60
"""The position of a member that is not live: no payload is the next one for it."""


class Spoiled(Enum):
    """Why a subscribe that is under way must not succeed."""

    GONE = auto()
    REVOKED = auto()
    STATE = auto()


class Subscriber(Protocol):
    """The socket of a member, as its topic sees it."""

    def offer(self, line: str, size: int, window: float) -> None: ...
    def replace(self, key: str, line: str, size: int, window: float) -> None: ...
    def lose(self, channel: str) -> None:
        """The member missed something: it must subscribe again from its own position."""


class Member:
    """One connection's subscription. It is live once its reply stands in the queue."""

    __slots__ = ("buffer", "live", "offer", "position", "spoiled", "subscriber", "topic")

    def __init__(self, topic: "Topic", subscriber: Subscriber) -> None:
        self.topic = topic
        self.subscriber = subscriber
        self.offer = subscriber.offer
        self.position = _NOWHERE
        self.live = False
        self.buffer: list[tuple[str, Publication]] = []
        self.spoiled: Spoiled | None = None

    def spoil(self, why: Spoiled) -> None:
        if self.spoiled is None:
            self.spoiled = why


class Topic:
    """`epoch` is that of the live members, none while there are none; `held` collects payloads during a
    resync. Under `lock` one joiner begins the subscription, or the last leaver ends it.
    """

    __slots__ = (
        "counts",
        "drain",
        "epoch",
        "held",
        "linger",
        "live",
        "lock",
        "members",
        "name",
        "newest",
        "prefix",
        "rules",
    )

    def __init__(self, name: str, rules: Rules, counts: Counts) -> None:
        self.name = name
        self.rules = rules
        self.counts = counts
        self.prefix = push_prefix(name)
        self.members: dict[Member, None] = {}
        self.live = 0
        self.epoch: str | None = None
        self.newest = (0, 0)
        """Offset and hash of the newest body delivered in this epoch: what the journal must still hold."""
        self.held: list[str] | None = None
        self.lock = asyncio.Lock()
        self.drain: asyncio.Task[None] | None = None
        self.linger: asyncio.TimerHandle | None = None

    def take(self, payload: str) -> None:
        """`<offset>:<epoch>:<body>` of the journal, `0:<key>:<body>`, or who came or went; never waits."""
        number, tag, body = payload.split(":", 2)
        if number == "0":
            self._tell(tag, f"{self.prefix}{body}}}}}")
        elif number in MOVES:
            self._tell("", move_push(self.name, MOVES[number], body))
        elif self.held is not None:
            self._hold(payload)
        else:
            self.deliver(int(number), tag, body)

    def deliver(self, offset: int, epoch: str, body: str) -> None:
        if self.epoch is not None and epoch != self.epoch:
            self.lose_all("epoch")
            return
        line = f"{self.prefix}{publication_json(body, offset)}}}}}"
        size = len(line) if line.isascii() else len(line.encode())
        window = self.rules.window
        lost: list[Member] = []
        for member in self.members:
            step = offset - member.position
            if step == 1:
                member.position = offset
                member.offer(line, size, window)
            elif not member.live:
                self._buffer(member, epoch, Publication(offset, body))
            elif step > 1:
                lost.append(member)
        if offset > self.newest[0]:
            self.newest = (offset, hash(body))
        self.counts.publications += 1
        self.counts.deliveries += self.live - len(lost)
        self.lose(lost, "gap")

    def enter(self, member: Member, position: Position) -> None:
        """The member is live from here; its reply is enqueued in this same loop turn."""
        member.position = position.offset
        member.live = True
        member.buffer.clear()
        if self.epoch != position.epoch:
            self.epoch, self.newest = position.epoch, (0, 0)
        self.live += 1

    def remove(self, member: Member) -> bool:
        """Whether it was one."""
        if member not in self.members:
            return False
        del self.members[member]
        member.spoil(Spoiled.GONE)
        if member.live:
            member.live = False
            member.position = _NOWHERE
            self.live -= 1
            if not self.live:
                self.epoch = None
        return True

    def contradicted(self, entries: Iterable[Publication]) -> bool:
        """Whether the journal holds another body where we delivered ours: its past was written anew."""
        offset, body = self.newest
        return any(entry.offset == offset and hash(entry.body) != body for entry in entries)

    def lose(self, members: Iterable[Member], cause: str) -> None:
        for member in members:
            self.counts.insufficient[cause] += 1
            member.subscriber.lose(self.name)

    def lose_all(self, cause: str) -> None:
        """Nobody here can be served from the channel as it is now."""
        for member in self.members:
            if not member.live:
                member.spoil(Spoiled.STATE)
        self.lose(self.live_members(), cause)

    def live_members(self) -> list[Member]:
        return [member for member in self.members if member.live]

    def hold(self) -> None:
        """Deliver nothing until a resync has compared the members with the journal."""
        self.held = []

    def _hold(self, payload: str) -> None:
        assert self.held is not None
        if len(self.held) < HELD_LIMIT:
            self.held.append(payload)
        elif self.live:
            self.lose_all("held")

    def _buffer(self, member: Member, epoch: str, publication: Publication) -> None:
        if len(member.buffer) < _BUFFER_LIMIT:
            member.buffer.append((epoch, publication))
        else:
            member.spoil(Spoiled.STATE)

    def _tell(self, key: str, line: str) -> None:
        size = len(line.encode())
        for member in self.live_members():
            if key:
                member.subscriber.replace(f"{self.name}/{key}", line, size, self.rules.window)
            else:
                member.offer(line, size, self.rules.window)
        self.counts.deliveries += self.live
