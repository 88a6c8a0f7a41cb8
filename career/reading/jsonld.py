"""JobPosting objects in the JSON-LD of a page, read as leniently as pages write it."""

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Final

from pydantic import JsonValue
from selectolax.lexbor import LexborHTMLParser

JsonObject = dict[str, JsonValue]

_MOST_SCRIPTS: Final = 50
_LONGEST: Final = 1_000_000
_DEEPEST: Final = 50
_STRING_OR: Final = r'("(?:[^"\\]|\\.)*")|'
"""Strings are matched first and kept, so that what looks like a comment inside them stays."""
_COMMENT: Final = re.compile(_STRING_OR + r"/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_TRAILING_COMMA: Final = re.compile(_STRING_OR + r",(?=\s*[}\]])", re.DOTALL)
_WRAPPERS: Final = re.compile(
    r"<!--|-->|(?://|/\*)?\s{0,8}<!\[CDATA\[(?:\s{0,8}\*/)?|(?://|/\*)?\s{0,8}\]\]>(?:\s{0,8}\*/)?"
)


def job_postings(page: LexborHTMLParser) -> list[JsonObject]:
    """Every JobPosting of the page in document order, with `@id` references to its company resolved."""
    documents = list(_documents(page))
    items = list(_objects(documents))
    named = {item["@id"]: item for item in items if isinstance(item.get("@id"), str) and len(item) > 1}
    return [_resolved(item, named) for item in items if is_posting(item.get("@type"))]


def is_posting(kind: JsonValue) -> bool:
    """A string or a list of them, with or without the address of the vocabulary before it."""
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and re.split(r"[/#:]", one.strip())[-1] == "JobPosting" for one in kinds)


def parse(text: str) -> JsonValue:
    """The first JSON value of a script, after ever bolder repairs; `None` when nothing helps."""
    for attempt in _attempts(text):
        try:
            value: JsonValue = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    try:
        first: JsonValue = json.JSONDecoder(strict=False).raw_decode(attempt.lstrip())[0]
    except (ValueError, RecursionError):
        return None
    return first


def _attempts(text: str) -> Iterator[str]:
    """The text as it is and as if it had been escaped for HTML, each with all repairs so far."""
    for written in dict.fromkeys((text, html.unescape(text))):
        repaired = written
        for repair in _REPAIRS:
            repaired = repair(repaired)
            yield repaired


def _without_wrappers(text: str) -> str:
    return _COMMENT.sub(lambda found: found[1] or "", _WRAPPERS.sub("", text))


def _without_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(lambda found: found[1] or "", text)


_REPAIRS: Final[tuple[Callable[[str], str], ...]] = (
    str,
    _without_wrappers,
    _without_commas,
    lambda text: text.strip().rstrip(";"),
)


def _documents(page: LexborHTMLParser) -> Iterator[JsonValue]:
    scripts = page.css("script[type]")
    typed = [node for node in scripts if "ld+json" in (node.attributes["type"] or "").lower()]
    for node in typed[:_MOST_SCRIPTS]:
        text = node.text()
        if len(text) <= _LONGEST:
            yield parse(text)


def _objects(documents: list[JsonValue]) -> Iterator[JsonObject]:
    """Every object at any depth, in document order, without Python's recursion."""
    waiting = [(value, 0) for value in reversed(documents)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, dict):
            yield value
        if depth < _DEEPEST:
            inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
            waiting.extend((item, depth + 1) for item in reversed(list(inner)))


def _resolved(item: JsonObject, named: dict[JsonValue, JsonObject]) -> JsonObject:
    company = item.get("hiringOrganization")
    reference = company.get("@id") if isinstance(company, dict) and "name" not in company else None
    known = named.get(reference) if isinstance(reference, str) else None
    return item | {"hiringOrganization": known} if known else item
