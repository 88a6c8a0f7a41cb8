"""How much a piece of a head looks like each field: the words it has, the looks it has, where it stands."""

import re
from functools import cache

from career.reading.data import table, words
from career.reading.fields.places import is_place
from career.reading.fields.segments import Piece

_WORD = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*\.?", re.UNICODE)


def position(piece: Piece) -> float:
    text, parts = piece.text, _words(piece.text)
    score = 3.0 * has_title(text) + piece.bold + (piece.row == 0)
    score -= any(letter.isdigit() for letter in text)
    score -= 2 * has_company_word(text) + 3 * (is_place(text) and not has_title(text)) + 3 * has_school(text)
    return score - 2 * (len(parts) > 8) - 3 * piece.after_link_word


def company(piece: Piece) -> float:
    text = piece.text
    score = 3.0 * has_company_word(text) + 3 * piece.after_link_word + bool(piece.linked)
    score += piece.bold + (piece.row == 0) + _capitalised(text)
    score += has_school(text)
    return score - 2 * has_title(text) - 3 * is_place(text) - 2 * (len(_words(text)) > 8)


def location(piece: Piece) -> float:
    text = piece.text
    score = 4.0 * is_place(text) + piece.right + (piece.column == 1)
    score -= 4 * has_title(text) + 3 * has_company_word(text) + 3 * (len(text.split()) > 4)
    return score - 4 * has_school(text) - piece.bold


def institution(piece: Piece) -> float:
    score = 4.0 * has_school(piece.text) + (piece.row == 0) + piece.bold + bool(piece.linked)
    score += 0.5 * _capitalised(piece.text) + 2 * piece.after_link_word
    return score - 3 * has_degree(piece.text) - 3 * is_place(piece.text) - 2 * _is_score(piece.text)


def degree(piece: Piece) -> float:
    score = 4.0 * has_degree(piece.text) + 0.5 * (piece.row > 0)
    return score - 3 * (has_school(piece.text) and not has_degree(piece.text)) - 3 * is_place(piece.text)


def area(piece: Piece) -> float:
    score = 1.0 + piece.comma
    if has_degree(piece.text) or has_school(piece.text) or is_place(piece.text) or _is_score(piece.text):
        return -3.0
    return score


def has_title(text: str) -> bool:
    found = [part.casefold().strip(".") for part in _words(text)]
    heads = words("titles", "heads")
    return any(part in heads or part.removesuffix("s") in heads for part in _split(found)) or any(
        suffix in text for suffix in table("titles")["suffixes"]
    )


def has_company_word(text: str) -> bool:
    found = [part.casefold() for part in _words(text)]
    listed = words("organisations", "company")
    named = any(part in listed or part.strip(".") in listed for part in found[-2:])
    return named or any(part in text for part in table("organisations")["company_parts"])


def has_school(text: str) -> bool:
    found = [part.casefold().strip(".") for part in _words(text)]
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


def _is_score(text: str) -> bool:
    return (
        bool(re.search(r"\b(?:gpa|cgpa|grade|note|nota|media)\b", text, re.IGNORECASE)) or text[:1].isdigit()
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _split(found: list[str]) -> list[str]:
    return [*found, *(part for word in found for part in re.split(r"[-/&]", word) if part != word)]


def _capitalised(text: str) -> bool:
    letters = [part for part in _words(text) if part[0].isalpha() and len(part) > 3]
    return bool(letters) and all(not part[0].islower() for part in letters)
