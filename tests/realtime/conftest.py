import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from career.feed import Feed, RedisFeed
from tests.support.redis_server import RedisServer
from tests.support.sockets import Browser, House, Person, browser, house


@pytest.fixture(scope="session")
def killable_redis() -> Iterator[RedisServer]:
    """A Redis that these tests may kill, so it serves nobody else."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
async def journal(killable_redis: RedisServer) -> AsyncIterator[Feed]:
    client = Redis.from_url(killable_redis.url, socket_timeout=2)
    await client.flushall()
    yield RedisFeed(client)
    await client.aclose()


@pytest.fixture
async def sockets(journal: Feed) -> AsyncIterator[House]:
    async with house(journal) as found:
        yield found


@pytest.fixture
async def tab() -> AsyncIterator[Browser]:
    async with browser() as found:
        yield found


@pytest.fixture
def person() -> Person:
    return Person()
