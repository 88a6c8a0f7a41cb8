"""The messages between processes are closed, and each has one place where it is taken."""

import re
from collections import Counter
from pathlib import Path
from typing import get_args

from career.events import AnyEvent, DurableEvent, Event
from career.jobs import Job, all_jobs
from career.settings import Settings
from realtime.asyncapi import document
from tasks.worker import performers

ROOT = Path(__file__).parents[2]


def concrete_events() -> set[type[Event]]:
    """Every event with a name of its own, wherever it is declared."""
    found: set[type[Event]] = set()
    waiting: list[type[Event]] = [Event]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("career.") and isinstance(kind.model_fields["type"].default, str):
            found.add(kind)
    return found


def test_every_job_has_exactly_one_performer() -> None:
    assert Counter(performer.job for performer in performers) == Counter(all_jobs())


def test_jobs_carry_ids_and_nothing_else() -> None:
    for job in all_jobs():
        for name, field in job.model_fields.items():
            assert name.endswith("_id"), f"{job.__name__}.{name} is not an id"
            assert "UUID" in str(field.annotation)


def test_jobs_and_events_are_closed() -> None:
    for kind in (*all_jobs(), *concrete_events()):
        assert kind.model_config["extra"] == "forbid", kind.__name__
        assert kind.model_config["frozen"], kind.__name__
    assert Job.model_config["extra"] == "forbid"


def test_every_event_is_in_the_union() -> None:
    assert set(get_args(get_args(AnyEvent)[0])) == concrete_events()


def test_every_event_is_in_the_past_tense_and_has_a_channel() -> None:
    for event in concrete_events():
        name = event.model_fields["type"].default
        assert re.fullmatch(r"[a-z]+\.[a-z]+", name), name
        # What the server says of itself concerns no channel.
        assert event.namespaces or name.startswith("journal."), name
    assert issubclass(DurableEvent, Event)


def test_every_event_is_in_the_asyncapi() -> None:
    described = str(document())
    for event in concrete_events():
        assert event.model_fields["type"].default in described


def test_every_setting_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", example, flags=re.MULTILINE))
    assert named == set(Settings.names())
