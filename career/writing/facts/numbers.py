"""Numbers with their unit, the words that bound them and the words that they count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from career.writing.facts.lexicon import Lexicon
from career.writing.facts.tokens import Token

_NUMERAL = re.compile(
    r"(?<![\w.,])(?P<mark>[#~<>≈])?(?P<currency>US\$|[ACR]\$|[$€£₹¥]|(?:USD|EUR|GBP|CHF|INR)\s)?\s?"
    r"(?P<number>\d{1,3}(?:[,\u00a0'’]\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}|\d+(?:[.,]\d+)?)"
    r"(?P<suffix>[a-zA-Z]{1,3}(?![a-zA-Z]))?\s?(?P<percent>%|€|£)?(?P<plus>\+)?(?!\w)(?![.,]\d)"
)
_NEXT = re.compile(r"[\s\u00a0-]*([a-zA-Z]+)")
_ROMAN = re.compile(r"\b(?=[IVXLC]{2,})(?:X{0,3})(?:IX|IV|V?I{0,3})\b")
_MARKS = {"~": "about", "≈": "about", ">": "over", "<": "under"}
_ANCHORS = 3
"""Words on each side that can name what a number counts."""


@dataclass(frozen=True, slots=True)
class Number:
    """`unit` is a class such as `percent`, `money:EUR`, `duration:year`, `rank`, `times` or `plain`.

    `bound` is over, under, upto, about or empty, its words from `bound_start`; `counts` are the stems beside
    it that say what it counts.
    """

    value: Decimal
    unit: str
    bound: str
    start: int
    end: int
    counts: frozenset[str] = frozenset()
    bound_start: int = 0

    @property
    def year_like(self) -> bool:
        return self.unit == "plain" and self.value == int(self.value) and 1950 <= self.value <= 2100


def read(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Number]:
    """Every number of the text in order: numerals, words, multiples, fractions, vague amounts, Roman ones."""
    found = [number for match in _NUMERAL.finditer(text) if (number := _numeral(match, text, lexicon))]
    covered = [(number.start, number.end) for number in found]
    spelled = [
        number
        for number in _spelled(tokens, text, lexicon)
        if not any(start < number.end and number.start < end for start, end in covered)
    ]
    roman = [
        Number(Decimal(0), f"roman:{m.group()}", "", m.start(), m.end())
        for m in _ROMAN.finditer(text)
        if m.group()
    ]
    everything = sorted([*found, *spelled, *roman], key=lambda number: number.start)
    for index, number in enumerate(everything):
        bound, bound_start = _bound(number, tokens, lexicon)
        floor = everything[index - 1].end if index else 0
        ceiling = everything[index + 1].start if index + 1 < len(everything) else len(text)
        counts = _counted(number, tokens, lexicon, floor, ceiling)
        yield replace(number, bound=bound, counts=counts, bound_start=bound_start)


def _numeral(match: re.Match[str], text: str, lexicon: Lexicon) -> Number | None:
    value = _decimal(match["number"])
    unit, end = "plain", match.end()
    suffix = (match["suffix"] or "").casefold()
    if suffix in {"st", "nd", "rd", "th"} or match["mark"] == "#":
        unit = "rank"
    elif suffix in lexicon.scales:
        value *= lexicon.scales[suffix]
    elif suffix in lexicon.units:
        unit = lexicon.units[suffix]
    elif suffix:
        return None
    if match["percent"] == "%":
        unit = "percent"
    currency = (match["currency"] or "").strip() or (match["percent"] or "").strip("%")
    for _ in range(2):  # "1.2 million dollars": a scale, then a unit
        following = _NEXT.match(text, end)
        word = following[1].casefold() if following else ""
        if following and unit == "plain" and len(word) > 2 and word in lexicon.scales:
            value *= lexicon.scales[word]
        elif following and unit == "plain" and word in lexicon.units and (len(word) > 1 or word == "x"):
            unit = lexicon.units[word]
        else:
            break
        end = following.end()
    if currency:
        unit = f"money:{lexicon.currencies.get(currency, currency)}"
    bound = "over" if match["plus"] or text[end : end + 1] == "+" else _MARKS.get(match["mark"] or "", "")
    return Number(value, unit, bound, match.start(), max(end, match.end()))


def _decimal(digits: str) -> Decimal:
    digits = digits.replace("\u00a0", "").replace("'", "").replace("’", "")
    if "," in digits and not re.search(r",\d{3}(?:$|[,.])", digits):
        digits = digits.replace(",", ".")
    return Decimal(digits.replace(",", "")).normalize()


def _spelled(tokens: Sequence[Token], text: str, lexicon: Lexicon) -> Iterator[Number]:
    index = 0
    while index < len(tokens):
        token = tokens[index]
        word = token.folded
        if word in lexicon.numbers or (word in lexicon.scales and len(word) > 2):
            length, value = _cardinal(tokens[index:], lexicon)
            last = tokens[index + length - 1]
            following = _NEXT.match(text, last.end)
            unit = lexicon.units.get(following[1].casefold(), "plain") if following else "plain"
            end = following.end() if following and unit != "plain" else last.end
            yield Number(value, unit, "", token.start, end)
            index += length
            continue
        for table, unit in (
            (lexicon.ordinals, "rank"),
            (lexicon.fractions, "fraction"),
            (lexicon.multiples, "times"),
        ):
            if word in table:
                yield Number(table[word], unit, "", token.start, token.end)
        if lexicon.has("vague", word):
            yield Number(Decimal(0), f"vague:{word}", "", token.start, token.end)
        index += 1


def _cardinal(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, Decimal]:
    """How many tokens make one number, and which: "two hundred and five", "twenty-five"."""
    total = group = Decimal(0)
    length = 0
    for position, token in enumerate(tokens):
        if token.folded in lexicon.numbers:
            group += lexicon.numbers[token.folded]
        elif token.folded in lexicon.scales and len(token.folded) > 2:
            scale = lexicon.scales[token.folded]
            if scale == 100:
                group = (group or Decimal(1)) * scale
            else:
                total, group = total + (group or Decimal(1)) * scale, Decimal(0)
        elif not (token.folded == "and" and group >= 100):
            break
        if token.folded != "and":
            length = position + 1
        if position + 1 < len(tokens) and not tokens[position + 1].joined:
            break
    return length, total + group


def _bound(number: Number, tokens: Sequence[Token], lexicon: Lexicon) -> tuple[str, int]:
    """The bound, and where its words begin (at the number itself where it has none)."""
    before = [token for token in tokens if token.end <= number.start][-3:]
    for length in (3, 2, 1):
        phrase = " ".join(token.folded for token in before[-length:])
        if len(before) >= length and phrase in lexicon.bounds:
            return lexicon.bounds[phrase], before[-length].start
    return number.bound, number.start


def _counted(
    number: Number, tokens: Sequence[Token], lexicon: Lexicon, floor: int, ceiling: int
) -> frozenset[str]:
    before = [t for t in tokens if floor <= t.start and t.end <= number.start]
    after = [t for t in tokens if t.start >= number.end and t.end <= ceiling]
    bound_back = bool(before) and before[-1].folded in lexicon.words["by"] and number.unit != "plain"
    content_before = [t.stem for t in before if _counts(t, lexicon)][-_ANCHORS:]
    content_after = [t.stem for t in after if _counts(t, lexicon)][:_ANCHORS]
    if bound_back:
        return frozenset(content_before or content_after)
    return frozenset(content_after or content_before)


def _counts(token: Token, lexicon: Lexicon) -> bool:
    return not (
        (token.folded in lexicon.verbs and not token.folded.endswith("s"))
        or lexicon.has("function", token.folded)
        or lexicon.has("neutral", token.folded)
        or token.folded in lexicon.bounds
        or token.raw.isdigit()
    )
