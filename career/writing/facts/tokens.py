"""Words and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from career.writing.facts.lexicon import Lexicon

_WORD = re.compile(
    r"[^\W_]+(?:['’][^\W\d_]+)*(?:[.&][^\W_]+(?:['’][^\W\d_]+)*)*(?:\+\+|#(?!\d))?(?:(?<=[^\W\d_])\+(?!\w))?",
)
_QUOTES = str.maketrans({"’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Token:
    """`opens` is true at the start of a sentence, `joined` when only a blank parts it from the one before."""

    raw: str
    folded: str
    stem: str
    start: int
    end: int
    opens: bool
    joined: bool

    @property
    def named(self) -> bool:
        """Written like a name: capitals, CamelCase, dots or digits inside."""
        return (
            self.raw[0].isupper()
            or any(char.isupper() for char in self.raw[1:])
            or any(char.isdigit() for char in self.raw)
            or "." in self.raw
            or "#" in self.raw
        )

    def is_month(self, lexicon: Lexicon) -> bool:
        """Written as one: "March" and "Mar" are, "MAR" is a name and "march" a word."""
        return self.folded in lexicon.months and self.raw[0].isupper() and self.raw[1:].islower()


def tokens_of(text: str, lexicon: Lexicon) -> Iterator[Token]:
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        opens = end == 0 or any(mark in between for mark in '.!?:\n•“"')
        raw = match.group()
        folded = raw.translate(_QUOTES).casefold()
        if folded.endswith("'s") and folded not in lexicon.words["function"]:
            folded = folded[:-2]
        yield Token(
            raw=raw,
            folded=folded,
            stem=lexicon.stem(folded),
            start=match.start(),
            end=match.end(),
            opens=opens,
            joined=bool(end) and not between.strip(" \u00a0-–/&'’"),
        )
        end = match.end()
