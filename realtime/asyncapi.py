"""`/asyncapi.json`: AsyncAPI 3.0.0 of what travels inside `data`, made from the models themselves."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from pydantic.json_schema import JsonSchemaMode, models_json_schema

from career.errors import Denied, Misshapen, TooLarge, Unauthenticated, Unavailable
from career.events import AnyEvent, DurableEvent, Event
from career.feed.namespaces import RETENTION
from career.schema.base import Shape
from realtime.channels import CHANNELS
from realtime.meanings import first_line, meanings, summary
from realtime.protocol import Refusal, internal_error, too_many_requests
from realtime.rpc import METHODS, Method, refusal

if TYPE_CHECKING:
    from pydantic import BaseModel

Schema = Mapping[str, Any]
Delivery = Literal["durable", "kept", "ephemeral"]

DELIVERIES: Final[Mapping[Delivery, str]] = {
    "durable": "Never lost: written with what caused it, told again after a crash under the same `id`.",
    "kept": "Has an offset, and can be recovered as long as the channel's history reaches back.",
    "ephemeral": "Told to whoever listens now, without an offset; a newer one may take its place.",
}
OWN: Final = "user"
"""The namespace that every connection is subscribed to by the server."""
UNADDRESSED: Final = "connection"
"""Where events are told that belong to no channel."""
_RPC: Final = "rpc"
_ERROR: Final = "rpc.error"
_REF: Final = "#/components/schemas/{model}"


class RpcError(Shape):
    """Why a method did not do what it was asked."""

    code: int
    """The status that the same request would have over HTTP, or an error code of the protocol."""
    message: str
    """What is wrong, machine-readable."""
    temporary: bool = False
    """Whether trying again may help."""


@cache
def document() -> dict[str, Any]:
    """One channel a namespace, one message an event, one operation a method with its reply."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Shortlist, live",
            "version": "1.0.0",
            "description": "What `data` holds in the Centrifuge client protocol (JSON) at "
            "/connection/websocket; docs/events.md tells how to connect, recover and apply.",
            "license": {"name": "MIT"},
            "tags": [{"name": name, "description": meaning} for name, meaning in DELIVERIES.items()],
        },
        "defaultContentType": "application/json",
        "servers": {"sockets": _server()},
        "channels": {**dict(_channels()), _RPC: _rpc_channel()},
        "operations": {**dict(_watching()), **dict(_calling())},
        "components": {
            "schemas": _schemas(),
            "messages": {**dict(_event_messages()), **dict(_rpc_messages())},
            "securitySchemes": {"token": _TOKEN},
        },
    }


def event_types() -> tuple[type[Event], ...]:
    """Every member of the union."""
    union, *_ = get_args(AnyEvent)
    members: tuple[type[Event], ...] = get_args(union)
    return members


def type_of(event: type[Event]) -> str:
    return str(event.model_fields["type"].default)


def told_on(namespace: str) -> list[type[Event]]:
    return [event for event in event_types() if namespace in event.namespaces]


def unaddressed() -> list[type[Event]]:
    """Those that belong to no channel: a push `message` to the connections that they concern."""
    return [event for event in event_types() if not event.namespaces]


def delivery(event: type[Event]) -> Delivery:
    if issubclass(event, DurableEvent):
        return "durable"
    return "ephemeral" if event.conflate or not event.namespaces else "kept"


def watchers(namespace: str) -> str:
    """Who may watch, as its membership function says."""
    _, membership = CHANNELS[namespace]
    return first_line(membership)


def errors_of(method: Method) -> list[Refusal]:
    """Its own, and those that every method may answer."""
    kinds = {*method.errors, Denied, Misshapen, TooLarge, Unauthenticated, Unavailable}
    refusals = [internal_error(), too_many_requests(), *map(refusal, kinds)]
    return sorted(refusals, key=lambda found: (found.code, found.message))


_TOKEN: Final = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "From `POST /api/v1/realtime/token`; it is the `token` of the connect command.",
}


def _server() -> Schema:
    return {
        "host": "{host}",
        "protocol": "wss",
        "pathname": "/connection/websocket",
        "description": "Centrifuge client protocol, JSON, one object a line.",
        "variables": {"host": {"default": "localhost:8000", "description": "Where the product is served."}},
        "security": [{"$ref": "#/components/securitySchemes/token"}],
    }


