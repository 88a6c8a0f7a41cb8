"""The part of the book that one sentence may rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from career.writing.facts.book import FactBook
from career.writing.facts.items import ADDRESSEE, Item, Owner
from career.writing.facts.lexicon import Lexicon
from career.writing.facts.numbers import Number
from career.writing.facts.shapes import Kind
from career.writing.facts.text import Text


@dataclass(frozen=True)
class Evidence:
    """`cited` are the items named; `frame` the owner's who, where and when, which may be named too."""

    cited: tuple[Item, ...]
    owner: Owner | None
    frame: Text

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        return tuple(item.text for item in self.cited if item.id != ADDRESSEE)

    @cached_property
    def raw(self) -> str:
        return "\n".join([*(text.raw for text in self.texts), self.frame.raw])

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset[str]().union(self.frame.words, *(text.words for text in self.texts))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset[str]().union(self.frame.stems, *(text.stems for text in self.texts))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset[tuple[str, str]]().union(self.frame.pairs, *(text.pairs for text in self.texts))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(number for text in self.texts for number in text.numbers)

    @cached_property
    def skills(self) -> frozenset[str]:
        return frozenset(hit.skill_id for text in self.texts for hit in text.skills)

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        highest: dict[str, int] = {}
        for text in self.texts:
            for name, rank in text.ranks.items():
                highest[name] = max(highest.get(name, 0), rank)
        return highest

    def says(self, phrase: str) -> bool:
        return any(text.says(phrase) for text in (*self.texts, self.frame))


@dataclass(frozen=True)
class Draft:
    """One sentence under judgement. `granted` are spans that name the posting, exactly as it does."""

    text: Text
    kind: Kind
    evidence: Evidence
    book: FactBook
    lexicon: Lexicon
    granted: tuple[tuple[int, int], ...]
    quoted: tuple[tuple[int, int], ...]

    def is_granted(self, start: int, end: int) -> bool:
        return any(low <= start and end <= high for low, high in self.granted)

    def is_quoted(self, start: int, end: int) -> bool:
        return any(low <= start and end <= high for low, high in self.quoted)

    @property
    def in_letter(self) -> bool:
        return self.kind in {"sentence", "letter"}
