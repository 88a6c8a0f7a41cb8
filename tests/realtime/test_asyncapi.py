"""The description is valid, and it and the code say the same, both ways."""

import copy
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from career.events import DurableEvent, Event
from career.feed.namespaces import RETENTION
from realtime.asyncapi import (
    DELIVERIES,
    OWN,
    UNADDRESSED,
    delivery,
    document,
    event_types,
    type_of,
    unaddressed,
)
from realtime.channels import CHANNELS, ProductChannels
from realtime.rpc import METHODS
from tests.support.node import install

PARSER = Path(__file__).parent / "node_asyncapi"
NEWER = "asyncapi-latest-version"
"""All that the parser may say: there is a 3.1, which changes nothing that we use."""

Found = list[dict[str, str]]


def descendants(kind: type[Event]) -> set[type[Event]]:
    return {kind, *(found for child in kind.__subclasses__() for found in descendants(child))}


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for child in value.values():
            yield from references(child)
    elif isinstance(value, list):
        for child in value:
            yield from references(child)


def spoiled() -> list[dict[str, Any]]:
    """Documents with one fault each, as a careless change would make it."""
    faults = [copy.deepcopy(document()) for _ in range(5)]
    faults[0]["channels"]["user"]["messages"]["nobody"] = {"$ref": "#/components/messages/nobody"}
    faults[1]["operations"]["watch.user"]["action"] = "watch"
    faults[2]["channels"]["generation"]["colour"] = "red"
    faults[3]["channels"]["import"]["address"] = "import:{other}"
    foreign = {"$ref": "#/channels/user/messages/application.moved"}
    faults[4]["operations"]["generation.cancel"]["messages"] = [foreign]
    return faults


