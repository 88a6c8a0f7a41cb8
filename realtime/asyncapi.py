"""`/asyncapi.json`: AsyncAPI 3.0.0 of what travels inside `data`, made from the models themselves."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from career.events import AnyEvent, Event
from realtime.channels import CHANNELS
from realtime.rpc import METHODS

_REF = "#/components/schemas/{model}"
_RPC = "rpc"


@cache
def document() -> dict[str, Any]:
    """One channel a namespace, one message an event, one operation a method with its reply."""
    models = [*event_types(), *_rpc_models()]
    _, schemas = models_json_schema([(model, "serialization") for model in models], ref_template=_REF)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Shortlist, live",
            "version": "1.0.0",
            "description": "What `data` holds in the Centrifuge client protocol at /connection/websocket.",
        },
        "defaultContentType": "application/json",
        "channels": {**dict(_channels()), _RPC: _rpc_channel()},
        "operations": {**dict(_watching()), **dict(_calling())},
        "components": {
            "schemas": schemas["$defs"],
            "messages": {**dict(_events()), **dict(_rpc_messages())},
        },
    }


def event_types() -> tuple[type[Event], ...]:
    """Every member of the union."""
    union, *_ = get_args(AnyEvent)
    members: tuple[type[Event], ...] = get_args(union)
    return members


def type_of(event: type[Event]) -> str:
    return str(event.model_fields["type"].default)


def _rpc_models() -> list[type[BaseModel]]:
    return list({model for method in METHODS.values() for model in (method.data, method.result)})


def _channels() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in CHANNELS:
        told = [type_of(event) for event in event_types() if name in event.namespaces]
        yield (
            name,
            {
                "address": f"{name}:{{id}}",
                "parameters": {"id": {"description": "A UUID."}},
                "messages": {event: {"$ref": f"#/components/messages/{event}"} for event in told},
            },
        )


def _events() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for event in event_types():
        summary = (event.__dict__.get("__doc__") or type_of(event)).strip().split("\n\n")[0]
        yield (
            type_of(event),
            {
                "name": type_of(event),
                "summary": " ".join(summary.split()),
                "payload": {"$ref": _REF.format(model=event.__name__)},
            },
        )


def _watching() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in CHANNELS:
        yield f"watch.{name}", {"action": "send", "channel": {"$ref": f"#/channels/{name}"}}


def _rpc_channel() -> Mapping[str, Any]:
    messages = [message for name in METHODS for message in (name, f"{name}.reply")]
    return {
        "address": None,
        "messages": {message: {"$ref": f"#/components/messages/{message}"} for message in messages},
    }


def _rpc_messages() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, method in METHODS.items():
        yield name, {"name": name, "payload": {"$ref": _REF.format(model=method.data.__name__)}}
        answer = f"{name}.reply"
        yield answer, {"name": answer, "payload": {"$ref": _REF.format(model=method.result.__name__)}}


def _calling() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, method in METHODS.items():
        yield (
            name,
            {
                "action": "receive",
                "channel": {"$ref": f"#/channels/{_RPC}"},
                "summary": (method.perform.__doc__ or name).strip().split("\n")[0],
                "messages": [{"$ref": f"#/channels/{_RPC}/messages/{name}"}],
                "reply": {
                    "channel": {"$ref": f"#/channels/{_RPC}"},
                    "messages": [{"$ref": f"#/channels/{_RPC}/messages/{name}.reply"}],
                },
            },
        )
