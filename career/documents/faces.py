"""The typefaces of documents: where they are, which of them a language wants first, what they can show."""

import json
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from pathlib import Path

from career.documents.language import written
from career.documents.model import Template

FOLDER = Path(__file__).parent / "fonts"
CONFIGURATION = FOLDER / "fonts.conf"
COMMAND = "python tools/fonts.py"

_SANS, _SERIF = "Noto Sans", "Noto Serif"
_ARABIC, _HEBREW = "Noto Naskh Arabic", "Noto Sans Hebrew"
_SIMPLIFIED, _TRADITIONAL = "Noto Sans S Chinese", "Noto Sans T Chinese"
_JAPANESE, _KOREAN = "Noto Sans Japanese", "Noto Sans Korean"
_HAN = (_SIMPLIFIED, _TRADITIONAL, _JAPANESE, _KOREAN)
"""The same Han character has another shape in each of them, so the language says which one is asked first."""
_FIRST = {"ja": _JAPANESE, "ko": _KOREAN, "zh": _SIMPLIFIED, "zh-Hant": _TRADITIONAL}
_ONE_FACE = frozenset({*_FIRST, "ar", "fa", "ur", "he", "yi"})
"""Languages whose letters we have in one upright face: a serif or a slant beside it looks like a mistake."""
_UNSEEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufe0f\u00ad")
"""Characters without a shape of their own: no font needs to have them."""


class FontsMissing(RuntimeError):
    """The typefaces were not brought yet; the message says what to run."""


def stack(template: Template, language: str) -> tuple[str, ...]:
    """Family names in the order in which a character is looked up."""
    tag = written(language)
    first = _FIRST.get(tag)
    serif = template is Template.CLASSIC and tag not in _ONE_FACE
    latin = (_SERIF, _SANS) if serif else (_SANS,)
    # Chinese, Japanese and Korean punctuation is as wide as their letters only in their own faces.
    chosen = (first, *latin) if first else latin
    return tuple(dict.fromkeys((*chosen, _ARABIC, _HEBREW, *_HAN)))


def has_italics(language: str) -> bool:
    return written(language) not in _ONE_FACE


def require() -> None:
    """Raises `FontsMissing` unless every typeface is there."""
    names = _manifest()["fonts"]
    missing = [name for name in names if not (FOLDER / name).is_file()]
    if missing or not CONFIGURATION.is_file():
        raise FontsMissing(f"The typefaces of documents are missing. Run: {COMMAND}")


def unknown_characters(text: str) -> tuple[str, ...]:
    """Characters that no typeface has, each once: they would print as empty boxes."""
    starts, ends = _covered()
    return tuple(letter for letter in dict.fromkeys(text) if not _is_covered(letter, starts, ends))


def _is_covered(letter: str, starts: list[int], ends: list[int]) -> bool:
    if letter.isspace() or letter in _UNSEEN:
        return True
    at = bisect_right(starts, ord(letter)) - 1
    return at >= 0 and ord(letter) <= ends[at]


@cache
def _covered() -> tuple[list[int], list[int]]:
    pairs = [[int(edge, 16) for edge in part.split("-")] for part in _manifest()["covered"].split()]
    return [start for start, _ in pairs], [end for _, end in pairs]


@cache
def _manifest() -> dict[str, str]:
    manifest: dict[str, str] = json.loads((files("career.documents") / "fonts.json").read_text())
    return manifest