@pytest.fixture(scope="module")
def findings() -> list[Found]:
    """What the official parser says of our document, and of the spoiled ones after it."""
    install(PARSER)
    said = subprocess.run(
        ["node", "check.mjs"],
        cwd=PARSER,
        input=json.dumps([document(), *spoiled()]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: list[Found] = json.loads(said.stdout)
    return found


class TestTheOfficialParser:
    def test_it_finds_nothing_wrong(self, findings: list[Found]) -> None:
        assert document()["asyncapi"] == "3.0.0"
        assert {finding["code"] for finding in findings[0]} <= {NEWER}, findings[0]

    def test_it_would_find_a_fault(self, findings: list[Found]) -> None:
        faults = [{finding["code"] for finding in found} - {NEWER} for found in findings[1:]]
        assert len(faults) == len(spoiled())
        assert all(faults), faults


class TestEvents:
    def test_every_event_is_in_the_union_and_every_message_is_one(self) -> None:
        declared = {
            kind
            for kind in descendants(Event)
            if kind.__module__ == "career.events" and "type" in kind.__annotations__ and kind is not Event
        }
        assert declared == set(event_types())
        rpc = {name for method in METHODS for name in (method, f"{method}.reply")} | {"rpc.error"}
        assert set(document()["components"]["messages"]) == {type_of(kind) for kind in declared} | rpc

    def test_every_event_is_on_its_channels_and_on_no_other(self) -> None:
        channels = document()["channels"]
        for kind in event_types():
            assert kind.namespaces <= set(CHANNELS)
            on = {name for name, channel in channels.items() if type_of(kind) in channel["messages"]}
            assert on == (kind.namespaces or {UNADDRESSED})

    def test_every_channel_has_an_event(self) -> None:
        assert all(channel["messages"] for channel in document()["channels"].values())

    def test_each_says_how_surely_it_is_delivered(self) -> None:
        messages = document()["components"]["messages"]
        for kind in event_types():
            (tag,) = messages[type_of(kind)]["tags"]
            assert tag["name"] in DELIVERIES
            assert (tag["name"] == "durable") is issubclass(kind, DurableEvent)
            # Only what is told without an offset may be left out for a newer one.
            assert not kind.conflate or tag["name"] == "ephemeral"

    def test_one_that_is_conflated_or_has_no_channel_has_no_offset(self) -> None:
        class Held(Event):
            namespaces = frozenset({"pipeline"})
            conflate = "user"

        class Lost(Event):
            pass

        assert (delivery(Held), delivery(Lost)) == ("ephemeral", "ephemeral")

    def test_whoever_hears_one_gets_all_of_its_members(self) -> None:
        for kind in event_types():
            schema = document()["components"]["schemas"][kind.__name__]
            assert set(schema["required"]) == set(kind.model_fields)
            assert schema["additionalProperties"] is False

    def test_everything_says_what_it_means(self) -> None:
        for name, schema in document()["components"]["schemas"].items():
            for member, shape in schema.get("properties", {}).items():
                assert shape.get("description"), f"{name}.{member}"
        for name, message in document()["components"]["messages"].items():
            assert message.get("summary") or name.removesuffix(".reply") in METHODS, name


class TestChannels:
    def test_retention_rules_and_description_know_the_same_namespaces(self) -> None:
        assert set(CHANNELS) == set(RETENTION)
        extra = {"rpc", UNADDRESSED} if unaddressed() else {"rpc"}
        assert set(document()["channels"]) == {*RETENTION, *extra}

    @pytest.mark.parametrize("name", CHANNELS)
    def test_each_says_who_may_watch_and_what_can_be_recovered(self, name: str) -> None:
        channel = document()["channels"][name]
        (rules, membership), kept = CHANNELS[name], RETENTION[name]
        assert channel["address"] == f"{name}:{{id}}"
        assert set(channel["parameters"]) == {"id"}
        assert membership.__doc__
        assert channel["description"].startswith(membership.__doc__)
        assert channel["x-history"] == {
            "size": kept.size,
            "seconds": kept.life.total_seconds(),
            "recovery": rules.cap,
        }
        assert channel["x-window-ms"] == rules.window * 1000
        assert channel["x-presence"] is rules.presence
        assert rules.cap <= kept.size, "a recovery fits into what is kept"

    def test_the_own_channel_is_the_one_that_the_server_subscribes(self) -> None:
        (own,) = ProductChannels(None).own(uuid4())  # type: ignore[arg-type] - a name needs no services
        assert own.partition(":")[0] == OWN
        by_server = [
            name
            for name, channel in document()["channels"].items()
            if channel.get("x-subscribed-by") == "server"
        ]
        assert by_server == [OWN]


class TestMethods:
    def test_every_method_is_an_operation_and_every_channel_is_watched(self) -> None:
        heard = {f"hear.{UNADDRESSED}"} if unaddressed() else set()
        assert set(document()["operations"]) == {*METHODS, *(f"watch.{name}" for name in CHANNELS), *heard}

    @pytest.mark.parametrize("name", METHODS)
    def test_each_has_its_reply_and_its_errors(self, name: str) -> None:
        operation = document()["operations"][name]
        assert operation["summary"]
        assert operation["x-per-second"] == METHODS[name].per_second
        assert [reference["$ref"] for reference in operation["reply"]["messages"]] == [
            f"#/channels/rpc/messages/{name}.reply",
            "#/channels/rpc/messages/rpc.error",
        ]
        errors = operation["x-errors"]
        assert {100, 111, 401, 403, 413, 422, 503} <= {error["code"] for error in errors}
        assert all(error["temporary"] is (error["code"] in {100, 111, 429, 503}) for error in errors)
        own = {(kind.status, kind.code) for kind in METHODS[name].errors}
        assert own <= {(error["code"], error["message"]) for error in errors}


def test_every_reference_leads_somewhere_and_every_schema_is_used() -> None:
    found = set(references(document()))
    assert found
    for reference in found:
        place: Any = document()
        for step in reference.removeprefix("#/").split("/"):
            assert step in place, reference
            place = place[step]
    for part in ("schemas", "messages"):
        for name in document()["components"][part]:
            assert f"#/components/{part}/{name}" in found
