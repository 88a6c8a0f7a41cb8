"""`/openapi.json`: written from the routes themselves, so that it cannot be wrong about them."""

from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus
from typing import Any
from uuid import UUID

from pydantic import BaseModel, RootModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode, models_json_schema
from starlette.routing import BaseRoute, Route
from starlette.schemas import BaseSchemaGenerator

from career.errors import (
    CareerError,
    Conflict,
    Denied,
    Invalid,
    Misshapen,
    NotFound,
    TooLarge,
    Unauthenticated,
    Unavailable,
    WrongType,
)
from career.limiting import RateExceeded
from server.contract import Operation, Resource
from server.guards import KeyRefused, ScopeMissing
from server.problems import MEDIA_TYPE, Problem
from server.rates import Pace

Schema = dict[str, Any]
_REF = "#/components/schemas/{model}"
_API = "/api/v1"


class OpenAPI(BaseSchemaGenerator):
    """Walks the routes; every `Resource` is described, and nothing else is."""

    def __init__(self, *, title: str, version: str, description: str) -> None:
        self.info = {
            "title": title,
            "version": version,
            "description": description,
            "license": {"name": "MIT", "identifier": "MIT"},
        }

    def get_schema(self, routes: list[BaseRoute]) -> Schema:
        operations = described(routes)
        used: list[tuple[type[BaseModel], JsonSchemaMode]] = [(Problem, "serialization")]
        for _, _, operation in operations:
            used += [(model, "validation") for model in (operation.body, operation.form) if model]
            used += [(operation.result, "serialization")] if operation.result else []
        names, definitions = models_json_schema(list(dict.fromkeys(used)), ref_template=_REF)
        paths: Schema = {}
        for path, method, operation in operations:
            paths.setdefault(path, {})[method] = _operation(operation, names, method)
        for path, method, operation in operations:
            if method == "post" and (links := _links(path, operation, operations)):
                paths[path][method]["responses"][str(int(operation.status))]["links"] = links
        return {
            "openapi": "3.1.0",
            "info": self.info,
            "servers": [{"url": "/"}],
            "tags": [{"name": tag} for tag in sorted({op.tag for _, _, op in operations})],
            "paths": paths,
            "components": {
                "schemas": definitions.get("$defs", {}),
                "securitySchemes": {
                    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                    "api_key": {
                        "type": "http",
                        "scheme": "bearer",
                        "description": "A key from `POST /api/v1/api-keys`, with the operation's `x-scope`.",
                    },
                },
            },
        }


def _links(path: str, operation: Operation, everything: list[tuple[str, str, Operation]]) -> Schema:
    """What can be done next with the thing that a `POST` made: everything below its own address."""
    if operation.result is None or "id" not in operation.result.model_fields:
        return {}
    # `POST /resumes/{resume_id}/imports` makes what is at `/imports/{import_id}`.
    for home in (path, f"{_API}/{path.rpartition('/')[2]}"):
        links = {
            after.name: {
                "operationId": after.name,
                "parameters": dict.fromkeys(after.path, "$response.body#/id"),
            }
            for where, _, after in everything
            if where.startswith(f"{home}/{{") and len(after.path) == 1
        }
        if links:
            return links
    return {}


def described(routes: list[BaseRoute]) -> list[tuple[str, str, Operation]]:
    """Every operation of `routes` with its path and method."""
    generator = BaseSchemaGenerator()
    return [
        (generator._remove_converter(route.path), method, operation)  # noqa: SLF001 - Starlette's own hook
        for route in routes
        if isinstance(route, Route) and isinstance(route.app, Resource)
        for method, operation in route.app.operations.items()
    ]


Names = Mapping[tuple[Any, JsonSchemaMode], Schema]


def _operation(operation: Operation, names: Names, method: str) -> Schema:
    described: Schema = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": _parameters(operation) + _headers(operation, method),
        "responses": _responses(operation, names, method),
        "security": [] if operation.may.public else [{"bearer": []}],
    }
    if operation.may.scope:
        described["security"].append({"api_key": []})
        described["x-scope"] = operation.may.scope.value
    if operation.body:
        described["requestBody"] = _request(operation.body, names, "application/json")
    if operation.form:
        described["requestBody"] = _request(operation.form, names, "multipart/form-data")
    return described


