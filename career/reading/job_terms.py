"""The terms of a job in a few words: from where one works, and under what kind of contract."""

import re
from typing import Final

from career.reading.phrases import finder, vocabulary
from career.schema.posting import EmploymentType, Remote

_NEGATIONS: Final = (
    "not",
    "no",
    "isn't",
    "kein",
    "keine",
    "nicht",
    "pas",
    "sin",
    "não",
    "non",
    "niet",
    "geen",
)
_NEAR: Final = 15
_BEHIND: Final = 25
_SAME_CLAUSE: Final = re.compile(r"[^.,;:()\n]*")
"""`remote work is not possible`."""


def remote(text: str) -> Remote | None:
    """Hybrid beats all; a "remote" that is denied is none."""
    found = remote_mention(text)
    return found[0] if found else None


def remote_mention(text: str) -> tuple[Remote, int, int] | None:
    """What the text says, and where."""
    words = vocabulary("posting_words")["remote"]
    for meaning in (Remote.HYBRID, Remote.NO, Remote.YES):
        for match in finder(words[meaning.value]).finditer(text):
            before = text[max(0, match.start() - _NEAR) : match.start()]
            behind = _SAME_CLAUSE.match(text, match.end(), match.end() + _BEHIND)
            denied = finder(_NEGATIONS).search(before + (behind[0] if behind else ""))
            if meaning is Remote.YES and denied:
                return Remote.NO, match.start(), match.end()
            if not denied and not (meaning is Remote.NO and _also_remote(text, match.start())):
                return meaning, match.start(), match.end()
    return None


def employment_types(text: str) -> tuple[EmploymentType, ...]:
    """Every kind of contract that the text names, in the order of the schema."""
    words = vocabulary("posting_words")["employment"]
    return tuple(kind for kind in EmploymentType if finder(words[kind.value]).search(text))


def _also_remote(text: str, at: int) -> bool:
    """`on-site or remote`: then on-site is a choice."""
    return bool(finder(("remote", "remotely", "homeoffice")).search(text[max(0, at - 30) : at + 40]))
