"""Whether a word that is also a common one ("Go", "Spark", "sales") names a skill where it stands."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_JOINT: Final = re.compile(r"\s*(?:(?:[,/;&()•|-]|\band\b|\bor\b)\s*){1,2}")
"""What may stand between a doubtful word and the sure skill that vouches for it."""
_ITEM_BREAKS: Final = re.compile(r"[,;|•]")
_STATEMENT_END: Final = re.compile(r"\n|[.!?](?=\s|$)")
_FILLER: Final = re.compile(r"^(?:[^:]*:)?\s*(?:[-*]\s+)?(?:(?:and|or)\s+)?|[\s.)]+$")
_OPENING: Final = re.compile(r"(?:^|[.!?:\n]\s*|(?:^|\n)\s*[-*•]\s+)[\"'(]*$")
_OPENING_REACH: Final = 6
_CUE: Final = re.compile(r"\b(?:using|with|in|via|including)\s+$")
_CUE_REACH: Final = 12
_YEAR_NEXT: Final = re.compile(r"\s+(?:of\s+)?\d")
"""As in "in Spring 2020", which is a season."""
_LIST_ITEMS: Final = 3
"""Items from which a line counts as a list (two may be any sentence with a comma)."""


@dataclass(frozen=True)
class Named:
    """A label found in the text; `sure` when the label can mean nothing but the skill."""

    start: int
    end: int
    label: str
    sure: bool


@dataclass(frozen=True)
class Surroundings:
    """One text with all labels found in it; `folded` has the offsets of `text`.

    `capitals` maps a label to its only written form, for words that are common when not written so.
    """

    text: str
    folded: str
    found: list[Named]
    capitals: Mapping[str, str]
    listed: bool

    def vouch_for(self, at: int) -> bool:
        """Whether the doubtful label `found[at]` is meant as a skill."""
        named = self.found[at]
        written = self.capitals.get(named.label)
        beside = self._beside_a_sure_one(at)
        item = self._is_item(named)
        if written is None:
            return self.listed or beside or item
        if self.listed and item:
            return True
        if self.text[named.start : named.end] != written:
            return False
        return beside or self.listed or self._is_means(named) or (item and not self._opens_a_sentence(named))

    def _beside_a_sure_one(self, at: int) -> bool:
        named = self.found[at]
        before = at > 0 and self.found[at - 1].sure and self._joined(self.found[at - 1].end, named.start)
        after = (
            at + 1 < len(self.found)
            and self.found[at + 1].sure
            and self._joined(named.end, self.found[at + 1].start)
        )
        return before or after

    def _joined(self, end: int, start: int) -> bool:
        return _JOINT.fullmatch(self.folded, end, start) is not None

    def _is_means(self, named: Named) -> bool:
        """Whether something was done with it: "services in Go", "dashboards using React"."""
        cue = _CUE.search(self.folded, max(0, named.start - _CUE_REACH), named.start)
        return cue is not None and _YEAR_NEXT.match(self.folded, named.end) is None

    def _is_item(self, named: Named) -> bool:
        """Whether the label is a whole item of a list (of three, unless the text is a list already)."""
        opened = 0
        for end in _STATEMENT_END.finditer(self.folded, 0, named.start):
            opened = end.end()
        closing = _STATEMENT_END.search(self.folded, named.end)
        closed = closing.start() if closing else len(self.folded)
        items = _ITEM_BREAKS.split(self.folded[opened:closed])
        if len(items) < _LIST_ITEMS and not self.listed:
            return False
        return any(_FILLER.sub("", item) == self.folded[named.start : named.end] for item in items)

    def _opens_a_sentence(self, named: Named) -> bool:
        nearby = max(0, named.start - _OPENING_REACH)
        return _OPENING.search(self.text, nearby, named.start) is not None
