"""The words by which postings are read, as data, and how they are found in text."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

BLANK: Final = r"[ \t\u00a0\u2007\u2009\u202f]"
CJK: Final = r"\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af"
"""Scripts that put no blanks between words."""
_IS_CJK: Final = re.compile(f"[{CJK}]")

Vocabulary = dict[str, dict[str, tuple[str, ...]]]


@cache
def document(name: str) -> dict[str, Any]:
    """A TOML file of this package."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def vocabulary(name: str) -> Vocabulary:
    """Lists of words by table and key; never changed by its readers."""
    return {
        table: {key: tuple(words) for key, words in lists.items()} for table, lists in document(name).items()
    }


@lru_cache(maxsize=256)
def finder(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first."""
    return re.compile(f"(?:{alternatives(names)})", re.IGNORECASE)


def alternatives(names: Iterable[str], *, start: bool = True) -> str:
    """The inside of such a pattern; without `start` a name may follow a letter or digit directly."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return "|".join(_bordered(name, start=start) for name in ordered)


def _bordered(name: str, *, start: bool) -> str:
    before = r"(?<!\w)" if start and name[0].isalnum() and not _IS_CJK.match(name[0]) else ""
    after = r"(?![^\W\d])" if name[-1].isalnum() and not _IS_CJK.match(name[-1]) else ""
    written = re.escape(name).replace("'", "['’]").replace(r"\ ", f"{BLANK}+")
    if name.startswith("/"):
        written = f"/{BLANK}?{re.escape(name[1:].strip())}"
    return f"{before}{written}{after}"
