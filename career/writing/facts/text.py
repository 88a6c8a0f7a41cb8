"""A text taken apart once: tokens with stems, numbers, verbs with their rank, skills."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Protocol

from career.schema.skill import SkillHit
from career.writing.facts import numbers, verbs
from career.writing.facts.lexicon import Lexicon
from career.writing.facts.tokens import Token, tokens_of


class SkillFinder(Protocol):
    """The part of the gazetteer that the gate needs."""

    def find(self, text: str, *, listed: bool = False) -> list[SkillHit]: ...


@dataclass(frozen=True)
class Text:
    """One text in one language; everything read from it is computed when first asked for."""

    raw: str
    lexicon: Lexicon
    matcher: SkillFinder

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(tokens_of(self.raw, self.lexicon))

    @cached_property
    def numbers(self) -> tuple[numbers.Number, ...]:
        return tuple(numbers.read(self.raw, self.tokens, self.lexicon))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(token.folded for token in self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(token.stem for token in self.tokens)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring words, for names of more than one word."""
        folded = [token.folded for token in self.tokens]
        return frozenset(pairwise(folded))

    @cached_property
    def verbs(self) -> tuple[verbs.Verb, ...]:
        return tuple(verbs.read(self.tokens, self.lexicon))

    @cached_property
    def skills(self) -> tuple[SkillHit, ...]:
        """Firm and weak hits alike: both are claims when written, and both are evidence."""
        return tuple(self.matcher.find(self.raw))

    @cached_property
    def folded(self) -> str:
        """The words with single spaces around each, for looking up a phrase whole."""
        return f" {' '.join(token.folded for token in self.tokens)} "

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The highest rank of each verb class."""
        highest: dict[str, int] = {}
        for verb in self.verbs:
            highest[verb.name] = max(highest.get(verb.name, 0), verb.rank)
        return highest

    def says(self, phrase: str) -> bool:
        return f" {phrase} " in self.folded

    def token_at(self, start: int) -> Token | None:
        return next((token for token in self.tokens if token.start <= start < token.end), None)


_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Inc|Ltd|Co|Corp|Dr|Mr|Ms|Mrs|Prof|St|Jr|Sr|vs|etc|approx|No|Dept|Univ|e\.g|i\.e|U\.S|Ph\.D|B\.Sc|M\.Sc))\.$"
)
_END = re.compile(r"[.!?]+[\"”’)\]]*\s+(?=[\"“(\[]?[A-Z0-9])|\n+")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Sentences with their offsets; abbreviations such as "Inc." end none."""
    start = 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[start : match.start() + 1]) and "\n" not in match.group():
            continue
        piece = text[start : match.end()]
        if piece.strip():
            yield start, piece.rstrip()
        start = match.end()
    if text[start:].strip():
        yield start, text[start:].rstrip()


def normalised(text: str) -> str:
    """NFKC with single spaces: what the writer makes of a person's text before using it."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
