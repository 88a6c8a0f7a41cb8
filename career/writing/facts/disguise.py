"""G1: nothing hides behind look-alike characters, invisible ones or spaced letters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from career.writing.facts.items import Item
from career.writing.facts.shapes import Refusal, Rule

_TYPOGRAPHY = frozenset("“”‘’«»–—‑…•·\u00a0\u202f\n\t")
_SPACED = re.compile(r"(?<!\w)(?:\w[ \u00a0._-]){2,}\w(?!\w)")
_SPLIT_DIGITS = re.compile(r"\d\s+\d")
_WORD = re.compile(r"\S+")


def judge(text: str, cited: Sequence[Item]) -> Iterator[Refusal]:
    """Words that stand in the evidence exactly so are no disguise, however odd."""
    known = frozenset(word for item in cited for word in item.text.raw.split())
    for match in _WORD.finditer(text):
        word = match.group()
        if word not in known and (reason := _disguised(word)):
            yield _refusal(match.span(), word, reason)
    for pattern, reason in (
        (_SPACED, "is spaced out letter by letter"),
        (_SPLIT_DIGITS, "is a number in pieces"),
    ):
        for match in pattern.finditer(text):
            if not any(match.group() in item.text.raw for item in cited):
                yield _refusal(match.span(), match.group(), reason)


def _refusal(span: tuple[int, int], word: str, reason: str) -> Refusal:
    return Refusal(rule=Rule.DISGUISE, span=span, text=word, reason=f"“{word}” {reason}.")


def _disguised(word: str) -> str | None:
    for char in word:
        if char in _TYPOGRAPHY:
            continue
        if unicodedata.category(char) in {"Cf", "Cc", "Co", "Cn"}:
            return "holds an invisible character"
        if char.isdigit() and not char.isascii():
            return "writes a digit in another script"
        if unicodedata.normalize("NFKC", char) != char or unicodedata.combining(char):
            return "is written with look-alike characters"
    scripts = {script for char in word if char.isalpha() and (script := _script(char))}
    if len(scripts) > 1:
        return "mixes scripts"
    if scripts and scripts != {"LATIN"}:
        return "is in another script than the text"
    return None


def _script(char: str) -> str:
    return "LATIN" if char.isascii() else unicodedata.name(char, "UNKNOWN").split()[0]
