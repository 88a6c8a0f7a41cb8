"""Running document sockets, and editors under Node (npm `y-websocket`) or by hand to talk to them."""

import asyncio
import contextlib
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from pycrdt import Doc, Text
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from career.feed import Feed
from career.services import Services
from models.sessions import Session
from models.shared_documents import DocumentRole
from models.users import Role, User
from realtime.access import SignedIn
from realtime.channels import ProductChannels
from realtime.documents import DocumentLimits, DocumentSockets, MembersOnly, Records
from realtime.documents.access import Shelf
from realtime.documents.protocol import step_one
from realtime.documents.updates import NOTHING
from realtime.engine import Engine, Parts
from realtime.rpc import Rpc
from tests.support.sockets import ORIGIN, Browser, Said, served

NODE = Path(__file__).parents[1] / "realtime" / "node_documents"
EDITOR, VIEWER = DocumentRole.EDITOR, DocumentRole.VIEWER


@dataclass
class Writer:
    """Somebody who is signed in."""

    user: User
    session: Session
    services: Services

    @property
    def id(self) -> UUID:
        return self.user.id

    def token(self, *, age: timedelta = timedelta()) -> str:
        return self.services.tokens.realtime(self.user, self.session.id, now=datetime.now(UTC) - age)


async def signed_in(services: Services, name: str) -> Writer:
    user = await User.create(email=f"{name}@example.org", name=name.title(), role=Role.CANDIDATE)
    session = await Session.create(user=user, expires_at=datetime.now(UTC) + timedelta(days=1))
    return Writer(user, session, services)


@dataclass
class Library:
    """The document sockets of one process."""

    engine: Engine
    sockets: DocumentSockets
    services: Services
    port: int

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/documents"

    def address(self, document: UUID, writer: Writer) -> str:
        return f"{self.url}/{document}?token={writer.token()}"


@contextlib.asynccontextmanager
async def library(
    services: Services, feed: Feed, *, limits: DocumentLimits | None = None, shelf: Shelf | None = None
) -> AsyncIterator[Library]:
    services = replace(services, feed=feed)
    engine = Engine(
        Parts(
            feed=feed,
            door=SignedIn(services),
            channels=ProductChannels(services),
            rpc=Rpc(services),
            origins=frozenset({ORIGIN}),
        )
    )
    sockets = DocumentSockets(engine, MembersOnly(services), shelf or Records(), limits)
    await engine.open()
    try:
        async with served(Starlette(routes=[WebSocketRoute("/documents/{document}", sockets)])) as at:
            await settled(lambda: engine.hub.backend.up)
            yield Library(engine, sockets, services, at)
    finally:
        await sockets.close()
        await engine.close()


async def settled(condition: Callable[[], bool], within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 - any condition, not one that tells
            await asyncio.sleep(0.01)


async def eventually(condition: Callable[[], Awaitable[bool]], within: float = 5.0) -> None:
    async with asyncio.timeout(within):
        while not await condition():  # noqa: ASYNC110 - any condition, not one that tells
            await asyncio.sleep(0.02)


class Editors(Browser):
    """Editors under Node, by their names; `text` is what one has on the screen."""

    def open(self, name: str, library_url: str, document: UUID, token: str, **options: object) -> None:
        self.do("open", name=name, url=library_url, document=str(document), token=token, **options)

    async def joined(self, name: str, library: Library, document: UUID, writer: Writer) -> None:
        self.open(name, library.url, document, writer.token())
        await self.hear("synced", name=name)

    async def shows(self, name: str, text: str, *, within: float = 10.0) -> None:
        """Wait until this is what the editor has."""
        try:
            async with asyncio.timeout(within):
                while self.last("text", name).get("text") != text:
                    await asyncio.sleep(0.05)
                    self.do("show", name=name)
        except TimeoutError:
            pytest.fail(f"{name} has {self.last('text', name)} and not {text!r}")

    def last(self, event: str, name: str) -> Said:
        found = [said for said in self.events if said["event"] == event and said["name"] == name]
        return found[-1] if found else {}


@contextlib.asynccontextmanager
async def editors() -> AsyncIterator[Editors]:
    install()
    process = await asyncio.create_subprocess_exec(
        "node", "driver.mjs", cwd=NODE, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    found = Editors(process)
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
    """y-websocket as locked, unless it is there already; without Node these tests cannot be."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("the tests with y-websocket need Node")
    if not (NODE / "node_modules" / "y-websocket").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=NODE, check=True, capture_output=True, timeout=120)


@contextlib.asynccontextmanager
async def wire(address: str, **options: object) -> AsyncIterator[ClientConnection]:
    """A bare socket, for what y-websocket would never send."""
    async with connect(address, compression=None, ping_interval=None, max_size=None, **options) as found:  # type: ignore[arg-type]
        yield found


async def closed_with(found: ClientConnection, within: float = 8.0) -> int:
    """The code with which the server closes; whatever it says before is skipped."""
    try:
        async with asyncio.timeout(within):
            while True:
                await found.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


class Page:
    """A Yjs document of a test's own."""

    def __init__(self) -> None:
        self.doc = Doc()
        self.text = self.doc.get("text", type=Text)

    def write(self, text: str) -> bytes:
        """The update of it."""
        before = self.doc.get_state()
        self.text += text
        return self.doc.get_update(before)


async def opened(found: ClientConnection) -> list[bytes]:
    """The answers to a step1: what is missing, and the question for what we have."""
    await found.send(step_one(NOTHING))
    return [await heard(found), await heard(found)]


async def heard(found: ClientConnection) -> bytes:
    async with asyncio.timeout(5):
        frame = await found.recv()
    assert isinstance(frame, bytes)
    return frame


@contextlib.asynccontextmanager
async def joined(here: Library, document: UUID, writer: Writer) -> AsyncIterator[ClientConnection]:
    async with wire(here.address(document, writer)) as found:
        await opened(found)
        yield found
