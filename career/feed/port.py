"""What the product asks of its journal; Redis keeps it, and a twin in memory serves tests."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal, NamedTuple, Protocol

from career.events import AnyEvent, DurableEvent, Event, events
from career.feed.documents import Documents
from career.feed.namespaces import RETENTION, Retention, namespace
from career.feed.orders import Order

EVENT_LIMIT = 32 * 1024
"""Bytes of one event's JSON."""
CALL_LIMIT = timedelta(seconds=2)
"""One call to Redis: a socket's command must be answered within 5 s, and may need two of them."""
KEY_LIFE = timedelta(minutes=5)
"""How long a repeat with the same key is swallowed …"""
DURABLE_KEY_LIFE = timedelta(hours=1)
"""… and for events of the outbox, whose sweeper may come late."""
PRESENCE_LIFE = timedelta(seconds=60)
"""A process that was killed says no farewell: its entries end after this long without a refresh."""

Since = int | Literal["none", "end"]
"""After this offset (before it, in reverse) · no publications, the position alone · from the very end."""


class Position(NamedTuple):
    """Where a channel stands. Offsets of another epoch say nothing about this one."""

    offset: int
    epoch: str


@dataclass(frozen=True, slots=True)
class Publication:
    """`body` is `{"data":<event>}`, as its publisher made it."""

    offset: int
    body: str

    def event(self) -> AnyEvent:
        return events.validate_json(self.body[len('{"data":') : -1])


@dataclass(frozen=True, slots=True)
class History:
    """`position` is the top of the channel, not the last of `publications`."""

    position: Position
    publications: tuple[Publication, ...] = ()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A text as far as it is told: `position` is of the last piece contained, `at` in seconds since 1970."""

    attempt: int
    text: str
    position: Position
    at: float


@dataclass(frozen=True, slots=True)
class Signal:
    """What a writer must know: somebody asked it to stop, or a newer attempt (0: none yet) took over."""

    stop: bool
    attempt: int


class Seat(NamedTuple):
    """One socket's place on a channel; `info` is the JSON that others see: `{client, user, conn_info}`."""

    channel: str
    client: str
    info: str


class Heard(NamedTuple):
    """One line of a listener: a payload, or the confirmation of a subscribe or unsubscribe."""

    kind: Literal["message", "subscribe", "unsubscribe"]
    channel: str
    payload: str


class Listener(Protocol):
    """One connection in subscribe mode. It never reconnects by itself: whoever owns it must know."""

    async def open(self) -> None: ...
    async def ask(self, command: Literal["SUBSCRIBE", "UNSUBSCRIBE"], channels: list[str]) -> None: ...
    async def hear(self) -> Heard: ...
    async def close(self) -> None: ...


class Texts(Protocol):
    """Checkpoints and cancellation of text streams."""

    async def save(self, channel: str, checkpoint: Checkpoint) -> Signal:
        """Store it, unless a newer attempt has one already."""

    async def read(self, channel: str) -> Checkpoint | None: ...
    async def signal(self, channel: str) -> Signal: ...
    async def stop(self, channel: str) -> None: ...


class Presence(Protocol):
    """Who is on a channel; an entry ends `PRESENCE_LIFE` after it was made or refreshed."""

    async def enter(self, seat: Seat) -> bool:
        """Whether the client is new there."""

    async def refresh(self, seats: Sequence[Seat]) -> None:
        """Prolong entries, and make again those that were lost."""

    async def leave(self, seat: Seat) -> bool:
        """Whether it was there."""

    async def members(self, channel: str) -> dict[str, str]:
        """Every client's info."""

    async def announce(self, what: Literal["join", "leave"], seat: Seat) -> None:
        """Tell whoever listens now that somebody came or went."""


class Feed(Protocol):
    """The journal. Everything but `ephemeral` raises `Unavailable` when it does not answer in time."""

    @property
    def texts(self) -> Texts: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def presence(self) -> Presence: ...

    async def publish(self, channel: str, event: Event, *, key: str | None = None) -> Position:
        """Give the event the next offset and tell it; a repeat with the same key tells nothing and returns
        the first position. `ValueError` for an event that is not of this channel or beyond `EVENT_LIMIT`.
        """

    async def append(self, channel: str, body: str, kept: Retention) -> Position:
        """As `publish`, for what a client says: `body` is `{"data":…}`, and any name may be a channel."""

    async def ephemeral(self, channel: str, event: Event) -> None:
        """Tell whoever listens now; nothing is kept, and a failure is no error."""

    async def history(self, channel: str, since: Since, limit: int, *, reverse: bool = False) -> History:
        """At most `limit` publications (-1: all that are kept)."""

    async def position(self, channel: str) -> Position: ...
    async def positions(self, channels: list[str]) -> list[Position]: ...

    async def renew(self, channel: str, epoch: str) -> bool:
        """Give the channel another epoch if it still has this one: positions of before are void."""

    async def forget(self, channels: Collection[str]) -> None:
        """Leave nothing of what was said, written or known on these; positions of before are void."""

    async def tell(self, order: Order) -> None:
        """Send an order to every process that holds sockets."""

    async def knock(self, process: str) -> None:
        """Send that process the message by which it tests its own listener."""

    def listener(self) -> Listener: ...


def packed(channel: str, event: Event) -> str:
    """The body of a publication; `ValueError` when the event may not be told there or is too large."""
    space = namespace(channel)
    if space is None or space not in event.namespaces:
        raise ValueError(f"{event.type} is not told on {channel!r}")
    text = event.model_dump_json()
    if len(text.encode()) > EVENT_LIMIT:
        raise ValueError(f"{event.type} is larger than {EVENT_LIMIT} bytes")
    return f'{{"data":{text}}}'


def conflation_key(event: Event) -> str:
    """Empty for an event of which each one counts."""
    return f"{event.type}/{getattr(event, event.conflate)}" if event.conflate else ""


def retention(channel: str) -> Retention:
    return RETENTION[channel.partition(":")[0]]


def key_life(event: Event, key: str | None) -> timedelta:
    if key is None:
        return timedelta(0)
    return DURABLE_KEY_LIFE if isinstance(event, DurableEvent) else KEY_LIFE
