"""What is asked for besides skills: years, degree, language, licence, permit, clearance, place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from career.reading.passages import Passage, Section
from career.reading.phrases import alternatives, finder, vocabulary
from career.schema.posting import RequirementKind

ALL: Final = frozenset(RequirementKind)
PERMITS: Final = frozenset({RequirementKind.PERMIT, RequirementKind.CLEARANCE})
"""Also said among the benefits and the legal lines."""
_MOST_YEARS: Final = 40
_NEAR: Final = 40
_FIELD: Final = re.compile(
    r"(?<!\w)(?:in|of|en|em|im|der|als|zum|zur|de)(?!\w)"
    r"(?:(?!\d|experience|erfahrung|expérience|[.;(])[^\n]){1,120}",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(
    r"\s*(?:$|[,.;:(–-]|(?:is|are|would|ist|wäre|est|serait|es|é|è|von|required|preferred|desirable|skills)\b)"
)
"""What may follow a language that opens its line: "German is a plus", and not "French cooking"."""
_SHARED: Final = re.compile(r"\s*(?:and|und|et|y|e|en|&|or|oder|ou|o|of|/)\s*", re.IGNORECASE)
"""Two languages with only this between them share the level: "fluent English and German"."""
_BARE: Final = "degree"
_WORDS: Final = (
    RequirementKind.LICENCE,
    RequirementKind.PERMIT,
    RequirementKind.CLEARANCE,
    RequirementKind.LOCATION,
)


@dataclass(frozen=True, slots=True)
class Demand:
    kind: RequirementKind
    start: int
    label: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Years:
    start: int
    end: int
    years: float


def every(passage: Passage) -> Iterator[Demand]:
    """Languages, licences, permits, clearances and places that the passage asks for."""
    words = vocabulary("posting_asks")
    for kind in _WORDS:
        if (kind is RequirementKind.PERMIT and _is_offer(passage.text)) or not _asks(passage, kind):
            continue
        found = {
            match[0].casefold(): match for match in finder(words[kind.value]["words"]).finditer(passage.text)
        }
        if kind is RequirementKind.LICENCE:
            yield from (Demand(kind, match.start(), match[0]) for match in found.values())
        elif found:
            yield Demand(kind, min(match.start() for match in found.values()))
    yield from _languages(passage)


def degree(passage: Passage) -> Demand | None:
    """The lowest level that is named; level 4 is any degree."""
    if not _asks(passage, RequirementKind.DEGREE):
        return None
    other = finder(vocabulary("posting_asks")["degrees"]["not"])
    text = other.sub(lambda found: "·" * len(found[0]), passage.text)
    levels = _levels()
    named = [
        (levels[_key(match[0])], match.start(), match[0]) for match in finder(tuple(levels)).finditer(text)
    ]
    # The bare word behind "Master's" says nothing more than the title before it.
    telling = [one for one in named if not one[2].casefold().startswith(_BARE)] or named
    if not telling:
        return None
    level, start, _ = min(telling)
    return Demand(RequirementKind.DEGREE, start, level=str(level))


@cache
def _levels() -> dict[str, int]:
    degrees = vocabulary("posting_asks")["degrees"].items()
    return {_key(name): int(level) for level, names in degrees if level != "not" for name in names}


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


def field_of_degree(passage: Passage) -> list[tuple[int, int]]:
    """Where a sentence says in what the degree is: "in computer science or a related field"."""
    asked = degree(passage)
    if asked is None:
        return []
    match = _FIELD.search(passage.text, asked.start)
    return [match.span()] if match else []


def years(passage: Passage) -> Years | None:
    """The first number of years that means experience; of `3–5` the lower."""
    words = vocabulary("posting_asks")["years"]
    told = finder(words["experience"]).search(passage.text)
    for match in _years_pattern().finditer(passage.text):
        number = _number(match["low"])
        around = passage.text[max(0, match.start() - 18) : match.end() + 22]
        if number is None or number > _MOST_YEARS or finder(words["others"]).search(around):
            continue
        if told or passage.section in {Section.REQUIRED, Section.PREFERRED}:
            is_months = bool(match["months"])
            return Years(match.start(), match.end(), round(number / 12, 2) if is_months else number)
    return None


def licence_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in finder(vocabulary("posting_asks")["licence"]["words"]).finditer(text)]


def soft_spans(passage: Passage) -> list[tuple[int, int]]:
    """Where soft skills are named, in sections that ask for something."""
    if passage.section not in {Section.REQUIRED, Section.PREFERRED}:
        return []
    return [
        match.span() for match in finder(vocabulary("posting_asks")["soft"]["words"]).finditer(passage.text)
    ]


def language_spans(text: str) -> list[tuple[str, int, int]]:
    """The natural languages that a text names, in its order, with their English names."""
    named = vocabulary("posting_asks")["languages"].items()
    spans = [(name, *match.span()) for name, names in named for match in finder(names).finditer(text)]
    return sorted(spans, key=lambda span: span[1])


def _languages(passage: Passage) -> Iterator[Demand]:
    """A language is asked for only beside a level or a word of speaking; "the German market" is none."""
    spans = language_spans(passage.text)
    if not spans or not _asks(passage, RequirementKind.LANGUAGE):
        return
    levels = [_level(passage.text, start, end) for _, start, end in spans]
    context = finder(vocabulary("posting_asks")["language_levels"]["context"])
    near = passage.text[max(0, spans[0][1] - _NEAR) : spans[-1][2] + _NEAR]
    is_alone = spans[0][1] == 0 and _ALONE.match(passage.text, spans[-1][2]) is not None
    is_known = any(passage.text[start:end].casefold().endswith("kenntnisse") for _, start, end in spans)
    if not (any(levels) or is_alone or is_known or context.search(near)):
        return
    seen: set[str] = set()
    for at, (name, start, _) in enumerate(spans):
        shares = at and levels[at] is None and _SHARED.fullmatch(passage.text[spans[at - 1][2] : start])
        levels[at] = levels[at - 1] if shares else levels[at]
        if name not in seen:
            seen.add(name)
            level = levels[at]
            yield Demand(RequirementKind.LANGUAGE, start, f"{name} ({level})" if level else name, level)


def _level(text: str, start: int, end: int) -> str | None:
    """As written: a level of the European framework behind it, else a word right before or after."""
    after = re.split(r"[,;.]", text[end : end + _NEAR])[0]
    before = re.split(r"[,;.)]", text[max(0, start - _NEAR) : start])[-1]
    framework = re.search(r"\b[ABC][12]\b", after) or re.search(r"\b[ABC][12]\b", before)
    if framework:
        return framework[0]
    words = finder(vocabulary("posting_asks")["language_levels"]["words"])
    found = [*words.finditer(before)][-1:] or [*words.finditer(after)][:1]
    return found[0][0].lower() if found else None


def _asks(passage: Passage, kind: RequirementKind) -> bool:
    """A section that asks, or elsewhere words that ask; permits and clearances ask wherever they stand."""
    if passage.section in {Section.REQUIRED, Section.PREFERRED, Section.OPEN}:
        return True
    if kind in PERMITS:
        return True
    cues = vocabulary("posting_asks")["cues"]
    return bool(
        finder(cues["required"]).search(passage.text) or finder(cues["preferred"]).search(passage.text)
    )


def _is_offer(text: str) -> bool:
    permit = vocabulary("posting_asks")["permit"]
    return bool(finder(permit["offered"]).search(text)) and not finder(permit["denied"]).search(text)


def _number(text: str) -> float | None:
    if text.replace(",", ".").replace(".", "").isdigit():
        return float(text.replace(",", "."))
    words = vocabulary("posting_asks")["number_words"]
    return next((float(number) for number, names in words.items() if text.casefold() in names), None)


@cache
def _years_pattern() -> re.Pattern[str]:
    asks = vocabulary("posting_asks")
    spelt = alternatives(name for names in asks["number_words"].values() for name in names)
    number = rf"(?<![\w.,€$£])(?:\d{{1,2}}(?:[.,]5)?|{spelt})"
    units, months = alternatives(asks["years"]["units"]), alternatives(asks["years"]["months"])
    return re.compile(
        rf"(?P<low>{number})\s*(?:\+|plus|or more|oder mehr|ou plus|o más|ou mais|o più|of meer)?"
        rf"(?:\s*(?:-|–|—|to|bis|à|a|até|tot|or|oder)\s*{number}\s*\+?)?"
        rf"(?:\s*\(\d{{1,2}}\))?[\s-]*(?:full\s+|volle\s+)?(?:(?:{units})|(?P<months>{months}))",
        re.IGNORECASE,
    )
