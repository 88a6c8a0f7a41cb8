"""What level a degree has, by the words that name it."""

import json
import re
from functools import lru_cache
from importlib.resources import files


def degree_level(text: str) -> int:
    """0 none, 1 secondary, 2 vocational, 3 associate, 4 bachelor, 5 master, 6 doctorate; the highest."""
    return max(_levels(text), default=0)


def level_asked(text: str) -> int:
    """The lowest level that is named, which is enough where a posting names several; 0 for none."""
    return min(_levels(text), default=0)


def _levels(text: str) -> list[int]:
    return [level for pattern, level in _patterns() if pattern.search(text)]


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Words of up to three capitals ("BA", "MS") are matched as written, others in any case."""
    table = json.loads(files("career.scoring").joinpath("degrees.json").read_text("utf-8"))
    return tuple((_pattern(word), int(level)) for level, words in sorted(table.items()) for word in words)


def _pattern(word: str) -> re.Pattern[str]:
    spelled = r"\.?".join(map(re.escape, word)) if word.isalpha() and len(word) <= 4 else re.escape(word)
    flags = re.NOFLAG if len(word) <= 3 else re.IGNORECASE
    return re.compile(rf"(?<!\w){spelled}(?!\w)", flags)