def _schemas() -> Schema:
    """What clients send is what validates; what they hear is what was serialized."""
    methods = METHODS.values()
    said: list[type[BaseModel]] = [method.data for method in methods]
    heard: list[type[BaseModel]] = [*event_types(), *(method.result for method in methods), RpcError]
    modes: dict[type[BaseModel], JsonSchemaMode] = dict.fromkeys(heard, "serialization")
    modes |= dict.fromkeys(said, "validation")
    _, found = models_json_schema(list(modes.items()), ref_template=_REF)
    schemas: dict[str, Any] = found["$defs"]
    for model in modes:
        for name, meaning in meanings(model).items():
            schemas[model.__name__]["properties"][name]["description"] = meaning
    return schemas


def _channels() -> Iterator[tuple[str, Schema]]:
    for name, (rules, _) in CHANNELS.items():
        kept = RETENTION[name]
        yield (
            name,
            {
                "address": f"{name}:{{id}}",
                "title": f"{name}:<id>",
                "description": f"{watchers(name)} {history_of(name)}",
                "parameters": {"id": {"description": "A UUID."}},
                "messages": _references(map(type_of, told_on(name))),
                "x-history": {
                    "size": kept.size,
                    "seconds": int(kept.life.total_seconds()),
                    "recovery": rules.cap,
                },
                "x-window-ms": round(rules.window * 1000),
                "x-presence": rules.presence,
                "x-subscribed-by": "server" if name == OWN else "client",
            },
        )
    if unaddressed():
        yield UNADDRESSED, _unaddressed_channel()


def _unaddressed_channel() -> Schema:
    return {
        "address": None,
        "description": "Told without a channel, as the push `message`; nobody subscribes to it.",
        "messages": _references(map(type_of, unaddressed())),
    }


def history_of(namespace: str) -> str:
    kept, (rules, _) = RETENTION[namespace], CHANNELS[namespace]
    return (
        f"The last {kept.size} events are kept, for {spoken(kept.life)} after the newest; "
        f"a recovery replays {rules.cap} at most."
    )


def spoken(life: timedelta) -> str:
    minutes = int(life.total_seconds()) // 60
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def _event_messages() -> Iterator[tuple[str, Schema]]:
    for event in event_types():
        conflated = {"x-conflated-by": event.conflate} if event.conflate else {}
        yield (
            type_of(event),
            {
                "name": type_of(event),
                "summary": summary(event),
                "tags": [{"name": delivery(event)}],
                "payload": {"$ref": _REF.format(model=event.__name__)},
                **conflated,
            },
        )


def _watching() -> Iterator[tuple[str, Schema]]:
    for name in CHANNELS:
        yield f"watch.{name}", {"action": "send", "channel": {"$ref": f"#/channels/{name}"}}
    if unaddressed():
        yield f"hear.{UNADDRESSED}", {"action": "send", "channel": {"$ref": f"#/channels/{UNADDRESSED}"}}


def _rpc_channel() -> Schema:
    messages = [message for name in METHODS for message in (name, f"{name}.reply")]
    return {
        "address": None,
        "description": "Commands: `rpc` with a method and its data, answered with the same id.",
        "messages": _references([*messages, _ERROR]),
    }


def _rpc_messages() -> Iterator[tuple[str, Schema]]:
    for name, method in METHODS.items():
        answer = f"{name}.reply"
        yield name, {"name": name, "payload": {"$ref": _REF.format(model=method.data.__name__)}}
        yield answer, {"name": answer, "payload": {"$ref": _REF.format(model=method.result.__name__)}}
    payload = {"$ref": _REF.format(model=RpcError.__name__)}
    yield _ERROR, {"name": _ERROR, "summary": summary(RpcError), "payload": payload}


def _calling() -> Iterator[tuple[str, Schema]]:
    channel = f"#/channels/{_RPC}"
    for name, method in METHODS.items():
        answers = [f"{name}.reply", _ERROR]
        yield (
            name,
            {
                "action": "receive",
                "channel": {"$ref": channel},
                "summary": method.summary,
                "messages": [{"$ref": f"{channel}/messages/{name}"}],
                "reply": {
                    "channel": {"$ref": channel},
                    "messages": [{"$ref": f"{channel}/messages/{answer}"} for answer in answers],
                },
                "x-per-second": method.per_second,
                "x-errors": [
                    {"code": found.code, "message": found.message, "temporary": found.temporary}
                    for found in errors_of(method)
                ],
            },
        )


def _references(messages: Iterable[str]) -> Schema:
    return {name: {"$ref": f"#/components/messages/{name}"} for name in messages}
