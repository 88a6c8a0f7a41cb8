"""A handler's signature is its contract: what it reads, what it returns and whom it lets in.

Keyword-only parameters are the contract: `body`, `query` and `form` are pydantic models, every other one
is a path parameter. The first line of the docstring is the summary, the function's name the operation id,
its module the tag. A wrong declaration fails at import.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, get_type_hints

from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from career.errors import CareerError, WrongType
from career.jsonb import NUL
from career.permissions import Action
from server import guards, idempotency, rates
from server.problems import FieldProblem, RequestInvalid
from server.rates import Pace
from server.request import AppRequest

Handler = Callable[..., Awaitable[BaseModel | Response | None]]

_MODELS: Final = ("body", "query", "form")
_MOST_MISTAKES: Final = 1000
"""Beyond it nobody reads the list, and to make it out of a body of 1 MiB holds up the process for seconds."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One handler with its contract."""

    handler: Handler
    status: HTTPStatus
    errors: tuple[type[CareerError], ...]
    may: Action
    pace: Pace | None
    secret: bool
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    form: type[BaseModel] | None
    path: dict[str, type]
    result: type[BaseModel] | None
    media_types: tuple[str, ...]
    """What an answer without a `result` may be in."""

    @property
    def name(self) -> str:
        return self.handler.__name__

    @property
    def tag(self) -> str:
        return self.handler.__module__.rpartition(".")[2]

    @property
    def summary(self) -> str:
        return (self.handler.__doc__ or "").strip().partition("\n")[0]

    @property
    def creates(self) -> bool:
        """Whether a POST of it makes something, so that an `Idempotency-Key` is honoured.

        What answers 200 makes nothing that lasts: a socket's token, say, which must not be stored.
        """
        made = (HTTPStatus.CREATED, HTTPStatus.ACCEPTED)
        return not self.may.public and self.status in made and not self.secret

    def pace_of(self, method: str) -> Pace:
        if self.pace is not None:
            return self.pace
        return Pace.READS if method in {"GET", "HEAD"} else Pace.WRITES

    async def __call__(self, request: AppRequest) -> Response:
        try:
            if not self.may.public:
                await guards.let_in(request, self.may)
        finally:  # whoever is refused has asked all the same
            await rates.count(request, self.pace_of(request.method))
        given: dict[str, Any] = dict(request.path_params)
        query = self._read_query(request)
        if query is not None:
            given["query"] = query
        if self.body is not None:
            given["body"] = await self._read_body(request)
        if self.form is not None:
            given["form"] = await self._read_form(request)
        if request.method == "POST" and self.creates:
            return await idempotency.once(request, lambda: self._answer(request, given))
        return await self._answer(request, given)

    async def _answer(self, request: AppRequest, given: dict[str, Any]) -> Response:
        result = await self.handler(request, **given)
        if isinstance(result, Response):
            return result
        if result is None:
            return Response(status_code=self.status)
        content = result.__pydantic_serializer__.to_json(result)
        return Response(content, status_code=self.status, media_type="application/json")

    def _read_query(self, request: AppRequest) -> BaseModel | None:
        given = {key: request.query_params.getlist(key) for key in request.query_params}
        known = self.query.model_fields if self.query else {}
        strict = self.query is None or self.query.model_config.get("extra") != "ignore"
        unknown = [key for key in given if key not in known and strict]
        if unknown:
            raise RequestInvalid(
                [
                    FieldProblem(at=f"?{key[:80]}", detail="There is no such key.", code="unknown")
                    for key in unknown
                ]
            )
        if self.query is None:
            return None
        single = {key: values if len(values) > 1 else values[0] for key, values in given.items()}
        if any("\x00" in value for values in given.values() for value in values):
            raise RequestInvalid([_nul("?")])
        return _validated(self.query, single, mark="?")

    async def _read_body(self, request: AppRequest) -> BaseModel:
        assert self.body is not None
        raw = await request.body()
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json" and (raw or not _all_optional(self.body)):
            raise WrongType("Send JSON, with the content type application/json.")
        if NUL.search(raw):
            raise RequestInvalid([_nul("")])
        try:
            return self.body.model_validate_json(raw or b"{}", strict=True)
        except ValidationError as error:
            raise RequestInvalid(_field_problems(error, mark="/")) from None

    async def _read_form(self, request: AppRequest) -> BaseModel:
        assert self.form is not None
        if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
            raise WrongType("Send a form, with the content type multipart/form-data.")
        try:
            form = await request.form(max_files=4, max_fields=16, max_part_size=64 * 1024)
        except (KeyError, ValueError, UnicodeDecodeError):
            raise HTTPException(HTTPStatus.BAD_REQUEST, "This form cannot be read.") from None
        return _validated(self.form, dict(form), mark="/")


