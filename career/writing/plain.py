"""Sentences out of a person's own lines, and plain English instead of worn phrases."""

import re
from functools import cache
from pathlib import Path

from career.writing.facts.lexicon import Lexicon
from career.writing.facts.text import normalised, sentences
from career.writing.facts.tokens import tokens_of
from career.writing.facts.verbs import starts_with_deed

_TRAILING = " .;,:"
_PRONOUNS = ("i ", "we ", "i'", "we'")


def deed_of(line: str, lexicon: Lexicon) -> str | None:
    """A line that starts with a past deed, as what follows "I": "Built X." → "built X"."""
    text = first_sentence(line)
    tokens = list(tokens_of(text, lexicon))
    if not tokens or not starts_with_deed(tokens, lexicon):
        return None
    if text.casefold().startswith(_PRONOUNS):
        return None
    return text[0].lower() + text[1:] if tokens[0].raw[1:].islower() else None


def first_sentence(line: str) -> str:
    """The first sentence without its full stop, in one line."""
    text = normalised(line)
    _, first = next(iter(sentences(text)), (0, text))
    return first.rstrip(_TRAILING)


def listed(words: list[str]) -> str:
    """As people list: "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def with_article(phrase: str) -> str:
    """As in "an Engineer", "a Developer"; by the letter, with the usual exceptions."""
    lowered = phrase.casefold()
    vowel = lowered[:1] in "aeio" or lowered.startswith(
        ("un", "hour", "hono", "mba", "msc", "sre", "hr ", "ux")
    )
    vowel = vowel and not lowered.startswith(("uni", "one", "eu", "ux", "us "))
    return f"{'an' if vowel else 'a'} {phrase}"


def plain_english(text: str) -> str:
    """The text without worn phrases; facts, names and numbers stay as they are."""
    pattern, plain = _worn()
    text = pattern.sub(lambda match: _in_case(match.group(), plain[match.group().casefold()]), text)
    return re.sub(r"[ \t]{2,}", " ", re.sub(r"\s+([.,;:])", r"\1", text)).strip()


def _in_case(found: str, plain: str) -> str:
    return plain[:1].upper() + plain[1:] if found[:1].isupper() else plain


@cache
def _worn() -> tuple[re.Pattern[str], dict[str, str]]:
    """Longest first, so that "delve into" is not read as "delve"."""
    path = Path(__file__).with_name("worn.en.txt")
    pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line)
    plain = {pair[0].casefold(): "".join(pair[1:]) for pair in pairs}
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE), plain
