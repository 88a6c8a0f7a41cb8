"""Socket.IO on Node (`socketio.mjs`), told from outside what `@socket.io/redis-emitter` would tell it."""

import json

import msgpack
from redis.asyncio import Redis

from bench.fanout.client import Dialect
from bench.fanout.load import Plan
from bench.fanout.message import text

ROOM = "room"
EVENT = 2  # the packet type of Socket.IO's protocol


class NodeSocketio:
    dialect = Dialect("/socket.io/?EIO=4&transport=websocket", opened=b"40{", ping=b"\x81\x012", pong=b"3")

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(redis_url)

    def hello(self, _index: int) -> bytes:
        return b"40"

    async def publish(self, stamp: int) -> None:
        packet = {"type": EVENT, "data": ["note", json.loads(text(stamp))], "nsp": "/"}
        target = {"rooms": [ROOM], "flags": {}, "except": []}
        await self._redis.publish(f"socket.io#/#{ROOM}#", msgpack.packb(["emitter", packet, target]))


async def enter(plan: Plan) -> NodeSocketio:
    return NodeSocketio(plan.redis_url)