def _request(model: type[BaseModel], names: Names, media_type: str) -> Schema:
    needed = any(field.is_required() for field in model.model_fields.values())
    content: Schema = {"schema": names[model, "validation"]}
    if media_type == "application/json":
        content["example"] = example(model)
    return {"required": needed, "content": {media_type: content}}


def example(model: type[BaseModel]) -> Any:
    """What a reader may send: the model's own example, or its members' with what must be there."""
    if issubclass(model, RootModel):
        return {}
    shown: Schema = {}
    for name, field in model.model_fields.items():
        if field.examples:
            shown[name] = field.examples[0]
        elif field.is_required():
            shown[name] = _plain_example(field.annotation)
    return shown


def _plain_example(kind: Any) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return example(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind)).value
    if kind is UUID:
        return "01932d1c-9f0a-7cc2-b1f3-d5e7a9c1b3d5"
    raise TypeError(f"give this member an example: {kind}")


def _parameters(operation: Operation) -> list[Schema]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": TypeAdapter(kind).json_schema()}
        for name, kind in operation.path.items()
    ]
    if operation.query:
        schema = operation.query.model_json_schema(ref_template=_REF)
        for name, shape in schema["properties"].items():
            parameters.append(
                {
                    "name": name,
                    "in": "query",
                    "required": name in schema.get("required", ()),
                    "schema": _inlined(shape, schema.get("$defs", {})),
                }
            )
    return parameters


def _retried(operation: Operation, method: str) -> bool:
    """Whether an `Idempotency-Key` is honoured, as `server.contract` does."""
    return method == "post" and operation.creates


def _headers(operation: Operation, method: str) -> list[Schema]:
    if not _retried(operation, method):
        return []
    return [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": False,
            "description": "Sent again with the same key within 24 h, the first answer is given again.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"},
        }
    ]


def _inlined(shape: Schema, definitions: Schema) -> Schema:
    """A query key's schema with its enums written out, since parameters share no components."""
    match shape:
        case {"$ref": str(ref)}:
            return _inlined(definitions[ref.rpartition("/")[2]], definitions)
        case {"anyOf": list(choices)}:
            return shape | {"anyOf": [_inlined(choice, definitions) for choice in choices]}
        case _:
            return shape


def _responses(operation: Operation, names: Names, method: str) -> Schema:
    success: Schema = {"description": HTTPStatus(operation.status).phrase}
    if operation.result:
        success["content"] = {"application/json": {"schema": names[operation.result, "serialization"]}}
    elif operation.media_types and operation.status is not HTTPStatus.NO_CONTENT:
        success["content"] = {kind: {"schema": {"type": "string"}} for kind in operation.media_types}
    answers = {str(int(operation.status)): success}
    for status, codes in sorted(_refusals(operation, method).items()):
        answers[str(int(status))] = {
            "description": f"{status.phrase}: {', '.join(f'`{code}`' for code in sorted(codes))}",
            "content": {MEDIA_TYPE: {"schema": names[Problem, "serialization"]}},
        }
    return answers


def _refusals(operation: Operation, method: str) -> dict[HTTPStatus, set[str]]:
    """What the contract itself may answer, and what the handler declares."""
    kinds: set[type[CareerError]] = {*operation.errors, Unavailable}
    if not operation.may.public:
        kinds |= {Unauthenticated, KeyRefused if operation.may.scope is None else ScopeMissing}
    if operation.pace_of(method.upper()) is not Pace.FREE:
        kinds |= {RateExceeded}
    kinds |= {Denied}  # the origin guard's answer, if nobody else's
    if _retried(operation, method):
        kinds |= {Conflict}
    if operation.path:
        kinds |= {NotFound}
    if operation.body or operation.form:
        kinds |= {Invalid, TooLarge, WrongType}
    refusals: dict[HTTPStatus, set[str]] = {
        HTTPStatus(Misshapen.status): {Misshapen.code},  # an unknown query key, at least
        HTTPStatus.INTERNAL_SERVER_ERROR: {"internal"},
    }
    if operation.form:
        refusals[HTTPStatus.BAD_REQUEST] = {"bad_request"}
    for kind in kinds:
        refusals.setdefault(HTTPStatus(kind.status), set()).add(kind.code)
    return refusals
