"""The web process: uvicorn on a socket of ours, that leaves gently."""

import asyncio
import signal
import socket
from contextlib import suppress
from types import FrameType
from typing import Protocol

import uvicorn
import uvloop
from starlette.applications import Starlette

from career.settings import Settings

FRAME_LIMIT = 1024 * 1024  # bytes; the most that any endpoint takes, each checks its own
LAST_REQUESTS = 5  # seconds that requests in flight have; without a limit one stalled client blocks the exit
DRAIN_OVER = 20.0  # seconds over which sockets are sent away, so that their return is no stampede


class Sockets(Protocol):
    """`realtime` in the lifespan's state."""

    async def drain(self, over: float) -> None:
        """Refuse new sockets, and send the open ones away in random order over so many seconds."""


class Server(uvicorn.Server):
    """The first SIGTERM drains; SIGINT, or a second signal, leaves at once."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told_to_leave = False
        self._leaving: asyncio.Task[None] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        if self._told_to_leave or not self.started:
            self.force_exit = self.should_exit = True
            return
        self._told_to_leave = True
        over = DRAIN_OVER if sig == signal.SIGTERM else 0.0
        self.servers[0].get_loop().call_soon_threadsafe(self._begin_to_leave, over)

    def _begin_to_leave(self, over: float) -> None:
        self._leaving = asyncio.create_task(self._leave(over))

    async def _leave(self, over: float) -> None:
        """`draining` makes `/ready` a 503 from here on, so that nobody sends us anybody new."""
        sockets: Sockets = self.lifespan.state["realtime"]
        self.lifespan.state["draining"] = True
        try:
            await sockets.drain(over)
        finally:
            self.should_exit = True


def serve(app: Starlette, listener: socket.socket, settings: Settings) -> bool:
    """Serve until a signal; whether the application started at all."""
    config = uvicorn.Config(
        app,
        http="httptools",
        ws="websockets-sansio",
        ws_ping_interval=None,  # the protocol on the socket has its own
        ws_per_message_deflate=False,
        ws_max_size=FRAME_LIMIT,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=LAST_REQUESTS,
    )
    server = Server(config)
    with suppress(SystemExit):  # uvicorn's, after the log said why the lifespan failed
        uvloop.run(server.serve(sockets=[listener]))
    return server.started
