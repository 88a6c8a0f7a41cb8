"""Our backend for `broadcaster`: it tells when messages may have been lost, and bounds what waits.

`broadcaster` awaits `subscribe` between its check and its assignment, and dies without a word when
`next_published` raises; so nothing here suspends or raises where it would hurt.
"""

import asyncio
import random
from collections import Counter, deque
from collections.abc import Callable
from typing import Literal, NamedTuple

import structlog
from broadcaster import BroadcastBackend, Event

from career.errors import Unavailable
from career.feed import Feed, Listener

log = structlog.get_logger()

_Command = tuple[Literal["SUBSCRIBE", "UNSUBSCRIBE"], str]

_BATCH = 512
"""Channels a command."""
_CONFIRMED_WITHIN = 2.0
_OPEN_WITHIN = 5.0
_YIELD_EVERY = 256
_INBOX_MESSAGES = 20_000
_INBOX_BYTES = 32 * 1024 * 1024


class Pace(NamedTuple):
    """Seconds: between two tests of the connection, for the answer to one, and between two lives (at first,
    then doubling up to the longest, give or take a half).
    """

    probe_every: float = 15.0
    probe_within: float = 5.0
    first_pause: float = 0.1
    longest_pause: float = 5.0


_PACE = Pace()


class FeedBackend(BroadcastBackend):
    """`life` grows with every connection made; `up` says that this one hears everything wanted."""

    def __init__(
        self,
        feed: Feed,
        process: str,
        *,
        on_lost: Callable[[], None],
        on_reconnected: Callable[[], None],
        pace: Pace = _PACE,
    ) -> None:
        self._feed = feed
        self._process = process
        self._probe_channel = f"@probe:{process}"
        self._on_lost = on_lost
        self._on_reconnected = on_reconnected
        self._pace = pace
        self._wanted: set[str] = set()
        self._commands: deque[_Command] = deque()
        self._commanded = asyncio.Event()
        self._asked: Counter[str] = Counter()
        self._confirmed: Counter[str] = Counter()
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}
        self._inbox: deque[Event] = deque()
        self._inbox_bytes = 0
        self._arrived = asyncio.Event()
        self._given = 0
        self._probed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._leaving = False
        self.life = 0
        self.up = False
        self.down_since: float | None = None

    async def connect(self) -> None:
        self.down_since = asyncio.get_running_loop().time()
        self._leaving = False
        self._task = asyncio.create_task(self._run())

    async def disconnect(self) -> None:
        if self._task is not None:
            self._leaving = True
            self._task.cancel()
            await asyncio.wait({self._task})
            self._task = None
        self._lose()

    async def subscribe(self, group: str) -> None:
        self._wanted.add(group)
        self._command("SUBSCRIBE", group)

    async def unsubscribe(self, group: str) -> None:
        self._wanted.discard(group)
        self._command("UNSUBSCRIBE", group)

    async def publish(self, channel: str, message: object) -> None:
        """Only the probe publishes this way; everything else is told by the feed."""
        raise NotImplementedError(f"{channel} is told by the feed")

    async def next_published(self) -> Event:
        while True:
            self._given += 1
            if self._given % _YIELD_EVERY == 0:
                await asyncio.sleep(0)
            if self._inbox:
                event = self._inbox.popleft()
                self._inbox_bytes -= len(event.message)
                return event
            self._arrived.clear()
            await self._arrived.wait()

    async def confirmed(self, channel: str) -> int:
        """The life in which the channel is heard; `Unavailable` at once while down, else after 2 s."""
        if not self.up:
            raise Unavailable("The journal is not heard.")
        if self._confirmed[channel] < self._asked[channel]:
            future = asyncio.get_running_loop().create_future()
            self._waiting.setdefault(channel, []).append(future)
            try:
                async with asyncio.timeout(_CONFIRMED_WITHIN):
                    await future
            except TimeoutError as error:
                raise Unavailable("The journal does not confirm.") from error
        return self.life

    def _command(self, verb: Literal["SUBSCRIBE", "UNSUBSCRIBE"], channel: str) -> None:
        if verb == "SUBSCRIBE":
            self._asked[channel] += 1
        self._commands.append((verb, channel))
        self._commanded.set()

    async def _run(self) -> None:
        pause = self._pace.first_pause
        while True:
            listener = self._feed.listener()
            try:
                async with asyncio.timeout(_OPEN_WITHIN):
                    await listener.open()
                await self._live(listener)
            except* Exception as group:  # noqa: BLE001 - whatever ends a life, the next one begins
                log.warning("journal connection lost", cause=_cause(group))
            finally:
                await _close(listener)
            if self.up:
                pause = self._pace.first_pause
            self._lose()
            # A task group that fails at the moment at which it is cancelled tells of the failure alone.
            if self._leaving:
                return
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter
            pause = min(pause * 2, self._pace.longest_pause)

    async def _live(self, listener: Listener) -> None:
        self.life += 1
        self._commands.clear()
        self._asked.clear()
        self._confirmed.clear()
        for channel in self._wanted:
            self._command("SUBSCRIBE", channel)
        # The last to be confirmed: once it is, all the others are.
        self._command("SUBSCRIBE", self._probe_channel)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._ask(listener))
            group.create_task(self._hear(listener))
            group.create_task(self._probe())

    async def _ask(self, listener: Listener) -> None:
        while True:
            await self._commanded.wait()
            self._commanded.clear()
            while self._commands:
                verb = self._commands[0][0]
                channels: list[str] = []
                while self._commands and self._commands[0][0] == verb and len(channels) < _BATCH:
                    channels.append(self._commands.popleft()[1])
                await listener.ask(verb, channels)

    async def _hear(self, listener: Listener) -> None:
        while True:
            kind, channel, payload = await listener.hear()
            if kind == "subscribe":
                self._confirm(channel)
            elif kind == "unsubscribe":
                self._forget(channel)
            elif channel == self._probe_channel:
                self._probed.set()
            else:
                self._receive(channel, payload)

    def _receive(self, channel: str, payload: str) -> None:
        self._inbox.append(Event(channel, payload))
        self._inbox_bytes += len(payload)
        if len(self._inbox) > _INBOX_MESSAGES or self._inbox_bytes > _INBOX_BYTES:
            raise Unavailable("More was told than this process can take.")
        self._arrived.set()

    def _confirm(self, channel: str) -> None:
        self._confirmed[channel] += 1
        if self._confirmed[channel] >= self._asked[channel]:
            for future in self._waiting.pop(channel, ()):
                if not future.done():
                    future.set_result(None)
        if channel == self._probe_channel and not self.up:
            self.up = True
            self.down_since = None
            self._clear_inbox()
            self._on_reconnected()

    def _forget(self, channel: str) -> None:
        if channel not in self._wanted and self._confirmed[channel] >= self._asked[channel]:
            del self._asked[channel], self._confirmed[channel]

    async def _probe(self) -> None:
        """A connection may answer nothing for ever and look alive; hearing oneself is the proof."""
        while True:
            self._probed.clear()
            await asyncio.sleep(self._pace.probe_every)
            await self._feed.knock(self._process)
            async with asyncio.timeout(self._pace.probe_within):
                await self._probed.wait()

    def _lose(self) -> None:
        if self.up:
            self.up = False
            self.down_since = asyncio.get_running_loop().time()
        self._clear_inbox()
        for futures in self._waiting.values():
            for future in futures:
                if not future.done():
                    future.set_exception(Unavailable("The journal hung up."))
        self._waiting.clear()
        self._on_lost()

    def _clear_inbox(self) -> None:
        self._inbox.clear()
        self._inbox_bytes = 0


async def _close(listener: Listener) -> None:
    try:
        await listener.close()
    except Unavailable:
        log.debug("the lost connection did not close cleanly")


def _cause(group: BaseExceptionGroup[BaseException]) -> str:
    return ", ".join(type(error).__name__ for error in group.exceptions)
