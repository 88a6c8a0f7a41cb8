"""The reviewed words of a language: which of them claim nothing, and which claim what."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import snowballstemmer

_FOLDER = Path(__file__).parents[1]
_STEMMERS = {"en": "english"}
"""Snowball's name of each language that has a lexicon."""


@dataclass(frozen=True, slots=True)
class VerbClass:
    """Verbs that say the same; `rank` 1 support, 2 do, 3 lead; `way` the direction of the outcome."""

    name: str
    rank: int
    way: str | None


@dataclass(frozen=True)
class Lexicon:
    """Single words are folded; `verbs` and `nouns` map a form to its class."""

    language: str
    version: str
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, VerbClass]
    bases: frozenset[str]
    nouns: Mapping[str, VerbClass]
    numbers: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    ordinals: Mapping[str, Decimal]
    fractions: Mapping[str, Decimal]
    multiples: Mapping[str, Decimal]
    units: Mapping[str, str]
    currencies: Mapping[str, str]
    bounds: Mapping[str, str]
    months: Mapping[str, int]
    degrees: Mapping[str, str]

    def stem(self, word: str) -> str:
        """The Snowball stem of a folded word."""
        return _stem(self.language, word)

    def has(self, name: str, word: str) -> bool:
        return word in self.words[name]


def known_languages() -> tuple[str, ...]:
    """Languages that the gate can judge; a text in any other one is refused."""
    return tuple(sorted(_STEMMERS))


def load(language: str) -> Lexicon | None:
    """The lexicon of a BCP 47 tag's language, or `None` where nobody has reviewed one."""
    return _load(language.split("-", maxsplit=1)[0].casefold())


@cache
def _load(primary: str) -> Lexicon | None:
    if primary not in _STEMMERS:
        return None
    data = json.loads((_FOLDER / f"lexicon.{primary}.json").read_text(encoding="utf-8"))
    return _built(primary, data)


def _built(language: str, data: dict[str, object]) -> Lexicon:
    lists = {key: frozenset(value.split()) for key, value in data.items() if isinstance(value, str)}
    phrases = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    phrases["asides"] = tuple(str(data["asides"]).split("|"))
    irregular = _table(data["irregular"])
    classes = _table(data["classes"])
    verbs: dict[str, VerbClass] = {}
    nouns: dict[str, VerbClass] = {}
    bases: set[str] = set()
    for name, about in classes.items():
        verb_class = VerbClass(name, int(about["rank"]), about.get("way"))
        for base in about["verbs"].split():
            bases.add(base)
            forms = {*_regular_forms(base), *str(irregular.get(base, "")).split()}
            verbs.update(dict.fromkeys(forms, verb_class))
        nouns.update(dict.fromkeys(about["nouns"].split(), verb_class))
    return Lexicon(
        language=language,
        version=str(data["version"]),
        words=lists,
        phrases=phrases,
        verbs=verbs,
        bases=frozenset(bases),
        nouns=nouns,
        numbers=_decimals(data["numbers"]),
        scales=_decimals(data["scales"]),
        ordinals=_decimals(data["ordinals"]),
        fractions=_decimals(data["fractions"]),
        multiples=_decimals(data["multiples"]),
        units=_inverted(data["units"]),
        currencies=_table(data["currencies"]),
        bounds=_table(data["bounds"]),
        months=_table(data["months"]),
        degrees=_inverted(data["degrees"]),
    )


def _table(value: object) -> dict[str, Any]:
    assert isinstance(value, dict)
    return value


def _decimals(value: object) -> dict[str, Decimal]:
    return {word: Decimal(str(number)) for word, number in _table(value).items()}


def _inverted(value: object) -> dict[str, str]:
    return {word: name for name, words in _table(value).items() for word in words.split()}


def _regular_forms(base: str) -> Iterable[str]:
    yield base
    if base.endswith("e"):
        yield from (base + "s", base + "d", base[:-1] + "ing")
    elif base.endswith("y") and base[-2] not in "aeiou":
        yield from (base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    else:
        plural = "es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s"
        yield from (base + plural, base + "ed", base + "ing")


@cache
def _stem(language: str, word: str) -> str:
    return str(_stemmer(language).stemWord(word))


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(_STEMMERS[language])
