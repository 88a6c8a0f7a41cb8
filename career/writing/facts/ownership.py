"""G9: nobody led what they helped with, and nobody did what the evidence does not say they did."""

from collections.abc import Iterator

from career.writing.facts.evidence import Draft
from career.writing.facts.refusing import of
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.verbs import DO, Verb


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
    words = draft.text.words
    cited = (
        frozenset[str]().union(*(text.words for text in draft.evidence.texts))
        if draft.evidence.texts
        else set()
    )
    if (
        not draft.lexicon.words["we"] & set(cited)
        or words & (draft.lexicon.words["we"] | {"team", "our", "us"})
        or draft.kind == "summary"
    ):
        return
    for verb in draft.text.verbs:
        if verb.rank >= DO and verb.token.folded in draft.lexicon.verbs:
            yield of(Rule.OWNERSHIP, draft.text, verb.token, "{} was done together with others.")
            return
