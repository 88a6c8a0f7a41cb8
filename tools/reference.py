"""Writes the parts of the documents that are made from the code: `python -m tools.reference`.

They stand between `<!-- made: name -->` and `<!-- end -->`; everything around them is written by hand. A test
compares what is committed with what this makes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from prometheus_client import REGISTRY
from prometheus_client.metrics_core import Metric
from pydantic import BaseModel

import server.app  # noqa: F401 - so that the metrics of every part are there
import tasks.worker  # noqa: F401
from career.feed.namespaces import RETENTION
from career.limits import DocumentLimits, Limits, RealtimeLimits
from career.personal_data.outside import FILES, KEYS
from career.personal_data.tables import IMPERSONAL, TABLES
from realtime.asyncapi import (
    DELIVERIES,
    UNADDRESSED,
    delivery,
    document,
    errors_of,
    event_types,
    spoken,
    told_on,
    type_of,
    unaddressed,
    watchers,
)
from realtime.channels import CHANNELS
from realtime.meanings import meanings, summary
from realtime.metrics import GAUGES, Counts, RealtimeCollector
from realtime.rpc import METHODS

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = tuple(ROOT / "docs" / f"{name}.md" for name in ("events", "operations", "privacy"))
MADE = re.compile(r"(?<=<!-- made: )(\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
FOREIGN = ("python_", "process_")  # what every Python program tells of itself

GROUPS: dict[str, type[Limits]] = {"realtime": RealtimeLimits, "documents": DocumentLimits}

Row = tuple[str, ...]


def main() -> None:
    for path in DOCUMENTS:
        path.write_text(renewed(path.read_text()))


def renewed(text: str) -> str:
    """The document with its made parts made anew."""
    return MADE.sub(lambda found: f"{found[1]}{found[2]}\n{PARTS[found[1]]()}\n\n", text)


def channels() -> str:
    head = ("channel", "who may watch", "history", "recovery", "window", "presence", "events")
    return table(head, map(_channel, CHANNELS))


def _channel(name: str) -> Row:
    (rules, _), kept = CHANNELS[name], RETENTION[name]
    return (
        f"`{name}:<id>`",
        watchers(name),
        f"{kept.size}, {spoken(kept.life)}",
        str(rules.cap),
        f"{rules.window * 1000:.0f} ms",
        "yes" if rules.presence else "no",
        ", ".join(f"`{type_of(event)}`" for event in told_on(name)),
    )


def events() -> str:
    return "\n\n".join(_sections())


def _sections() -> Iterator[str]:
    for name in CHANNELS:
        yield f"### On `{name}:<id>`"
        yield from (_event(type_of(event)) for event in told_on(name))
    if unaddressed():
        yield "### Without a channel"
        yield f"{document()['channels'][UNADDRESSED]['description']}"
        yield from (_event(type_of(event)) for event in unaddressed())


def _event(name: str) -> str:
    (event,) = (kind for kind in event_types() if type_of(kind) == name)
    said = f"#### `{name}`\n\n{summary(event)} *{delivery(event).capitalize()}.*"
    if event.conflate:
        said += f" A newer one of the same `{event.conflate}` takes the place of one that is not sent yet."
    return f"{said}\n\n{members(event)}"


def deliveries() -> str:
    return "\n".join(f"- *{name.capitalize()}*: {meaning}" for name, meaning in DELIVERIES.items())


def methods() -> str:
    return "\n\n".join(map(_method, METHODS))


def _method(name: str) -> str:
    method = METHODS[name]
    errors = ", ".join(f"{error.code} `{error.message}`" for error in errors_of(method))
    fields = method.result.model_fields
    result = f"\n\n{members(method.result)}" if fields else f" `{{}}`. {summary(method.result)}"
    return "\n\n".join(
        (
            f"### `{name}`",
            f"{method.summary} At most {method.per_second:g} a second and connection.",
            f"Data:\n\n{members(method.data)}",
            f"Result:{result}",
            f"Errors: {errors}.",
        )
    )


def members(model: type[BaseModel]) -> str:
    """A row a member, as it stands in JSON."""
    schema = document()["components"]["schemas"][model.__name__]
    shapes: Mapping[str, Any] = schema.get("properties", {})
    needed = schema.get("required", ())
    rows = (
        (f"`{name}`" if name in needed else f"`{name}`, optional", json_type(shape), shape["description"])
        for name, shape in shapes.items()
    )
    return table(("member", "type", "meaning"), rows)


def json_type(shape: Mapping[str, Any]) -> str:
    """What a member may be, in a few words."""
    match shape:
        case {"const": value}:
            return f"`{value}`"
        case {"enum": values}:
            return " or ".join(f"`{value}`" for value in values)
        case {"anyOf": choices}:
            return " or ".join(map(json_type, choices))
        case {"$ref": reference}:
            return json_type(document()["components"]["schemas"][reference.rpartition("/")[2]])
        case {"type": "array", "items": items}:
            return f"list of {json_type(items)}"
        case _:
            return _plain_type(shape)


def _plain_type(shape: Mapping[str, Any]) -> str:
    match shape:
        case {"format": "uuid"}:
            return "UUID"
        case {"format": "date-time"}:
            return "time, ISO 8601"
        case {"type": "integer", "minimum": least, "maximum": most}:
            return f"integer, {least} to {most}"
        case {"type": "integer", "minimum": least}:
            return f"integer, {least} or more"
        case _:
            return str(shape["type"])


def limits() -> str:
    """Those that a client of the sockets meets, with what happens beyond them."""
    return _met(RealtimeLimits)


def document_limits() -> str:
    return _met(DocumentLimits)


def _met(group: type[Limits]) -> str:
    rows = []
    for name, meaning in meanings(group).items():
        what, found, beyond = meaning.partition("; beyond it ")
        if found:
            default = spoken_default(name, group.model_fields[name].default)
            rows.append((what, default, beyond.removesuffix(".")))
    return table(("limit", "default", "beyond it"), rows)


def settings() -> str:
    """Every limit with its setting."""
    rows = []
    for group, model in GROUPS.items():
        said = meanings(model)
        for name, field in model.model_fields.items():
            rows.append((f"`{group}_{name}`".upper(), f"{field.default:.10g}", said[name]))
    return table(("setting", "default", "what it limits"), rows)


def spoken_default(name: str, value: float) -> str:
    if name.endswith("_bytes"):
        size, unit = (2**20, "MiB") if value >= 2**20 else (2**10, "KiB")
        return f"{value / size:g} {unit}"
    units = {
        "per_second": " a second",
        "per_minute": " a minute",
        "seconds": " s",
        "characters": " characters",
    }
    unit = next((unit for ending, unit in units.items() if name.endswith(ending)), "")
    return f"{value:g}{unit}"


def metrics() -> str:
    return table(("metric", "kind", "labels", "meaning"), sorted(_metrics()))


def _metrics() -> Iterator[Row]:
    """All that are ours, whether anything was counted yet or not."""
    registered = REGISTRY._names_to_collectors  # noqa: SLF001 - a family of metrics does not tell its labels
    counts = Counts()
    engine = RealtimeCollector(counts, dict.fromkeys(GAUGES, lambda: 0.0))
    found: dict[str, Row] = {}
    for source in [*dict.fromkeys(registered.values()), engine, counts.rpc_seconds]:
        for family in source.collect():
            if not family.name.startswith(FOREIGN):
                labels = getattr(family, "_labelnames", None) or getattr(source, "_labelnames", ())
                found[family.name] = _metric(family, labels)
    return iter(found.values())


def _metric(family: Metric, labels: Iterable[str]) -> Row:
    name = f"{family.name}_total" if family.type == "counter" else family.name
    return (f"`{name}`", family.type, ", ".join(f"`{label}`" for label in labels), family.documentation)


def tables() -> str:
    """What the database holds about a person; what is not given out stands with its reason."""
    head = ("table", "holds", "found by", "in the copy", "not given out", "erased", "kept")
    rows = [
        (
            f"`{one.name}`",
            one.holds,
            one.found_by,
            f"`{one.file}`",
            "; ".join(f"`{column}`: {reason}" for column, reason in one.withheld.items()) or "–",
            one.erased,
            one.kept,
        )
        for one in TABLES
    ]
    none = [
        (f"`{name}`", f"nothing about a person: {holds}", *5 * ("–",)) for name, holds in IMPERSONAL.items()
    ]
    return table(head, [*rows, *none])


def files() -> str:
    head = ("folder", "holds", "in the copy", "erased", "kept")
    return table(
        head, [(f"`{one.folder}/<person>/`", one.holds, one.given, one.erased, one.kept) for one in FILES]
    )


def keys() -> str:
    head = ("keys", "hold", "found by", "in the copy", "erased", "kept")
    return table(
        head,
        [
            (
                f"`{one.name}`",
                one.holds or "nothing about a person",
                *(said or "–" for said in (one.found_by, one.given, one.erased)),
                one.kept,
            )
            for one in KEYS
        ],
    )


def table(head: Row, rows: Iterable[Row]) -> str:
    lines = (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in rows)
    return "\n".join((f"| {' | '.join(head)} |", "|---" * len(head) + "|", *lines))


PARTS: dict[str, Callable[[], str]] = {
    made.__name__: made
    for made in (
        *(channels, deliveries, events, methods, limits, document_limits, settings, metrics),
        *(tables, files, keys),
    )
}


if __name__ == "__main__":
    main()
