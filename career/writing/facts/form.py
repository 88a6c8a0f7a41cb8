"""G14 and G15: the text has the form of what it is meant to be, and still means what the original meant."""

import re
from collections.abc import Iterator, Sequence

from career.writing.facts.items import Item
from career.writing.facts.lexicon import Lexicon
from career.writing.facts.shapes import Kind, Refusal, Rule

MEANING = 0.5
"""Calibrated similarity below which a bullet no longer says what its original said."""
LETTER_WORDS = (120, 400)
_GROWTH, _SLACK = 1.3, 3
_LEAST_WORDS = 2
_SENTENCE_WORDS = 60
"""No sentence of a letter needs more; longer ones are lists or instructions."""
_MARKUP = re.compile(
    r"</?[a-z][^>]*>|&[a-z]+;|\*\*|__|`|^\s*(?:#+|[-*•])\s|\]\(|\{[^}]*\}|<[A-Z][^>]*>",
    re.IGNORECASE | re.MULTILINE,
)
_PLACEHOLDER = re.compile(r"\[[^\]]*\]|\bX{2,}\b|\b(?:lorem ipsum|TBD|TODO)\b|_{2,}|\.\.\.\.+")


def judge(
    text: str, kind: Kind, cited: Sequence[Item], lexicon: Lexicon, similarity: float | None
) -> Iterator[Refusal]:
    if not text.strip():
        yield _refusal((0, len(text)), text, "There is no text.")
    for pattern, reason in ((_MARKUP, "is markup"), (_PLACEHOLDER, "is a placeholder")):
        for match in pattern.finditer(text):
            if not any(match.group() in item.text.raw for item in cited):
                yield _refusal(match.span(), match.group(), f"“{match.group()}” {reason}.")
    lowered = text.casefold()
    for aside in lexicon.phrases["asides"]:
        position = lowered.find(aside)
        if position >= 0 and not any(aside in item.text.raw.casefold() for item in cited):
            yield _refusal(
                (position, position + len(aside)), aside, f"“{aside}” does not belong in the text."
            )
    yield from _length(text, kind, cited)
    if kind == "bullet" and similarity is not None and similarity < MEANING:
        yield Refusal(
            rule=Rule.MEANING, span=(0, len(text)), text=text, reason="It no longer says what your line said."
        )


def _length(text: str, kind: Kind, cited: Sequence[Item]) -> Iterator[Refusal]:
    count = len(text.split())
    if kind == "bullet":
        longest = max(len(item.text.raw.split()) for item in cited)
        if count > _GROWTH * longest + _SLACK or "\n" in text.strip():
            yield _refusal((0, len(text)), text, "It is much longer than your own line.")
        if count < min(_LEAST_WORDS, longest):
            yield _refusal((0, len(text)), text, "It leaves nearly everything out.")
    elif kind == "sentence" and count > max(
        [_SENTENCE_WORDS, *(len(i.text.raw.split()) + 15 for i in cited)]
    ):
        yield _refusal((0, len(text)), text, "It is too long for one sentence.")
    elif kind == "letter" and not LETTER_WORDS[0] <= count <= LETTER_WORDS[1]:
        yield _refusal(
            (0, len(text)), text, f"A letter has {LETTER_WORDS[0]} to {LETTER_WORDS[1]} words, not {count}."
        )


def _refusal(span: tuple[int, int], text: str, reason: str) -> Refusal:
    return Refusal(rule=Rule.FORM, span=span, text=text, reason=reason)
