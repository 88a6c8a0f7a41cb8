"""The language of a resume, by its letters and words."""

from collections.abc import Sequence

from career.reading.lines import Line

MIN_WORDS = 20
_MAX_CHARACTERS = 4_000
"""Enough to tell a language, whatever the length of the file."""


def language_of(lines: Sequence[Line]) -> str | None:
    """BCP 47, or `None` for a text too short to tell."""
    text = " ".join(line.text for line in lines)
    if len(text.split()) < MIN_WORDS and len(text) < 5 * MIN_WORDS:
        return None
    import py3langid  # noqa: PLC0415 - its model takes time and memory, and short files need none

    return str(py3langid.classify(text[:_MAX_CHARACTERS])[0])
