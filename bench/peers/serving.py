"""How the peers in Python are served: one uvicorn process, set for speed as ours is."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn
import uvloop

Application = Callable[[Any, Any, Any], Awaitable[None]]


def serve(app: Application, port: int, *, lifespan: str = "off") -> None:
    """Until stdin ends."""
    uvloop.run(_serve(app, port, lifespan))


async def _serve(app: Application, port: int, lifespan: str) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host="127.0.0.1",
            port=port,
            http="httptools",
            ws="websockets-sansio",
            ws_per_message_deflate=False,
            ws_ping_interval=None,
            lifespan="on" if lifespan == "on" else "off",
            access_log=False,
            log_level="error",
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.should_exit = True
    await serving
