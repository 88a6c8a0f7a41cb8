import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from tests.support.redis_server import RedisServer


@pytest.fixture(scope="session")
def feed_redis_server() -> Iterator[RedisServer]:
    # Not tmp_path: the path of a unix socket may have 107 characters at most.
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder), fsync="no")
        server.start()
        yield server
        server.stop()


@pytest.fixture
async def redis(feed_redis_server: RedisServer) -> AsyncIterator[Redis]:
    client = Redis.from_url(feed_redis_server.url)
    await client.flushall()
    yield client
    await client.aclose()
