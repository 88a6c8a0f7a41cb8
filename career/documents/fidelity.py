"""How much of a text came back from a file."""

import unicodedata

from rapidfuzz.distance import LCSseq

_FIRST_UNSPACED = 0x2E80
"""From here on (Han, Kana) text has no spaces, so that each character counts as a word; Hangul has them."""
_HANGUL = range(0xAC00, 0xD7B0)


def words_back(expected: str, found: str) -> float:
    """Longest common sequence of words over the expected ones, after NFKC."""
    words = _words(expected)
    return LCSseq.similarity(words, _words(found)) / len(words) if words else 1.0


def _words(text: str) -> list[str]:
    spaced = "".join(
        f" {letter} " if ord(letter) >= _FIRST_UNSPACED and ord(letter) not in _HANGUL else letter
        for letter in unicodedata.normalize("NFKC", text)
    )
    return spaced.split()


def squeezed(text: str | None) -> str:
    """The letters alone, folded, so that two writings of one text are equal."""
    return "".join(unicodedata.normalize("NFKC", text or "").casefold().split())
