"""What one writes without any library for it: a set of sockets, and a loop that sends to each in turn."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bench.fanout.client import Dialect
from bench.fanout.load import Plan
from bench.fanout.message import text
from bench.peers.serving import serve

ROOM = "room"


class StarletteLoop:
    dialect = Dialect("/ws")

    def __init__(self, redis_url: str) -> None:
        self._redis = Redis.from_url(redis_url)

    def hello(self, _index: int) -> bytes:
        return b""

    async def publish(self, stamp: int) -> None:
        await self._redis.publish(ROOM, text(stamp))


async def enter(plan: Plan) -> StarletteLoop:
    return StarletteLoop(plan.redis_url)


def application(redis_url: str) -> Starlette:
    sockets: set[WebSocket] = set()

    async def endpoint(websocket: WebSocket) -> None:
        await websocket.accept()
        sockets.add(websocket)
        try:
            while True:
                await websocket.receive_text()
        except WebSocketDisconnect:
            sockets.discard(websocket)

    async def forward() -> None:
        pubsub = Redis.from_url(redis_url, decode_responses=True).pubsub()
        await pubsub.subscribe(ROOM)
        async for message in pubsub.listen():
            if message["type"] == "message":
                for websocket in list(sockets):
                    await websocket.send_text(message["data"])

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        forwarding = asyncio.create_task(forward())
        yield
        forwarding.cancel()

    return Starlette(routes=[WebSocketRoute("/ws", endpoint)], lifespan=lifespan)


if __name__ == "__main__":
    serve(application(sys.argv[1]), int(sys.argv[2]), lifespan="on")
