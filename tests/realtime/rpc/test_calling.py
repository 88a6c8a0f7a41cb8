"""What a method answers when it is not the result: the number and the word that HTTP has for it."""

import inspect
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import pytest
import structlog
from starlette.requests import Request
from websockets.asyncio.client import connect

import tasks.worker  # noqa: F401 - so that the errors of every part are there
from career.errors import CareerError, Exhausted
from career.feed import MemoryFeed
from career.permissions import actions
from career.schema.base import Shape
from career.services import Services
from career.slots import SlotDied, SlotTimedOut
from realtime.limits import Limits
from realtime.rpc import Method, Nothing, Rpc, method
from server.problems import HANDLERS, RequestInvalid
from tests.realtime.test_metrics import Client
from tests.support.sockets import Person, house

ANYBODY = actions.OBSERVE
"""So that no record is looked up."""
OVERHEAD = len('{"word":""}')


class Say(Shape):
    word: str


class Which(Shape):
    number: int


def descendants(kind: type[CareerError]) -> list[type[CareerError]]:
    return [found for child in kind.__subclasses__() for found in (child, *descendants(child))]


def made(kind: type[Exception]) -> Exception:
    """One of this kind, as a use case would raise it."""
    if issubclass(kind, Exhausted):
        return kind("Enough.", limit=1, used=1, resets_at=datetime.now(UTC))
    if issubclass(kind, RequestInvalid):
        return kind([])
    if not issubclass(kind, CareerError):
        return kind()
    needed = [one for one in inspect.signature(kind).parameters.values() if one.default is one.empty]
    return kind(*["Words."] * len(needed))


KINDS = [*descendants(CareerError), SlotDied, SlotTimedOut]


@method("error.raise", may=ANYBODY, per_second=1000)
async def refuse(services: Services, user_id: UUID, *, data: Which) -> Nothing:
    """Raise the error of this number."""
    raise made(KINDS[data.number])


@method("process.break", may=ANYBODY, per_second=5)
async def crash(services: Services, user_id: UUID, *, data: Say) -> Nothing:
    """Break."""
    raise RuntimeError(data.word)


@method("word.echo", may=ANYBODY, per_second=3)
async def echo(services: Services, user_id: UUID, *, data: Say) -> Say:
    """Say it again."""
    return data


@method("word.whisper", may=ANYBODY, per_second=0.01)
async def whisper(services: Services, user_id: UUID, *, data: Say) -> Nothing:
    """Say it seldom."""
    return Nothing()


METHODS = {found.name: found for found in (refuse, crash, echo, whisper)}


@asynccontextmanager
async def caller(methods: dict[str, Method] = METHODS, limits: Limits | None = None) -> AsyncIterator[Client]:
    async with house(MemoryFeed(), limits=limits) as sockets:
        sockets.engine.rpc = Rpc(None, methods)  # type: ignore[arg-type] - needs no services
        async with connect(sockets.url, compression=None) as wire:
            client = Client(wire)
            await client.ask(connect={"token": sockets.guests.token(Person())})
            yield client


async def error(client: Client, name: str, data: object) -> dict[str, object]:
    found = (await client.ask(rpc={"method": name, "data": data}))["error"]
    assert isinstance(found, dict)
    return found


async def test_every_error_is_the_same_over_http_and_over_the_socket() -> None:
    assert len(KINDS) > 20
    async with caller() as client:
        for number, kind in enumerate(KINDS):
            handler = next(HANDLERS[base] for base in kind.__mro__ if base in HANDLERS)
            answer = await handler(Request({"type": "http"}), made(kind))
            problem = json.loads(bytes(answer.body))
            said = await error(client, "error.raise", {"number": number})
            assert (said["code"], said["message"]) == (answer.status_code, problem["type"]), kind
            assert said.get("temporary", False) is (answer.status_code in {429, 503}), kind
            assert ("retry-after" in answer.headers) is said.get("temporary", False), kind


def test_an_error_without_a_status_cannot_be_declared() -> None:
    with pytest.raises(TypeError, match="Strange needs a `status`"):
        type("Strange", (CareerError,), {"code": "strange"})


async def test_an_unknown_method_and_data_that_do_not_fit() -> None:
    async with caller() as client:
        assert await error(client, "word.shout", {}) == {"code": 104, "message": "method not found"}
        for data in (None, [], {}, {"number": "1"}, {"number": 1, "loud": True}, {"number": 1.5}):
            said = await error(client, "error.raise", data)
            assert said == {"code": 422, "message": "invalid_request"}, data
        # PostgreSQL could not store it.
        assert (await error(client, "word.echo", {"word": "a\x00"}))["code"] == 422
        assert "rpc" in await client.ask(rpc={"method": "word.echo", "data": {"word": "a\\u0000"}})


async def test_a_crash_is_temporary_and_its_log_quotes_nobody() -> None:
    async with caller() as client:
        with structlog.testing.capture_logs() as logged:
            said = await error(client, "process.break", {"word": "my secret"})
    assert said == {"code": 100, "message": "internal server error", "temporary": True}
    (line,) = [line for line in logged if line["event"] == "method_crashed"]
    assert (line["method"], line["error"]) == ("process.break", "RuntimeError")
    assert "my secret" not in str(logged)
    assert "exc_info" not in line


async def test_each_method_has_a_rate_of_its_own() -> None:
    async with caller() as client:
        answers = [await client.ask(rpc={"method": "word.echo", "data": {"word": "a"}}) for _ in range(4)]
        assert [answer.get("error") for answer in answers] == [
            *[None] * 3,
            {"code": 111, "message": "too many requests", "temporary": True},
        ]
        # One that may be called once in 100 s may be called once.
        assert "rpc" in await client.ask(rpc={"method": "word.whisper", "data": {"word": "a"}})
        assert (await error(client, "word.whisper", {"word": "a"}))["code"] == 111


async def test_an_answer_may_be_as_large_as_the_limit_and_no_larger() -> None:
    limits = Limits(rpc_reply_bytes=2048)
    async with caller(limits=limits) as client:
        # Two bytes each: the limit counts bytes, not letters.
        word = "é" * ((limits.rpc_reply_bytes - OVERHEAD) // 2)
        rest = "x" * (limits.rpc_reply_bytes - OVERHEAD - len(word.encode()))
        answer = await client.ask(rpc={"method": "word.echo", "data": {"word": word + rest}})
        assert answer["rpc"] == {"data": {"word": word + rest}}
        said = await error(client, "word.echo", {"word": word + rest + "x"})
        assert said == {"code": 413, "message": "too_large"}
    assert Limits().rpc_reply_bytes == 256 * 1024
