"""Place names: countries in many languages, states, large cities, words for working from anywhere."""

import re
from functools import cache

from career.reading.data import table, words

MAX_WORDS = 6
_CITY = r"[^\W\d_][^\W\d_'’.\-]*(?:[ '’.\-]+[^\W\d_][^\W\d_'’.\-]*){0,3}"
_POSTAL = re.compile(
    r"\b(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b"
)


@cache
def countries() -> dict[str, str]:
    """Casefolded name to ISO 3166 code."""
    found: dict[str, str] = table("places")["countries"]
    return found


@cache
def _codes() -> frozenset[str]:
    """ISO codes as a place is sometimes closed with ("Kraków, PL")."""
    return frozenset(countries().values())


@cache
def regions() -> dict[str, tuple[str, str]]:
    """Code as written, or casefolded name, to country and code."""
    result: dict[str, tuple[str, str]] = {}
    for country, states in table("places")["regions"].items():
        for code, name in states.items():
            result.setdefault(code, (country, code))
            result.setdefault(name.casefold(), (country, code))
    return result


@cache
def _known() -> frozenset[str]:
    places = table("places")
    return frozenset(name.casefold() for name in (*places["cities"], *places["remote"]))


def without_postal_code(text: str) -> str:
    return re.sub(r"\s{2,}", " ", _POSTAL.sub("", text)).strip(" ,;")


def postal_code(text: str) -> str | None:
    found = _POSTAL.search(text)
    return found.group() if found else None


def is_place(text: str) -> bool:
    """A "City, ST", a "City, Country", a country, a large city, or a word for remote work."""
    bare = without_postal_code(text.strip(" ,;()|•·"))
    if not bare or len(bare.split()) > MAX_WORDS:
        return False
    parts = [part.strip(" .()") for part in re.split(r"[,/]|\s[–—-]\s|\s\(", bare)]
    parts = [part for part in parts if part]
    if not parts or any(any(letter.isdigit() for letter in part) for part in parts):
        return False
    if len(parts) == 1:
        return _named(parts[0]) or _city_and_state(parts[0])
    tail = parts[-1]
    wide = (
        tail in _codes()
        or tail.casefold() in countries()
        or tail in regions()
        or tail.casefold() in regions()
    )
    middle = parts[1] in regions() or parts[1].casefold() in regions()
    if len(parts) > 2 and not (middle or _named(parts[0])):
        return False
    if not (wide or _named(parts[0])) or any(_names_something_else(part) for part in parts[:-1]):
        return False
    return all(re.fullmatch(_CITY, part) and (part[0].isupper() or not part[0].isascii()) for part in parts)


def _names_something_else(text: str) -> bool:
    """An employer or a title before a place: "Acme Ltd, Germany" is two things."""
    found = [part.strip(".").casefold() for part in text.split()]
    titled = any(part in words("titles", "heads") for part in found)
    return titled or any(part in words("organisations", "company") for part in found[-1:])


def _named(text: str) -> bool:
    name = text.casefold()
    return name in _known() or name in countries() or (len(name) > 3 and name in regions())


def _city_and_state(text: str) -> bool:
    """A "San Diego CA" without its comma; the state must be written as its code."""
    city, _, state = text.rpartition(" ")
    return (
        bool(city)
        and state in regions()
        and len(state) == 2
        and city.istitle()
        and city.casefold() in _known()
    )


def country_of(text: str) -> str | None:
    """The ISO code of the country that the place names or implies."""
    parts: list[str] = [part.strip(" .()") for part in re.split(r"[,/،]", without_postal_code(text))]
    latin = not any(letter > "\u024f" and letter.isalpha() for letter in text)
    for part in reversed(parts):
        if part in _codes() and not (latin and part in regions()):
            return part
        if part.casefold() in countries():
            return countries()[part.casefold()]
        if part in regions():
            return regions()[part][0]
        if len(part) > 3 and part.casefold() in regions():
            return regions()[part.casefold()][0]
    return None
