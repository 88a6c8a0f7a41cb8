"""Cover letters: planned from facts, worded plainly or by a language model, gated sentence by sentence."""

from career.writing.letters.shapes import (
    Length,
    Letter,
    LetterDone,
    LetterEvent,
    LetterProgress,
    LetterSentence,
    Paragraph,
    Sentence,
)
from career.writing.letters.writing import write

__all__ = [
    "Length",
    "Letter",
    "LetterDone",
    "LetterEvent",
    "LetterProgress",
    "LetterSentence",
    "Paragraph",
    "Sentence",
    "write",
]
