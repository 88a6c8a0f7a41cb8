"""A publisher that numbers what it says, and says it again until the journal has it."""

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from uuid import UUID, uuid4

from redis.asyncio import Redis

from career.errors import Unavailable
from career.events import Event, ExportFinished, GenerationGrew
from career.feed import RedisFeed

RATE = 85.0
"""Messages a second."""
_OWN_EVERY = 8
"""… of which every eighth is told on the person's own channel as well, whose recovery cap is smaller."""
_AGAIN_AFTER = 0.05
_ALL = 5_000

Said = dict[str, object]


def own_numbered(serial: int) -> Event:
    return ExportFinished(export_id=UUID(int=serial), status="completed")


def serial_of(data: Said) -> int | None:
    """The number of an event of the publisher; none for one of the product's."""
    if data["type"] == "generation.grew":
        return int(str(data["at"]))
    if data["type"] == "export.finished":
        return UUID(str(data["export_id"])).int
    return None


class Publisher:
    """`published` says how many the journal has taken, channel by channel; `size` is that of their text."""

    def __init__(self, redis_url: str, *, rate: float = RATE, size: int = 1) -> None:
        self._redis: Redis = Redis.from_url(redis_url, socket_timeout=2, socket_connect_timeout=2)
        self._feed = RedisFeed(self._redis)
        self._name = uuid4().hex
        self._rate = rate
        self._text = "x" * size
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.published: dict[str, int] = {}

    async def aclose(self) -> None:
        await self._redis.aclose()

    async def say(self, channel: str, make: Callable[[int], Event] | None = None) -> None:
        """One message; a repeat after a lost reply has the same key, so it counts once.

        One at a time: two with one number would be one message and a hole.
        """
        async with self._turns[channel]:
            serial = self.published.setdefault(channel, 0)
            event, key = (make or self._numbered)(serial), f"{self._name}-{serial}"
            while True:
                try:
                    await self._feed.publish(channel, event, key=key)
                except Unavailable:
                    await asyncio.sleep(_AGAIN_AFTER)
                else:
                    self.published[channel] += 1
                    return

    def _numbered(self, serial: int) -> Event:
        return GenerationGrew(attempt=1, at=serial, text=self._text)

    async def told(self, channel: str) -> list[Said]:
        """All events that the journal has of a channel, whoever published them."""
        history = await self._feed.history(channel, 0, _ALL)
        return [json.loads(publication.body)["data"] for publication in history.publications]

    async def burst(self, channel: str, number: int, make: Callable[[int], Event] | None = None) -> None:
        """As fast as the journal takes them."""
        for _ in range(number):
            await self.say(channel, make)

    @contextlib.asynccontextmanager
    async def publishing(self, channel: str, own: str, at_least: int) -> AsyncIterator[None]:
        """Until the block ends, and until there are enough."""
        over = asyncio.Event()
        task = asyncio.create_task(self._publish(channel, own, at_least, over))
        try:
            yield
        except BaseException:
            task.cancel()
            raise
        finally:
            over.set()
            await asyncio.wait({task})
        task.result()

    async def _publish(self, channel: str, own: str, at_least: int, over: asyncio.Event) -> None:
        while not over.is_set() or self.published.get(channel, 0) < at_least:
            await self.say(channel)
            if self.published[channel] % _OWN_EVERY == 0:
                await self.say(own, own_numbered)
            await asyncio.sleep(1 / self._rate)
