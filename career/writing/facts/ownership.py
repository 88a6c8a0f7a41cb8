"""G9: nobody led what they helped with, and nobody did what the evidence does not say they did."""

from collections.abc import Iterator

from career.writing.facts.evidence import Draft
from career.writing.facts.refusing import of
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.verbs import DO, Verb, objects_of

_REACH = 3
"""Content words after a verb that can be its object; one more in the evidence, where order may differ."""


def judge(draft: Draft) -> Iterator[Refusal]:
    for verb in draft.text.verbs:
        token = verb.token
        if draft.is_granted(token.start, token.end):
            continue
        if draft.in_letter and draft.lexicon.has("letter", token.folded) and verb.rank < DO:
            continue
        held = draft.evidence.ranks.get(verb.name)
        if held is None and token.stem not in draft.evidence.frame.stems:
            yield of(
                Rule.OWNERSHIP, draft.text, token, "Your profile does not say {} here.", "Did you do this?"
            )
        elif verb.rank > (held or 0) and not _stands_so(verb, draft):
            yield of(Rule.OWNERSHIP, draft.text, token, "{} makes more of your part than your profile says.")
    for token in draft.text.tokens:
        if draft.lexicon.has("alone", token.folded) and token.folded not in draft.evidence.words:
            yield of(Rule.OWNERSHIP, draft.text, token, "{} is not in your profile.")
    yield from _ours(draft)
    yield from _elsewhere(draft)


def _stands_so(verb: Verb, draft: Draft) -> bool:
    """The word between the same neighbours in the evidence: taken over, not made."""
    tokens = draft.text.tokens
    index = tokens.index(verb.token)
    around = [token.folded for token in tokens[max(0, index - 1) : index + 2]]
    after = [token.folded for token in tokens[index : index + 3]]
    return (len(around) == 3 and draft.evidence.says(" ".join(around))) or (
        len(after) == 3 and verb.rank <= DO and draft.evidence.says(" ".join(after))
    )


def _ours(draft: Draft) -> Iterator[Refusal]:
    """What the person did with others stays so: a deed told only of "we" never becomes "I"."""
    we = draft.lexicon.words["we"]
    if draft.kind == "summary" or draft.text.words & (we | draft.lexicon.words["shared"]):
        return
    for verb in draft.text.verbs:
        told = [text for text in draft.evidence.texts if verb.name in text.ranks]
        deed = verb.rank >= DO and verb.token.folded in draft.lexicon.verbs
        if deed and told and all(text.words & we for text in told):
            yield of(Rule.OWNERSHIP, draft.text, verb.token, "{} was done together with others.")
            return


def _elsewhere(draft: Draft) -> Iterator[Refusal]:
    """A deed stays with its object: who reviewed designs of engineers did not review engineers."""
    for verb in draft.text.verbs:
        if verb.rank < DO or verb.token.folded not in draft.lexicon.verbs:
            continue
        objects = objects_of(draft.text.tokens, verb.token, draft.lexicon, _REACH)
        known = [
            objects_of(text.tokens, other.token, draft.lexicon, _REACH + 1)
            for text in draft.evidence.texts
            for other in text.verbs
            if other.name == verb.name
        ]
        if objects and known and all(known) and not any(objects & others for others in known):
            yield of(Rule.OWNERSHIP, draft.text, verb.token, "Your profile says {} of something else.")
