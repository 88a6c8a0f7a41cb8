"""A handler's signature is its contract: whom it is for, what it reads and what it returns.

It takes `services`, then whoever calls as `user`, or as `user_id` where the id is enough, and as its only
keyword `data`, a closed model. The first line of the docstring is the summary. A wrong declaration fails at
import.
"""

import inspect
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final, get_type_hints
from uuid import UUID

from pydantic import BaseModel, ValidationError

from career.errors import CareerError, Denied, Misshapen
from career.jsonb import NUL
from career.permissions import Action
from career.schema.base import Shape
from career.services import Services
from models.users import User
from realtime.access import Visitor
from realtime.meanings import first_line
from realtime.protocol import dumps

Handler = Callable[..., Awaitable[BaseModel]]

_CALLERS: Final[dict[str, type]] = {"user": User, "user_id": UUID}
_NAME: Final = re.compile(r"[a-z]+\.[a-z]+")


class Nothing(Shape):
    """The method's effect is told by events."""


@dataclass(frozen=True, kw_only=True)
class Method:
    """One handler with its contract; `per_second` limits one connection."""

    name: str
    handler: Handler
    caller: str
    data: type[BaseModel]
    result: type[BaseModel]
    per_second: float
    may: Action
    errors: tuple[type[CareerError], ...]

    @property
    def summary(self) -> str:
        return first_line(self.handler)

    async def perform(self, services: Services, visitor: Visitor, given: object) -> BaseModel:
        caller = await self._let_in(services, visitor)
        return await self.handler(services, caller, data=self._read(given))

    async def _let_in(self, services: Services, visitor: Visitor) -> User | UUID:
        if self.may.public and self.caller == "user_id":
            return visitor.user_id
        user = await services.people.person(visitor.user_id, visitor.session_id)
        if not self.may.public and user.role not in self.may.roles:
            raise Denied("This is for another kind of account.")
        return user if self.caller == "user" else user.id

    def _read(self, given: object) -> BaseModel:
        """As strictly as HTTP reads a body: from JSON, so that an id or a time may be a text, and no more."""
        try:
            raw = dumps({} if given is None else given)
        except TypeError:
            raise Misshapen("This is nested too deeply.") from None
        if NUL.search(raw.encode()):
            raise Misshapen("The character NUL cannot be stored.")
        try:
            return self.data.model_validate_json(raw, strict=True)
        except ValidationError:
            raise Misshapen("This does not fit the method's data.") from None


def method(
    name: str, *, may: Action, per_second: float, errors: tuple[type[CareerError], ...] = ()
) -> Callable[[Handler], Method]:
    """Declare a handler; `errors` are those of its own, beyond what every method may answer.

    `may` says who is let in (`career/permissions`); a socket always belongs to somebody.
    """

    def declare(handler: Handler) -> Method:
        _check_words(handler, name, per_second)
        hints = get_type_hints(handler)
        return Method(
            name=name,
            handler=handler,
            caller=_caller(handler, hints),
            data=_data(handler, hints.get("data")),
            result=_closed(handler, hints.get("return"), "must return a closed pydantic model"),
            per_second=per_second,
            may=may,
            errors=errors,
        )

    return declare


def _check_words(handler: Handler, name: str, per_second: float) -> None:
    _require(handler, _NAME.fullmatch(name) is not None, f"must be named `<noun>.<verb>`, not `{name}`")
    _require(handler, inspect.iscoroutinefunction(handler), "must be async")
    _require(handler, bool(handler.__doc__), "needs a docstring: its first line is the summary")
    _require(handler, per_second > 0, "must be allowed more often than 0 times a second")


def _caller(handler: Handler, hints: dict[str, Any]) -> str:
    """The name of the parameter that is whoever calls."""
    parameters = inspect.signature(handler).parameters
    names = tuple(parameters)
    _require(
        handler,
        names in {("services", caller, "data") for caller in _CALLERS}
        and parameters["data"].kind is inspect.Parameter.KEYWORD_ONLY,
        "takes `services`, then `user` or `user_id`, and the keyword `data`, which holds all that is sent",
    )
    _, caller, _ = names
    for name, kind in (("services", Services), (caller, _CALLERS[caller])):
        _require(handler, hints.get(name) is kind, f"must say that `{name}` is `{kind.__name__}`")
    return caller


def _data(handler: Handler, kind: object) -> type[BaseModel]:
    data = _closed(handler, kind, "needs a closed pydantic model as `data`")
    client_id = data.model_fields.get("client_id")
    _require(
        handler,
        client_id is None or (client_id.is_required() and client_id.annotation is UUID),
        "must have `client_id` as a UUID that is never left out: without it a retry would act twice",
    )
    return data


def _closed(handler: Handler, kind: object, teaching: str) -> type[BaseModel]:
    """`kind`, if it is a model that refuses what it does not know."""
    if inspect.isclass(kind) and issubclass(kind, BaseModel) and kind.model_config.get("extra") == "forbid":
        return kind
    raise TypeError(_told(handler, teaching))


def _require(handler: Handler, right: bool, teaching: str) -> None:  # noqa: FBT001 - an assertion
    if not right:
        raise TypeError(_told(handler, teaching))


def _told(handler: Handler, teaching: str) -> str:
    return f"{handler.__module__}.{handler.__name__} {teaching}"
