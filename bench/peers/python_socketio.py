"""python-socketio with its Redis manager: one room, emitted to by a write-only manager outside."""

import json
import sys
from typing import Any

import socketio

from bench.fanout.client import Dialect
from bench.fanout.load import Plan
from bench.fanout.message import text
from bench.peers.serving import serve

ROOM = "room"


class PythonSocketio:
    dialect = Dialect("/socket.io/?EIO=4&transport=websocket", opened=b"40{", ping=b"\x81\x012", pong=b"3")

    def __init__(self, redis_url: str) -> None:
        self._manager = socketio.AsyncRedisManager(redis_url, write_only=True)

    def hello(self, _index: int) -> bytes:
        return b"40"

    async def publish(self, stamp: int) -> None:
        await self._manager.emit("note", json.loads(text(stamp)), room=ROOM)


async def enter(plan: Plan) -> PythonSocketio:
    return PythonSocketio(plan.redis_url)


def application(redis_url: str) -> socketio.ASGIApp:
    server = socketio.AsyncServer(
        async_mode="asgi",
        client_manager=socketio.AsyncRedisManager(redis_url),
        transports=["websocket"],
        http_compression=False,
    )

    @server.event
    async def connect(sid: str, _environ: dict[str, Any]) -> None:
        await server.enter_room(sid, ROOM)

    return socketio.ASGIApp(server)


if __name__ == "__main__":
    serve(application(sys.argv[1]), int(sys.argv[2]))
