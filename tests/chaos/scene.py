"""One person whose document is told about, the browsers that follow it, and what came of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx2

from tests.chaos.browsers import Browsers, Ledger, browsers
from tests.chaos.people import Document, Person, ask, identify, settle
from tests.chaos.property import Verdict, judge
from tests.chaos.publisher import RATE, Publisher, own_numbered
from tests.chaos.town import Town, until

_CAUGHT_UP_WITHIN = 60.0
"""Seconds: after a crash the SDK comes back within two, a failed subscribe is tried again within as many."""
_SAY_AGAIN = 1.5


@dataclass
class Scene:
    town: Town
    http: httpx2.AsyncClient
    person: Person
    document: Document
    crowd: Browsers
    publisher: Publisher
    names: list[str] = field(default_factory=list)

    async def arrive(self, number: int, *, loads_state: bool = False) -> list[str]:
        """So many browsers more, which are there when this returns."""
        names = [f"{'loading' if loads_state else 'plain'}-{len(self.names) + at}" for at in range(number)]
        for name in names:
            self.open(name, loads_state=loads_state)
        self.names += names
        await until(lambda: all(ledger.subscribed for ledger in self.ledgers().values()))
        return names

    def open(self, name: str, *, loads_state: bool = False) -> None:
        self.crowd.open(name, self.town.address, self.person, self.document, loads_state=loads_state)

    def ledgers(self) -> dict[tuple[str, str], Ledger]:
        channels = (self.document.channel, self.person.own)
        return {
            (name, channel): self.crowd.ledgers[name, channel] for name in self.names for channel in channels
        }

    def codes(self) -> set[int]:
        """With which the connections of these browsers ended; 0 is for the wish to have one."""
        return {int(str(said["code"])) for name in self.names for said in self.crowd.said(name, "connecting")}

    @contextlib.asynccontextmanager
    async def publishing(self, at_least: int) -> AsyncIterator[None]:
        async with self.publisher.publishing(self.document.channel, self.person.own, at_least):
            yield

    async def until_heard(self, serial: int) -> None:
        """Everybody has heard at least so much of the document."""
        ledgers = [self.crowd.ledgers[name, self.document.channel] for name in self.names]
        await until(lambda: all(ledger.newest >= serial for ledger in ledgers), _CAUGHT_UP_WITHIN)

    async def judged(self) -> list[Verdict]:
        """Of every browser and channel, once all have heard the last word.

        Whoever missed the end of the story for good hears nothing that says so until something more is told:
        so more is told, until everybody is there.
        """
        async with asyncio.timeout(_CAUGHT_UP_WITHIN):
            while True:
                await self.publisher.say(self.document.channel)
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
    scene has broken, and the document is a new one in each.
    """
    if heal:
        await town.heal()
    publisher = Publisher(town.redis.url, rate=rate, size=size)
    async with (
        httpx2.AsyncClient(base_url=town.address, timeout=30) as http,
        contextlib.aclosing(publisher),
        browsers() as crowd,
    ):
        town.person = town.person or await settle(http)
        identify(http, town.person.bearer)
        yield Scene(town, http, town.person, await ask(http, town.person), crowd, publisher)


def assert_whole(verdicts: list[Verdict]) -> None:
    """Everybody heard everything, and nobody had to load anything again."""
    for verdict in verdicts:
        assert verdict.holds, verdict
        assert verdict.whole, verdict
        assert not verdict.failed_recoveries, verdict


def assert_announced(verdicts: list[Verdict]) -> None:
    """Something was lost, and whoever lost it was told."""
    assert all(verdict.holds for verdict in verdicts), [one for one in verdicts if not one.holds]
    assert sum(verdict.failed_recoveries for verdict in verdicts) >= 1
