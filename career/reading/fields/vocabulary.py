"""Words that tell fields apart: titles, employers, schools, degrees."""

import re
from functools import cache

from career.reading.data import table, words

MIN_COMPOUND = 8
"""Letters; a shorter word with such an ending may be a name ("Bauer")."""
_WORD = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*\.?", re.UNICODE)


def has_title(text: str) -> bool:
    found = [part.casefold().strip(".") for part in words_in(text)]
    heads = words("titles", "heads")
    if any(part in heads or part.removesuffix("s") in heads for part in _split(found)):
        return True
    ends = tuple(table("titles")["endings"])
    compound = any(len(part) > MIN_COMPOUND and part.endswith(ends) for part in found)
    return compound or any(suffix in text for suffix in table("titles")["suffixes"])


def has_company_word(text: str) -> bool:
    found = [part.casefold() for part in words_in(text)]
    listed = words("organisations", "company")
    named = any(part in listed or part.strip(".") in listed for part in found[-2:])
    return named or any(part in text for part in table("organisations")["company_parts"])


def has_school(text: str) -> bool:
    found = [part.casefold().strip(".") for part in words_in(text)]
    lowered = text.casefold()
    return any(part in words("organisations", "school") for part in found) or any(
        part in lowered for part in table("organisations")["school_parts"]
    )


def has_degree(text: str) -> bool:
    return degree_level(text) is not None


def degree_level(text: str) -> int | None:
    """The highest level that the words name; short ones count only in capitals ("MS", not "ms")."""
    levels = [level for part in text.replace("/", " ").replace("(", " ").split() if (level := _level(part))]
    for level, parts in table("degrees")["parts"].items():
        levels += [int(level)] * any(part in text for part in parts)
    return max(levels, default=None)


def _level(part: str) -> int | None:
    clean = part.strip(",;:()").replace("’", "'")
    name = clean.casefold()
    found = _levels().get(name) or _levels().get(name.rstrip("."))
    if found is None and "." in name:
        found = _levels().get(name.replace(".", ""))
    if found is None or (len(name.replace(".", "")) <= 3 and clean[:1].islower()):
        return None
    return found


@cache
def _levels() -> dict[str, int]:
    return {name: level for level in range(1, 7) for name in table("degrees")[str(level)]}


def words_in(text: str) -> list[str]:
    """Words with their inner hyphens, dots and apostrophes."""
    return _WORD.findall(text)


def _split(found: list[str]) -> list[str]:
    return [*found, *(part for word in found for part in re.split(r"[-/&]", word) if part != word)]
