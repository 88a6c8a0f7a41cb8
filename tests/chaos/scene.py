"""One person whose document is told about, the browsers that follow it, and what came of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx2

from tests.chaos.browsers import Browsers, Ledger, browsers
from tests.chaos.people import Person, settle
from tests.chaos.property import Verdict, judge
from tests.chaos.publisher import RATE, Publisher, own_numbered
from tests.chaos.town import Town, until

_CAUGHT_UP_WITHIN = 60.0
"""Seconds: after a crash the SDK comes back within two, a failed subscribe is tried again within as many."""
_SAY_AGAIN = 1.5


@dataclass
class Scene:
    town: Town
    person: Person
    crowd: Browsers
    publisher: Publisher
    names: list[str] = field(default_factory=list)

    async def arrive(self, number: int, *, loads_state: bool = False) -> list[str]:
        """So many browsers more, which are there when this returns."""
        names = [f"{'loading' if loads_state else 'plain'}-{len(self.names) + at}" for at in range(number)]
        for name in names:
            self.crowd.open(name, self.town.address, self.person, loads_state=loads_state)
        self.names += names
        await until(lambda: all(ledger.subscribed for ledger in self.ledgers().values()))
        return names

    def ledgers(self) -> dict[tuple[str, str], Ledger]:
        channels = (self.person.channel, self.person.own)
        return {
            (name, channel): self.crowd.ledgers[name, channel] for name in self.names for channel in channels
        }

    @contextlib.asynccontextmanager
    async def publishing(self, at_least: int) -> AsyncIterator[None]:
        async with self.publisher.publishing(self.person.channel, self.person.own, at_least):
            yield

    async def until_heard(self, serial: int) -> None:
        """Everybody has heard at least so much of the document."""
        ledgers = [self.crowd.ledgers[name, self.person.channel] for name in self.names]
        await until(lambda: all(ledger.newest >= serial for ledger in ledgers), _CAUGHT_UP_WITHIN)

    async def judged(self) -> list[Verdict]:
        """Of every browser and channel, once all have heard the last word.

        Whoever missed the end of the story for good hears nothing that says so until something more is told:
        so more is told, until everybody is there.
        """
        async with asyncio.timeout(_CAUGHT_UP_WITHIN):
            while True:
                await self.publisher.say(self.person.channel)
                await self.publisher.say(self.person.own, own_numbered)
                with contextlib.suppress(TimeoutError):
                    await until(self._all_caught_up, _SAY_AGAIN)
                    break
        return [
            judge(ledger.entries, self._published(channel)) for (_, channel), ledger in self.ledgers().items()
        ]

    def _published(self, channel: str) -> int:
        return self.publisher.published[channel]

    def _all_caught_up(self) -> bool:
        return all(
            ledger.newest == self._published(channel) - 1 for (_, channel), ledger in self.ledgers().items()
        )


@contextlib.asynccontextmanager
async def staged(town: Town, *, rate: float = RATE, size: int = 1, heal: bool = True) -> AsyncIterator[Scene]:
    """`rate` is in messages a second, `size` that of their text; `heal` first makes good what an earlier
    scene has broken.
    """
    if heal:
        await town.heal()
    publisher = Publisher(town.redis.url, rate=rate, size=size)
    async with (
        httpx2.AsyncClient(base_url=town.address, timeout=30) as http,
        contextlib.aclosing(publisher),
        browsers() as crowd,
    ):
        yield Scene(town, await settle(http), crowd, publisher)