def endpoint(  # noqa: PLR0913 - a declaration, each part of it by its name
    *,
    may: Action,
    status: HTTPStatus = HTTPStatus.OK,
    errors: tuple[type[CareerError], ...] = (),
    answers: type[BaseModel] | tuple[str, ...] | None = ("application/json",),
    pace: Pace | None = None,
    secret: bool = False,
) -> Callable[[Handler], Operation]:
    """Declare a handler; `errors` are those of its own, beyond what the contract itself can answer.

    `may` says who is let in (`career/permissions`), `pace` whose minute it uses up (by its method, if left
    out), `secret` that the answer shows something once and is never kept for a retry.

    A handler that returns a `Response`, for a cookie's sake or because it sends a file, says with `answers`
    what is in it: a model, the media types it may have, or `None` where nothing is.
    """

    def declare(handler: Handler) -> Operation:
        names, hints = _declared(handler)
        result = hints["return"]
        nothing = result is type(None)
        return Operation(
            handler=handler,
            status=HTTPStatus.NO_CONTENT if nothing and status is HTTPStatus.OK else status,
            errors=errors,
            may=may,
            pace=pace,
            secret=secret,
            body=hints.get("body"),
            query=hints.get("query"),
            form=hints.get("form"),
            path={name: hints[name] for name in names if name not in _MODELS},
            result=_model(answers) or _model(result),
            media_types=answers if isinstance(answers, tuple) and not nothing else (),
        )

    return declare


def _declared(handler: Handler) -> tuple[list[str], dict[str, Any]]:
    """The keyword-only parameters and all types; a declaration that is not whole fails here, at import."""
    hints = get_type_hints(handler)
    parameters = inspect.signature(handler).parameters
    names = [name for name, given in parameters.items() if given.kind is inspect.Parameter.KEYWORD_ONLY]
    _require(handler, inspect.iscoroutinefunction(handler), "must be async")
    _require(handler, bool(handler.__doc__), "needs a docstring: its first line is the summary")
    _require(handler, "return" in hints, "must say what it returns")
    _require(handler, len(parameters) == len(names) + 1, "takes the request and keyword-only parameters")
    for name in names:
        _require(handler, name in hints, f"must say what `{name}` is")
        if name in _MODELS:
            _require(handler, issubclass(hints[name], BaseModel), f"needs a pydantic model as `{name}`")
    return names, hints


def _model(kind: Any) -> type[BaseModel] | None:
    return kind if inspect.isclass(kind) and issubclass(kind, BaseModel) else None


class Resource:
    """The operations of one path, as the ASGI application that Starlette routes to."""

    def __init__(self, operations: dict[str, Operation]) -> None:
        self.operations = operations
        methods = {"OPTIONS", *(method.upper() for method in operations)}
        self.allow = ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = AppRequest(scope, receive, send)
        method = "get" if request.method == "HEAD" else request.method.lower()
        if method == "options":
            allowed = Response(status_code=HTTPStatus.NO_CONTENT, headers={"Allow": self.allow})
            await allowed(scope, receive, send)
            return
        operation = self.operations.get(method)
        if operation is None:
            raise HTTPException(
                HTTPStatus.METHOD_NOT_ALLOWED, "This path has no such method.", headers={"Allow": self.allow}
            )
        scope["operation"] = operation.name
        try:
            response = await operation(request)
        finally:
            await request.close()
        await response(scope, receive, send)


def resource(path: str, **operations: Operation) -> Route:
    """Join a path and its operations, by method: `resource("/jobs", get=list_jobs, post=write_job)`."""
    route = Route(path, Resource(operations), name=path)
    for method, operation in operations.items():
        _require(
            operation.handler, method in {"get", "post", "put", "patch", "delete"}, f"cannot be `{method}`"
        )
        _require(
            operation.handler,
            set(operation.path) == set(route.param_convertors),
            f"must take the parameters of {path} and no others",
        )
    return route


def _require(handler: Handler, right: bool, teaching: str) -> None:  # noqa: FBT001 - an assertion
    if not right:
        raise TypeError(f"{handler.__module__}.{handler.__name__} {teaching}")


def _all_optional(model: type[BaseModel]) -> bool:
    return not any(field.is_required() for field in model.model_fields.values())


def _validated(model: type[BaseModel], given: dict[str, Any], *, mark: str) -> BaseModel:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise RequestInvalid(_field_problems(error, mark=mark)) from None


def _field_problems(error: ValidationError, *, mark: str) -> list[FieldProblem]:
    """What is wrong and where, without what was sent: it may be a password."""
    if error.error_count() > _MOST_MISTAKES:
        told = f"There are {error.error_count()} mistakes in this, too many to be listed."
        return [FieldProblem(at=mark, detail=told, code="too_many_mistakes")]
    return [
        FieldProblem(
            at=mark + "/".join(str(part) for part in item["loc"]), detail=item["msg"], code=item["type"]
        )
        for item in error.errors(include_url=False, include_context=False, include_input=False)
    ]


def _nul(at: str) -> FieldProblem:
    return FieldProblem(at=at, detail="The character NUL cannot be stored.", code="nul_character")
