"""Whether it lives, whether it can serve, and what it counts."""

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families
from redis.asyncio import Redis
from tortoise.transactions import in_transaction

from career.errors import Unavailable
from career.events import GenerationStarted
from career.feed import MemoryFeed, RedisFeed
from models.outbox import OutboxEvent
from realtime.engine import Engine, Parts
from realtime.rpc import Rpc
from tests.support.house import House
from tests.support.sockets import Guests, house


@asynccontextmanager
async def hearing(app: House, engine: Engine) -> AsyncIterator[httpx2.AsyncClient]:
    """A stranger at the application with these sockets."""
    async with replace(app, state=app.state | {"realtime": engine}).client() as stranger:
        yield stranger


async def sample(client: httpx2.AsyncClient, name: str, **labels: str) -> float:
    served = await client.get("/metrics")
    for family in text_string_to_metric_families(served.text):
        for found in family.samples:
            if found.name == name and found.labels == labels:
                return float(found.value)
    return 0.0


class TestReady:
    async def test_it_names_each_dependency(self, client: httpx2.AsyncClient) -> None:
        ready = await client.get("/ready")
        assert (ready.status_code, ready.json()) == (
            200,
            {"status": "ready", "checks": {"database": "ok", "redis": "ok"}},
        )

    async def test_a_journal_that_was_lost_is_named_after_ten_seconds(self, app: House) -> None:
        feed = MemoryFeed()
        async with house(feed) as sockets, hearing(app, sockets.engine) as client:
            backend = sockets.engine.hub.backend
            feed.down = True
            for listener in list(feed.listeners):
                listener.cut()
            await sockets.settled(lambda: not backend.up)
            # All processes lose it at once: one hiccup must not take the whole site away.
            assert (await client.get("/ready")).status_code == 200
            assert backend.down_since is not None
            backend.down_since -= 10
            ready = await client.get("/ready")
            assert (ready.status_code, ready.json()["checks"]["redis"]) == (503, "does not answer")
            assert (await client.get("/health")).status_code == 200
            feed.down = False
            await sockets.settled(lambda: backend.up)
            assert (await client.get("/ready")).status_code == 200

    async def test_whoever_never_heard_the_journal_is_not_ready(self, app: House) -> None:
        guests, rpc = Guests(), Rpc(app.services)
        parts = Parts(feed=MemoryFeed(), door=guests, channels=guests, rpc=rpc, origins=frozenset())
        async with hearing(app, Engine(parts)) as client:
            assert (await client.get("/ready")).status_code == 503


class TestOutboxAge:
    NAME = "shortlist_outbox_oldest_seconds"

    async def test_it_is_the_age_of_the_oldest_event_that_was_not_sent(
        self, client: httpx2.AsyncClient
    ) -> None:
        assert await sample(client, self.NAME) == 0
        for age, sent in ((300, True), (90, False), (30, False)):
            row = await OutboxEvent.create(channel=f"user:{uuid4()}", body="{}")
            at = datetime.now(UTC) - timedelta(seconds=age)
            await OutboxEvent.filter(id=row.id).update(created_at=at, published_at=at if sent else None)
        assert 90 <= await sample(client, self.NAME) < 100

    async def test_a_database_that_does_not_say_holds_up_no_scrape(self, client: httpx2.AsyncClient) -> None:
        async with in_transaction() as holder:
            await holder.execute_query("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE")
            started = time.monotonic()
            # In a context of its own: in this one, it would ask within the transaction.
            scrape = asyncio.create_task(sample(client, self.NAME), context=Context())
            assert math.isnan(await scrape)
            assert time.monotonic() - started < 4


class TestPublishing:
    EVENT = GenerationStarted(attempt=1)

    @pytest.mark.parametrize("kind", ["kept", "ephemeral"])
    async def test_it_is_timed_and_its_failures_are_counted(
        self, client: httpx2.AsyncClient, feed: RedisFeed, kind: str
    ) -> None:
        nowhere = Redis.from_url("redis://127.0.0.1:1")
        timed = await sample(client, "shortlist_publish_seconds_count", kind=kind)
        failed = await sample(client, "shortlist_publish_errors_total", kind=kind)
        await self._publish(feed, kind)
        with suppress(Unavailable):
            await self._publish(RedisFeed(nowhere), kind)
        await nowhere.aclose()
        assert await sample(client, "shortlist_publish_seconds_count", kind=kind) == timed + 1
        assert await sample(client, "shortlist_publish_errors_total", kind=kind) == failed + 1

    async def _publish(self, feed: RedisFeed, kind: str) -> None:
        tell = feed.publish if kind == "kept" else feed.ephemeral
        await tell(f"generation:{uuid4()}", self.EVENT)
