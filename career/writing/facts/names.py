"""G5: every name is one that the evidence has, in the same company of words."""

import re
from collections.abc import Iterator

from career.writing.facts.evidence import Draft
from career.writing.facts.refusing import at, of
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.tokens import Token

_NEAR = 5
"""Words before a company that say in what part it is named."""


def judge(draft: Draft) -> Iterator[Refusal]:
    previous: Token | None = None
    bridge: Token | None = None
    for token in draft.text.tokens:
        if previous is not None and token.folded == "of" and bridge is None:
            bridge = token
            continue
        named = token.named and not _is_plain(token, draft)
        if named and not _is_known(token, draft):
            yield of(Rule.NAMES, draft.text, token, "{} is not in this part of your profile.")
        elif named and previous is not None and not _together(previous, bridge, token, draft):
            yield at(Rule.NAMES, draft.text, previous.start, token.end, "{} is not a name in your profile.")
        previous, bridge = (token if named else None), None
    yield from _posing(draft)


def _is_plain(token: Token, draft: Draft) -> bool:
    """Not a name after all: the pronoun, a number, a month (G4), or a common word that opens the sentence."""
    if token.folded in {"i", "i'm", "i've", "i'd", "i'll"}:
        return True
    if any(number.start <= token.start < number.end for number in draft.text.numbers):
        return True
    if token.is_month(draft.lexicon):
        return True
    shape_plain = (token.raw[0].isupper() and token.raw[1:].islower()) or len(token.raw) == 1
    return token.opens and shape_plain and (_common(token, draft) or token.stem in draft.evidence.stems)


def _common(token: Token, draft: Draft) -> bool:
    lexicon = draft.lexicon
    return (
        lexicon.has("function", token.folded)
        or lexicon.has("neutral", token.folded)
        or lexicon.has("support", token.folded)
        or token.folded in lexicon.verbs
        or token.folded in lexicon.nouns
        or (draft.in_letter and lexicon.has("letter", token.folded))
    )


def _is_known(token: Token, draft: Draft) -> bool:
    if token.folded in draft.evidence.words or draft.is_granted(token.start, token.end):
        return True
    return _in_held_skill(token, draft)


def _in_held_skill(token: Token, draft: Draft) -> bool:
    """Another spelling of a skill of the evidence: the alias table says that it is the same."""
    return any(
        hit.start <= token.start and token.end <= hit.end and hit.skill_id in draft.evidence.skills
        for hit in draft.text.skills
    )


def _together(previous: Token, bridge: Token | None, token: Token, draft: Draft) -> bool:
    """Neighbours in the evidence too, so that no name is put together from parts of others."""
    if not token.joined or (bridge is not None and not bridge.joined):
        return True
    if bridge is not None:
        pairs = {(previous.folded, bridge.folded), (bridge.folded, token.folded)}
        return pairs <= draft.evidence.pairs or draft.is_granted(previous.start, token.end)
    if (previous.folded, token.folded) in draft.evidence.pairs:
        return True
    if draft.is_granted(previous.start, token.end):
        return True
    return _in_held_skill(previous, draft) or _in_held_skill(token, draft)


def _posing(draft: Draft) -> Iterator[Refusal]:
    """The posting's company is whom the letter is for, never where the person worked."""
    addressee = draft.book.addressee
    company = addressee.company if addressee and draft.in_letter else ""
    if not company or draft.evidence.says(" ".join(company.casefold().split())):
        return
    words = [token.folded for token in draft.text.tokens]
    deed = any(word in draft.lexicon.words["employed"] or _is_past(word, draft) for word in words)
    context, mine = draft.lexicon.words["addressee_context"], draft.lexicon.words["mine"]
    for match in re.finditer(rf"(?<!\w){re.escape(company)}(?!\w)", draft.text.raw):
        before = draft.text.raw[: match.start()].casefold().split()
        placed = bool(before) and before[-1] in draft.lexicon.words["at"]
        owned = bool(mine & set(before[-_NEAR:]))
        if placed and (owned or (deed and not context & set(before[-_NEAR - 1 : -1]))):
            yield at(
                Rule.SCOPE, draft.text, *match.span(), "Your profile does not say that you worked at {}."
            )


def _is_past(word: str, draft: Draft) -> bool:
    known = word in draft.lexicon.verbs or draft.lexicon.has("support", word)
    return known and word not in draft.lexicon.bases and not word.endswith(("ing", "s"))
