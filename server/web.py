"""The web process: uvicorn on a socket of ours, that leaves gently."""

import asyncio
import signal
import socket
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Protocol

import uvicorn
import uvloop
from starlette.applications import Starlette
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from career.settings import Settings
from server.internal import Peer
from server.sockets import FramesProtocol

FRAME_LIMIT = 1024 * 1024  # bytes; the most that any endpoint takes, each checks its own
LAST_REQUESTS = 5  # seconds that requests in flight have; without a limit one stalled client blocks the exit
LAST_WORDS = 10.0  # seconds that the last sockets have after that, their presence leaves included


class Sockets(Protocol):
    """`realtime` in the lifespan's state."""

    async def drain(self, over: float) -> None:
        """Refuse new sockets, and send the open ones away in random order over so many seconds."""


class Server(uvicorn.Server):
    """The first SIGTERM, or `/internal/drain`, drains; SIGINT, or a second signal, leaves at once."""

    def __init__(self, config: uvicorn.Config, *, drain_over: float) -> None:
        super().__init__(config)
        self._drain_over = drain_over
        self._told_to_leave = False
        self._leaving: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.lifespan.state["leave"] = partial(self.leave, self._drain_over)
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        if self._told_to_leave or not self.started:
            self.force_exit = self.should_exit = True
            return
        self._told_to_leave = True
        over = self._drain_over if sig == signal.SIGTERM else 0.0
        self.servers[0].get_loop().call_soon_threadsafe(self.leave, over)

    def leave(self, over: float) -> None:
        """Only once: a platform asks for a drain first, and sends SIGTERM while it is under way."""
        if self._leaving is None:
            self._leaving = asyncio.create_task(self._leave(over))

    async def _leave(self, over: float) -> None:
        """`draining` makes `/ready` a 503 from here on, so that nobody sends us anybody new."""
        sockets: Sockets = self.lifespan.state["realtime"]
        self.lifespan.state["draining"] = True
        try:
            async with asyncio.timeout(over + LAST_WORDS):
                await sockets.drain(over)
        finally:
            self.should_exit = True


def serve(app: Starlette, listener: socket.socket, settings: Settings) -> bool:
    """Serve until a signal; whether the application started at all."""
    # Uvicorn has types of its own for ASGI.
    believed = ProxyHeadersMiddleware(app, trusted_hosts=list(settings.trusted_proxies))  # type: ignore[arg-type]
    config = uvicorn.Config(
        Peer(believed),  # type: ignore[arg-type]
        http="httptools",
        ws=FramesProtocol,
        ws_ping_interval=None,  # the protocol on the socket has its own
        ws_per_message_deflate=False,
        ws_max_size=FRAME_LIMIT,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # believed above, after `Peer` has seen who really connected
        timeout_graceful_shutdown=LAST_REQUESTS,
    )
    server = Server(config, drain_over=settings.realtime.drain_seconds)
    with suppress(SystemExit):  # uvicorn's, after the log said why the lifespan failed
        uvloop.run(server.serve(sockets=[listener]))
    return server.started
