"""Finds skills in text by name: exact labels with borders, and doubt where a label is also a common word."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final

import snowballstemmer
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from rapidfuzz import fuzz, process

from career.schema.skill import Skill, SkillHit
from career.skills.doubt import Named, Surroundings
from career.skills.gazetteer import Gazetteer, words
from career.skills.labels import fold, normalise

_LARGEST_FAMILY: Final = 200
"""A group with more members than this says nothing about kinship ("analytical or scientific software")."""
_TYPO: Final = 90
"""rapidfuzz ratio from which a name is offered as what was meant."""
_SHORT: Final = 4
_STEMMER: Final = "english"

Span = tuple[int, int, int]
"""Start and end in the text, and the row of the term."""


class Relation(StrEnum):
    """How a held skill stands to the one that is asked: `BROADER` is held to be wider than asked."""

    SAME = "same"
    STEM = "stem"
    BROADER = "broader"
    NARROWER = "narrower"
    SIBLING = "sibling"


class Matcher:
    """Built once per process from the gazetteer; `find` is pure and safe to call from several threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._capitals = {normalise(form): form for form in words("case.txt")}
        self._doubtful = words("context.txt") | self._capitals.keys()
        stop = words("stop.txt")
        self._terms = [term for term in gazetteer.owners if term not in stop]
        self._owners = [gazetteer.owners[term] for term in self._terms]
        self._skill = lru_cache(maxsize=4096)(gazetteer.skill)
        self._acronyms = {term for term in self._terms if self._is_acronym(term)}
        # Overlapping matches of the plain automaton: leftmost-longest would lose "java" inside a longer
        # label whose border fails, and takes three times as long to build.
        self._automaton = AhoCorasick(
            self._terms,
            matchkind=MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )

    def find(self, text: str, *, listed: bool = False) -> list[SkillHit]:
        """The skills that `text` names, by offset; `listed` says that the text is a list of skills."""
        folded = fold(text)
        spans = list(_leftmost_longest(self._spans(folded)))
        found = [
            Named(start, end, self._terms[term], self._is_sure(self._terms[term], text[start:end]))
            for start, end, term in spans
        ]
        around = Surroundings(text, folded, found, self._capitals, listed)
        return [
            SkillHit(
                skill_id=self._gazetteer.ids[self._owners[term]],
                start=start,
                end=end,
                text=text[start:end],
                strength="firm" if found[at].sure or around.vouch_for(at) else "weak",
            )
            for at, (start, end, term) in enumerate(spans)
        ]

    def skill(self, skill_id: str) -> Skill:
        """Raises `KeyError` for an id that this gazetteer does not have (see `knows`)."""
        return self._skill(self._gazetteer.rows[skill_id])

    def knows(self, skill_id: str) -> bool:
        return skill_id in self._gazetteer.rows

    def named(self, label: str) -> Skill | None:
        """The skill that goes by exactly this name, stop words included, or none."""
        row = self._gazetteer.owners.get(normalise(label))
        return None if row is None else self._skill(row)

    def suggest(self, text: str, *, limit: int = 3) -> list[Skill]:
        """What a misspelt name may have meant, best first; a suggestion for a person, never applied."""
        near = process.extract(normalise(text), self._terms, scorer=fuzz.ratio, score_cutoff=_TYPO, limit=20)
        rows = dict.fromkeys(self._owners[at] for _, _, at in near)
        return [self._skill(row) for row in list(rows)[:limit]]

    def relation(self, asked: str, held: str) -> Relation | None:
        """The closest kinship of two skill ids; an id that is not known is akin only to itself."""
        if asked == held:
            return Relation.SAME
        if not (self.knows(asked) and self.knows(held)):
            return None
        left, right = self.skill(asked), self.skill(held)
        if _stems(left.label) == _stems(right.label):
            return Relation.STEM
        if held in left.broader:
            return Relation.BROADER
        if asked in right.broader:
            return Relation.NARROWER
        return Relation.SIBLING if self._are_siblings(left, right) else None

    def _are_siblings(self, left: Skill, right: Skill) -> bool:
        if {left.kind, right.kind} - {"hard", "tool"}:
            return False
        groups = [self._gazetteer.groups[self._gazetteer.rows[skill.id]] for skill in (left, right)]
        return groups[0] == groups[1] >= 0 and self._family_sizes[groups[0]] <= _LARGEST_FAMILY

    @cached_property
    def _family_sizes(self) -> list[int]:
        sizes = [0] * len(self._gazetteer.group_names)
        for group in self._gazetteer.groups:
            if group >= 0:
                sizes[group] += 1
        return sizes

    def _is_acronym(self, term: str) -> bool:
        """Whether a name is too short to mean a skill in small letters ("san", "lead", "doe").

        The project's own names and aliases are known to be written in any case.
        """
        if len(term) > _SHORT or not term.isalpha() or term in self._gazetteer.aliases:
            return False
        row = self._gazetteer.owners[term]
        return not (self._gazetteer.is_soft(row) or self._gazetteer.is_own(row))

    def _is_sure(self, label: str, written: str) -> bool:
        return label not in self._doubtful and (label not in self._acronyms or written.isupper())

    def _spans(self, folded: str) -> Iterator[Span]:
        for term, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if _is_bordered(folded, start, end):
                yield start, end, term


def _is_bordered(folded: str, start: int, end: int) -> bool:
    """No letter or digit of a spaced script touches the label, and no `+` or `#` that would rename it."""
    if start and _is_spaced(folded[start - 1]) and _is_spaced(folded[start]):
        return False
    if end == len(folded):
        return True
    after, last = folded[end], folded[end - 1]
    if after in "+#":
        return last in "+#"
    return not (_is_spaced(after) and (_is_spaced(last) or last in "+#"))


def _is_spaced(char: str) -> bool:
    """A letter or digit of a script that puts blanks between words (not Han, Kana or Hangul)."""
    return char.isalnum() and not "\u2e80" <= char <= "\ud7ff" and not "\uf900" <= char <= "\ufaff"


def _leftmost_longest(spans: Iterable[Span]) -> Iterator[Span]:
    """Of overlapping spans the one that starts first, of those the longest."""
    covered = 0
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[0] >= covered:
            covered = span[1]
            yield span


@lru_cache(maxsize=8192)
def _stems(label: str) -> tuple[str, ...]:
    # A stemmer keeps state while it works, so none is shared between threads.
    stemmer = snowballstemmer.stemmer(_STEMMER)
    return tuple(stemmer.stemWords(normalise(label).split()))
