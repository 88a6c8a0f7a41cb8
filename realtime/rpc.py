"""Commands over the socket: each method calls the use case that its REST twin calls."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from career import generations
from career.errors import (
    CareerError,
    Conflict,
    Denied,
    Exhausted,
    Invalid,
    NotFound,
    TooLarge,
    Unavailable,
)
from career.services import Services
from realtime.limits import Bucket
from realtime.protocol import Refusal, method_not_found, too_many_requests

if TYPE_CHECKING:
    from realtime.connection import Connection

_STATUSES: tuple[tuple[type[CareerError], int], ...] = (
    (Denied, 403),
    (NotFound, 404),
    (Conflict, 409),
    (TooLarge, 413),
    (Invalid, 422),
    (Exhausted, 429),
    (Unavailable, 503),
)
_TEMPORARY = {429, 503}


class Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Data):
    """The method's effect is told by events."""


class GenerationCancel(Data):
    generation: UUID
    """The document that is being written."""


@dataclass(frozen=True, slots=True)
class Method:
    """`per_second` limits one connection; `errors` are its own, beyond what every method may answer."""

    data: type[Data]
    result: type[Data]
    perform: Callable[[Services, UUID, Any], Awaitable[BaseModel]]
    per_second: float
    errors: tuple[type[CareerError], ...] = ()


async def _cancel_generation(services: Services, user_id: UUID, data: GenerationCancel) -> BaseModel:
    """Stop the writing; it takes effect within half a second."""
    await generations.cancel(services, user_id, data.generation)
    return Nothing()


METHODS: Mapping[str, Method] = {
    "generation.cancel": Method(
        GenerationCancel, Nothing, _cancel_generation, per_second=5, errors=(NotFound,)
    ),
}


class Rpc:
    def __init__(self, services: Services, methods: Mapping[str, Method] = METHODS) -> None:
        self._services = services
        self._methods = methods

    async def call(self, connection: "Connection", name: str, data: object) -> str:
        """The result's JSON. An error has the status of the REST twin, and the error's kind as message."""
        method = self._methods.get(name)
        if method is None:
            raise method_not_found()
        with connection.engine.counts.timed(name):
            return await self._answer(method, connection, name, data)

    async def _answer(self, method: Method, connection: "Connection", name: str, data: object) -> str:
        now = connection.now()
        bucket = connection.rates.setdefault(name, Bucket(method.per_second, method.per_second, now))
        if not bucket.take(now):
            raise too_many_requests()
        try:
            asked = method.data.model_validate(data or {})
        except ValidationError as error:
            raise Refusal(422, Invalid.code) from error
        assert connection.user_id is not None
        try:
            result = await method.perform(self._services, connection.user_id, asked)
        except CareerError as error:
            raise refusal(error) from error
        return result.model_dump_json()


def refusal(error: CareerError | type[CareerError]) -> Refusal:
    """What a client hears of an error, or of any of its kind."""
    kind = error if isinstance(error, type) else type(error)
    code = next((status for base, status in _STATUSES if issubclass(kind, base)), 400)
    return Refusal(code, error.code, temporary=code in _TEMPORARY)
