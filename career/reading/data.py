"""The tables beside the code, loaded once and on first use."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Any:
    """The content of `<name>.json` of this package; never changed by its readers."""
    return json.loads(files("career.reading").joinpath(f"{name}.json").read_text("utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of a table as a set, casefolded."""
    return frozenset(entry.casefold() for entry in table(name)[key])
