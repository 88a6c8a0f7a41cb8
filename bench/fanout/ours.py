"""The engine of this project: `python -m bench.fanout.ours <redis> <port>` serves it, `enter` publishes."""

import asyncio
import json
import sys
from uuid import UUID, uuid4

import orjson
import uvloop
from redis.asyncio import Redis

from bench.fanout.client import Dialect
from bench.fanout.load import Plan
from bench.fanout.message import stamped
from bench.fanout.raised import raise_file_limit
from bench.fanout.sampler import Sampler
from career.events import ExportFinished
from career.feed import RedisFeed
from realtime.limits import Limits
from tests.support.sockets import Guests, Person, house

LIMITS = Limits(connections_per_user=10_000)
EXPORT = UUID(int=0)


class Ours:
    """`topics` people, each with connections of their own to `user:<id>`, a journalled channel."""

    dialect = Dialect("/connection/websocket", opened=b'"connect"', ping=b"{}", pong=b"{}")

    def __init__(self, redis_url: str, topics: int) -> None:
        self._people = [Person() for _ in range(topics)]
        self._feed = RedisFeed(Redis.from_url(redis_url))
        guests = Guests()
        self._hellos = [
            orjson.dumps({"id": 1, "connect": {"token": guests.token(person)}}) for person in self._people
        ]

    def hello(self, index: int) -> bytes:
        return self._hellos[index % len(self._hellos)]

    async def publish(self, stamp: int) -> None:
        event = ExportFinished(export_id=EXPORT, status=stamped(stamp))
        if len(self._people) == 1:
            await self._tell(self._people[0], event)
        else:
            await asyncio.gather(*(self._tell(person, event) for person in self._people))

    async def _tell(self, person: Person, event: ExportFinished) -> None:
        # As the outbox does it: with a key, so that a repeat is told once.
        await self._feed.publish(person.channel, event, key=str(uuid4()))


async def enter(plan: Plan) -> Ours:
    return Ours(plan.redis_url, plan.topics)


async def serve(redis_url: str, port: int) -> None:
    """Until stdin ends. A line there begins the sampling, whose samples are printed at the end."""
    client = Redis.from_url(redis_url)
    sampler = Sampler()
    async with house(RedisFeed(client), limits=LIMITS, port=port):
        print("ready", flush=True)
        if await asyncio.to_thread(sys.stdin.readline):
            sampler.start()
            await asyncio.to_thread(sys.stdin.read)
            print(json.dumps(sampler.stop()), flush=True)
    await client.aclose()


if __name__ == "__main__":
    raise_file_limit()
    uvloop.run(serve(sys.argv[1], int(sys.argv[2])))
