"""The description and the code say the same, both ways."""

from typing import Any

from career.events import Event
from career.feed.namespaces import RETENTION
from realtime.asyncapi import document, event_types, type_of
from realtime.channels import CHANNELS
from realtime.rpc import METHODS


def descendants(kind: type[Event]) -> set[type[Event]]:
    return {kind, *(found for child in kind.__subclasses__() for found in descendants(child))}


def references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [found for child in value.values() for found in references(child)]
    if isinstance(value, list):
        return [found for child in value for found in references(child)]
    return []


def test_it_is_version_3() -> None:
    assert document()["asyncapi"] == "3.0.0"


def test_every_event_is_in_the_union_and_every_message_is_one() -> None:
    declared = {
        kind
        for kind in descendants(Event)
        if kind.__module__ == "career.events" and "type" in kind.__annotations__ and kind is not Event
    }
    assert declared == set(event_types())
    rpc = {name for method in METHODS for name in (method, f"{method}.reply")}
    assert set(document()["components"]["messages"]) == {type_of(kind) for kind in declared} | rpc


def test_every_event_has_a_channel_and_every_channel_its_events() -> None:
    channels = document()["channels"]
    for kind in event_types():
        assert kind.namespaces
        for name in CHANNELS:
            assert (type_of(kind) in channels[name]["messages"]) is (name in kind.namespaces)


def test_retention_rules_and_description_know_the_same_namespaces() -> None:
    assert set(CHANNELS) == set(RETENTION)
    assert set(document()["channels"]) == {*RETENTION, "rpc"}


def test_a_recovery_fits_into_what_is_kept() -> None:
    for name, (rules, _) in CHANNELS.items():
        assert rules.cap <= RETENTION[name].size


def test_every_method_is_an_operation_with_its_reply() -> None:
    operations = document()["operations"]
    assert set(operations) == {*METHODS, *(f"watch.{name}" for name in CHANNELS)}
    for name in METHODS:
        assert operations[name]["reply"]["messages"]


def test_every_reference_leads_somewhere() -> None:
    found = references(document())
    assert found
    for reference in found:
        place: Any = document()
        for step in reference.removeprefix("#/").split("/"):
            assert step in place, reference
            place = place[step]
