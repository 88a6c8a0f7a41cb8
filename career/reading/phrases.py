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

_Tree = dict[str, "_Tree"]
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
    """The inside of such a pattern; without `start` a name may follow a letter or digit directly.

    Names are folded into a tree by their first characters: trying hundreds of them one by one at every
    character of a text is ten times slower.
    """
    bordered: _Tree = {}
    free: _Tree = {}
    for name in names:
        tree = bordered if start and _is_spaced(name[0]) else free
        for unit in _units(name.lower()):
            tree = tree.setdefault(unit, {})
        tree[_border(name)] = {}
    parts = [rf"(?<!\w){_pattern(bordered)}" if bordered else "", _pattern(free) if free else ""]
    return "|".join(part for part in parts if part)


def _pattern(tree: "_Tree") -> str:
    """The deeper branches first, so that the longest name wins."""
    ends = [unit for unit in tree if not tree[unit]]
    branches = [unit + _pattern(tree[unit]) for unit in sorted(tree) if tree[unit]]
    parts = branches + ends
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def _units(name: str) -> Iterable[str]:
    """One pattern for each character; a slash before a word may stand apart from it."""
    for at, char in enumerate(name):
        if char == " ":
            yield f"{BLANK}+"
        elif char == "'":
            yield "['’]"
        elif char == "/" and at == 0:
            yield f"/{BLANK}?"
        else:
            yield re.escape(char)


def _border(name: str) -> str:
    return r"(?![^\W\d])" if _is_spaced(name[-1]) else "(?:)"


def _is_spaced(char: str) -> bool:
    return char.isalnum() and not _IS_CJK.match(char)
