"""G13: nothing is turned into its opposite."""

from collections.abc import Iterator, Sequence

from career.writing.facts.evidence import Draft
from career.writing.facts.lexicon import Lexicon
from career.writing.facts.refusing import at, of
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.text import Text
from career.writing.facts.tokens import Token
from career.writing.facts.verbs import objects_of

_OPPOSITE = {"up": "down", "down": "up", "faster": "slower", "slower": "faster"}
_REACH = 3
"""Content words after a direction that can be what rose or fell."""


def judge(draft: Draft) -> Iterator[Refusal]:
    yield from _negations(draft)
    for way, token, objects in _directions(draft.text, draft.lexicon):
        known = [entry for text in draft.evidence.texts for entry in _directions(text, draft.lexicon)]
        same = [entry for entry in known if entry[0] == way]
        against = [entry for entry in known if entry[0] == _OPPOSITE[way]]
        turned = any(objects & entry[2] for entry in against) and not any(
            objects & entry[2] for entry in same
        )
        if (against and not same) or turned:
            yield of(Rule.POLARITY, draft.text, token, "{} turns the outcome round.")


def _negations(draft: Draft) -> Iterator[Refusal]:
    said = [token for token in draft.text.tokens if draft.lexicon.has("negations", token.folded)]
    known = sum(
        draft.lexicon.has("negations", token.folded) for text in draft.evidence.texts for token in text.tokens
    )
    if len(said) > known:
        yield of(Rule.POLARITY, draft.text, said[-1], "{} is not in your profile.")
    elif draft.kind == "bullet" and len(said) < known:
        yield at(Rule.POLARITY, draft.text, 0, len(draft.text.raw), "Your own line denies something here.")


def _directions(text: Text, lexicon: Lexicon) -> Sequence[tuple[str, Token, frozenset[str]]]:
    ways: list[tuple[str, Token, frozenset[str]]] = []
    verb_ways = {verb.token.start: verb.way for verb in text.verbs if verb.way}
    for token in text.tokens:
        way = verb_ways.get(token.start)
        for name in _OPPOSITE:
            if lexicon.has(name, token.folded):
                way = name
        if way is None:
            continue
        ways.append((way, token, objects_of(text.tokens, token, lexicon, _REACH)))
    return ways
