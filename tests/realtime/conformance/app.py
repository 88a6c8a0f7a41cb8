"""Our engine as the outside test suites of the protocol expect their server.

Only channels and authorisation are theirs; everything between the socket and Redis is ours.
"""

import contextlib
import hashlib
import hmac
from base64 import urlsafe_b64decode
from binascii import Error as NotBase64
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

import orjson
from pydantic import BaseModel, JsonValue
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from career.errors import Unauthenticated
from career.feed import Feed, Retention
from realtime.access import Visitor
from realtime.engine import Engine, Parts
from realtime.protocol import not_available
from realtime.rpc import Rpc
from realtime.rules import Rules
from tests.support.sockets import served, until

_SECRET = b"secret"
_NOBODY = UUID(int=0)
_LIFE = timedelta(seconds=300)

PLAIN = Rules(cap=100, presence=True, joins=True, publish=Retention(100, _LIFE))
SMALL = Rules(cap=2, publish=Retention(2, _LIFE))


class Claims(BaseModel):
    sub: str = ""
    channel: str = ""


class OwnRules:
    """Their door and their channels: tokens without audience or expiry, or none at all; any plain name."""

    def __init__(self) -> None:
        self._names: dict[UUID, str] = {}

    async def enter(self, token: str) -> Visitor:
        user = read(token).sub if token else ""
        user_id = uuid5(NAMESPACE_OID, user) if user else _NOBODY
        self._names[user_id] = user
        return Visitor(user_id, user_id, None)

    def opens(self, channel: str, token: str) -> bool:
        if not token:
            return True
        try:
            return read(token).channel == channel
        except Unauthenticated:
            return False

    def forget(self, session_id: UUID) -> None:
        """No session ends here."""

    def rules(self, channel: str) -> Rules | None:
        namespace, colon, _ = channel.partition(":")
        if not colon:
            return PLAIN if channel else None
        return SMALL if namespace == "smallhistory" else None

    def own(self, user_id: UUID) -> tuple[str, ...]:
        name = self._names[user_id]
        return (f"#{name}",) if name else ()

    async def may_watch(self, user_id: UUID, channel: str) -> bool:
        return not channel.startswith("#") or channel in self.own(user_id)


class NoMethods(Rpc):
    """Nobody is there to be called."""

    def __init__(self) -> None:
        super().__init__(None, {})  # type: ignore[arg-type] - needs no services

    async def call(self, connection: object, name: str, data: object) -> str:
        raise not_available()


class Publish(BaseModel):
    channel: str
    data: JsonValue


class Since(BaseModel):
    offset: int = 0
    epoch: str = ""


class History(BaseModel):
    channel: str
    limit: int = 0
    since: Since | None = None
    reverse: bool = False


def read(token: str) -> Claims:
    """Raise `Unauthenticated` for what is not signed with the secret."""
    try:
        head, claims, signature = token.split(".")
        signed = hmac.digest(_SECRET, f"{head}.{claims}".encode(), hashlib.sha256)
        if hmac.compare_digest(signed, _decoded(signature)):
            return Claims.model_validate_json(_decoded(claims))
    except (ValueError, NotBase64) as error:
        raise Unauthenticated("This is no token.") from error
    raise Unauthenticated("Somebody else signed this token.")


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


@contextlib.asynccontextmanager
async def conformance(feed: Feed, port: int = 0) -> AsyncIterator[int]:
    """The port on which it listens."""
    theirs = OwnRules()
    parts = Parts(
        feed=feed, door=theirs, channels=theirs, rpc=NoMethods(), origins=frozenset(), leave_after=0.0
    )
    engine = Engine(parts)
    await engine.open()
    try:
        async with served(application(engine), port) as at:
            await until(lambda: engine.hub.backend.up)
            yield at
    finally:
        await engine.close()


def application(engine: Engine) -> Starlette:
    async def publish(request: Request) -> Response:
        asked = Publish.model_validate_json(await request.body())
        rules = engine.channels.rules(asked.channel)
        assert rules is not None
        assert rules.publish is not None
        body = orjson.dumps({"data": asked.data}).decode()
        position = await engine.feed.append(asked.channel, body, rules.publish)
        return JSONResponse({"result": position._asdict()})

    async def history(request: Request) -> Response:
        asked = History.model_validate_json(await request.body())
        since = "end" if asked.since is None else asked.since.offset
        found = await engine.feed.history(asked.channel, since, asked.limit, reverse=asked.reverse)
        publications = [{**orjson.loads(entry.body), "offset": entry.offset} for entry in found.publications]
        return JSONResponse({"result": {**found.position._asdict(), "publications": publications}})

    return Starlette(
        routes=[
            WebSocketRoute("/connection/websocket", engine),
            Route("/api/publish", publish, methods=["POST"]),
            Route("/api/history", history, methods=["POST"]),
        ]
    )
