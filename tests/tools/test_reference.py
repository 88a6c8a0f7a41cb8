"""What the documents say is what the code does."""

import inspect
import re
from pathlib import Path

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from realtime.documents import protocol as document_protocol
from realtime.protocol import Closing, Refusal, codes
from tools.reference import DOCUMENTS, FOREIGN, MADE, PARTS, renewed

EVENTS, OPERATIONS, _ = DOCUMENTS


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_made_parts_are_as_the_code_makes_them(path: Path) -> None:
    """`python -m tools.reference` renews them."""
    written = path.read_text()
    assert renewed(written) == written, "run: python -m tools.reference"


def test_every_part_stands_in_one_document() -> None:
    written = "".join(path.read_text() for path in DOCUMENTS)
    assert sorted(name for name, _ in MADE.findall(written)) == sorted(PARTS)
    assert written.count("<!-- end -->") == written.count("<!-- made: ") == len(PARTS)


def test_a_made_part_that_was_changed_by_hand_is_noticed() -> None:
    written = EVENTS.read_text()
    assert renewed(written.replace("Whoever uploaded the file.", "Everybody.")) == written


def explained(heading: str) -> set[int]:
    """The codes in the tables whose first column is called so."""
    tables = re.findall(rf"^\| {heading} \|.*\n\|---.*\n((?:\|.*\n)+)", EVENTS.read_text(), re.MULTILINE)
    return {int(code) for rows in tables for code in re.findall(r"^\| (\d+) \|", rows, re.MULTILINE)}


def closings(module: object) -> set[int]:
    return {value.code for value in vars(module).values() if isinstance(value, Closing)}


def test_every_error_is_explained_and_no_other() -> None:
    refusals = [
        made()
        for made in vars(codes).values()
        if inspect.isfunction(made) and inspect.signature(made).return_annotation is Refusal
    ]
    assert refusals
    assert explained("error") == {refusal.code for refusal in refusals}


def test_every_close_is_explained_and_no_other() -> None:
    told = closings(codes) | closings(document_protocol)
    ends_of_subscriptions = {code for code in told if 2000 <= code < 3000}
    assert explained("close") == told - ends_of_subscriptions
    assert explained("code") == ends_of_subscriptions


async def test_every_metric_that_is_served_is_documented(client: httpx2.AsyncClient) -> None:
    served = await client.get("/metrics")
    # The library tells of each when it began to count, as a metric beside it.
    names = {family.name.removesuffix("_created") for family in text_string_to_metric_families(served.text)}
    ours = {name for name in names if not name.startswith(FOREIGN)}
    assert {"realtime_connections", "realtime_commands", "shortlist_outbox_oldest_seconds"} <= ours
    documented = set(re.findall(r"^\| `(\w+?)(?:_total)?` \|", OPERATIONS.read_text(), re.MULTILINE))
    assert ours <= documented
