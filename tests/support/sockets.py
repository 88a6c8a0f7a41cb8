"""A running engine on a loopback port, and the SDK of the browser under Node to talk to it."""

import asyncio
import contextlib
import json
import shutil
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp

from career.feed import Feed, Retention
from career.feed.namespaces import namespace
from career.permissions import actions
from career.schema.base import Shape
from career.services import Services
from career.tokens import RealtimeClaims, Tokens
from realtime.access import SessionEnded, Visitor
from realtime.channels import CHANNELS
from realtime.engine import Engine, Parts
from realtime.limits import Limits
from realtime.rpc import Rpc, method
from realtime.rules import Rules
from server.sockets import FramesProtocol

ORIGIN = "https://shortlist.test"
_LINE = 16 * 1024 * 1024
"""Bytes of a line that the SDK says: a whole history is one."""
NODE = Path(__file__).parents[1] / "realtime" / "node"


@dataclass
class Person:
    """Somebody with a login session."""

    id: UUID = field(default_factory=uuid4)
    name: str = "Alice"
    session_id: UUID = field(default_factory=uuid4)

    @property
    def channel(self) -> str:
        return f"user:{self.id}"


KEPT = Retention(100, timedelta(minutes=5))
ROOM = Rules(cap=100, presence=True, joins=True, publish=KEPT)
"""What a channel may be at most: `room:<anything>`, beside the namespaces of the product."""


class Guests:
    """A door on real tokens whose sessions the test ends, and channels whose members it names."""

    def __init__(self) -> None:
        self.awake = asyncio.Event()
        """Clear while the database takes its time: it has looked, and does not answer yet."""
        self.awake.set()
        self.more: dict[UUID, tuple[str, ...]] = {}
        self.tokens = Tokens((b"k" * 32,), access_life=timedelta(minutes=10))
        self.ended: set[UUID] = set()
        self.members: set[tuple[UUID, str]] = set()
        self.forgotten: set[UUID] = set()
        self.broken = False

    def token(self, person: Person, *, life: timedelta = timedelta(minutes=10)) -> str:
        """Expired for a negative life."""
        return self.tokens.realtime(
            person, person.session_id, now=datetime.now(UTC) - timedelta(minutes=10) + life
        )

    async def enter(self, token: str) -> Visitor:
        if self.broken:
            raise ConnectionError("the database is away")
        claims: RealtimeClaims = self.tokens.read_realtime(token)
        if claims.session_id in self.ended:
            raise SessionEnded
        await self.awake.wait()
        info = claims.info.model_dump_json(exclude_none=True)
        return Visitor(claims.user_id, claims.session_id, claims.expires_at, info)

    def opens(self, channel: str, token: str) -> bool:
        return True

    def forget(self, session_id: UUID) -> None:
        self.forgotten.add(session_id)

    def rules(self, channel: str) -> Rules | None:
        if channel.startswith("room:"):
            return ROOM
        name = namespace(channel)
        return CHANNELS[name][0] if name else None

    def own(self, user_id: UUID) -> tuple[str, ...]:
        return (f"user:{user_id}", *self.more.get(user_id, ()))

    async def may_watch(self, user_id: UUID, channel: str) -> bool:
        answer = channel in self.own(user_id) or (user_id, channel) in self.members
        await self.awake.wait()
        return answer

    def channel(self, person: Person, name: str = "generation") -> str:
        """A fresh channel that the person may watch."""
        channel = f"{name}:{uuid4()}"
        self.members.add((person.id, channel))
        return channel


class Echo(Shape):
    word: str


@method("word.echo", may=actions.OBSERVE, per_second=5)
async def echo(services: Services, user_id: UUID, *, data: Echo) -> Echo:
    """Say it again."""
    return data


@method("word.repeat", may=actions.OBSERVE, per_second=5)
async def echo_often(services: Services, user_id: UUID, *, data: Echo) -> Echo:
    """Say it a thousand times."""
    return Echo(word=data.word * 1000)


@dataclass
class House:
    engine: Engine
    guests: Guests
    feed: Feed
    port: int

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/connection/websocket"

    async def settled(self, condition: Callable[[], bool], within: float = 5.0) -> None:
        await until(condition, within)


async def until(condition: Callable[[], bool], within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - any condition, not one that tells
            await asyncio.sleep(0.01)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def house(
    feed: Feed, *, limits: Limits | None = None, port: int = 0, leave_after: float = 0.3
) -> AsyncIterator[House]:
    guests = Guests()
    rpc = Rpc(None, {"echo": echo, "echo_often": echo_often})  # type: ignore[arg-type] - needs no services
    engine = Engine(
        Parts(
            feed=feed,
            door=guests,
            channels=guests,
            rpc=rpc,
            origins=frozenset({ORIGIN}),
            limits=limits or Limits(),
            leave_after=leave_after,
        )
    )
    await engine.open()
    try:
        async with served(Starlette(routes=[WebSocketRoute("/connection/websocket", engine)]), port) as at:
            found = House(engine, guests, feed, at)
            await found.settled(lambda: engine.hub.backend.up)
            yield found
    finally:
        await engine.close()


@contextlib.asynccontextmanager
async def served(app: ASGIApp, port: int = 0) -> AsyncIterator[int]:
    """The application on a loopback port, its lifespan being somebody else's business."""
    listener = socket.create_server(("127.0.0.1", port))
    # Asyncio's own loop does so only for listeners that it opened itself; uvloop for all.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = _Server(
        uvicorn.Config(
            app,
            ws=FramesProtocol,
            ws_ping_interval=None,
            ws_per_message_deflate=False,
            lifespan="off",
            log_level="error",
            timeout_graceful_shutdown=1,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with asyncio.timeout(5):
            while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


Said = dict[str, object]


class Browser:
    """npm `centrifuge` in a process of its own; `events` is all that it said."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._changed = asyncio.Event()
        self._seen: set[int] = set()
        self.events: list[Said] = []

    def do(self, command: str, **detail: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"command": command, **detail}).encode() + b"\n")

    def connect(self, port: int, token: str, **options: object) -> None:
        self.do("connect", url=f"ws://127.0.0.1:{port}/connection/websocket", token=token, **options)

    async def hear(self, event: str, *, within: float = 8.0, **detail: object) -> Said:
        """The first event of this kind that nobody asked for yet."""
        async with asyncio.timeout(within):
            while True:
                for index, said in enumerate(self.events):
                    wanted = {"event": event, **detail}
                    if index not in self._seen and wanted.items() <= said.items():
                        self._seen.add(index)
                        return said
                self._changed.clear()
                await self._changed.wait()

    def pause(self) -> None:
        """It stays connected and does nothing, as a laptop that is shut."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def heard(self, event: str, **detail: object) -> list[Said]:
        wanted = {"event": event, **detail}
        return [said for said in self.events if wanted.items() <= said.items()]

    def publications(self, channel: str) -> list[Said]:
        return [said for said in self.events if said["event"] == "publication" and said["channel"] == channel]

    async def run(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.events.append(json.loads(line))
            self._changed.set()


@contextlib.asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    install()
    process = await asyncio.create_subprocess_exec(
        *("node", "driver.mjs"), cwd=NODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, limit=_LINE
    )
    found = Browser(process)
    reading = asyncio.create_task(found.run())
    try:
        yield found
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await reading


@cache
def install() -> None:
    """The SDK as locked, unless it is there already; without Node these tests cannot be."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("the tests with the browser's SDK need Node")
    if not (NODE / "node_modules" / "centrifuge").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=NODE, check=True, capture_output=True, timeout=120)
