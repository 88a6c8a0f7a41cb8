"""G10, G11, G12: no praise, no new matter, nothing about the person's private life."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from career.writing.facts.evidence import Draft
from career.writing.facts.items import HEADS
from career.writing.facts.refusing import at, of
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.tokens import Token
from career.writing.facts.verbs import DO

_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|io|dev|me|ai|co)(?:/\S*)?\b"
    r"|(?<!\w)@\w{2,}|(?<!\w)\+?\d[\d ()./-]{7,}\d(?!\w)",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"\b[a-z]+(?:-[a-z]+)+\b")


def judge_levels(draft: Draft) -> Iterator[Refusal]:
    levels = draft.lexicon.words["levels"]
    tokens = draft.text.tokens
    deeds = {verb.token.start for verb in draft.text.verbs if verb.rank >= DO}
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.start in deeds:
            continue
        if token.folded in levels and not _is_said(token, following, draft) and not _excused(token, draft):
            yield of(Rule.LEVELS, draft.text, token, "{} is your profile's to say, and it does not.")
    for match in _COMPOUND.finditer(draft.text.raw.casefold()):
        if match.group() in levels and match.group() not in draft.evidence.raw.casefold():
            yield at(Rule.LEVELS, draft.text, *match.span(), "{} is your profile's to say, and it does not.")


def _is_said(token: Token, following: Token | None, draft: Draft) -> bool:
    """By a line; a word of a title, such as "senior", only before the word that it stands before there."""
    lines = (item.text for item in draft.evidence.cited if item.kind not in HEADS)
    if any(token.folded in text.words for text in lines):
        return True
    return following is not None and (token.folded, following.folded) in draft.evidence.pairs


def judge_novelty(draft: Draft) -> Iterator[Refusal]:
    for token in draft.text.tokens:
        if not _excused(token, draft) and _is_new(token, draft):
            yield of(Rule.NOVELTY, draft.text, token, "Nothing in this part of your profile says {}.")


def judge_identity(draft: Draft) -> Iterator[Refusal]:
    for match in _CONTACT.finditer(draft.text.raw):
        found = match.group().casefold().rstrip(".,;")
        if found in draft.book.contact or found in draft.evidence.raw.casefold():
            continue
        yield at(Rule.IDENTITY, draft.text, *match.span(), "{} is not an address in your profile.")
    for token in draft.text.tokens:
        known = token.folded in draft.evidence.words or _excused(token, draft)
        if draft.lexicon.has("identity", token.folded) and not known:
            yield of(Rule.IDENTITY, draft.text, token, "{} is private and has no place here.")


def _excused(token: Token, draft: Draft) -> bool:
    return draft.is_granted(token.start, token.end) or draft.is_quoted(token.start, token.end)


def _is_new(token: Token, draft: Draft) -> bool:
    lexicon, evidence = draft.lexicon, draft.evidence
    if token.stem in evidence.stems or token.folded in evidence.words or _judged_elsewhere(token, draft):
        return False
    if lexicon.has("support", token.folded):
        return not evidence.ranks  # to have helped is less than to have done
    plain = ("function", "neutral", "letter") if draft.in_letter else ("function", "neutral")
    return not any(lexicon.has(name, token.folded) for name in plain)


def _bounds(token: Token, draft: Draft) -> bool:
    """Whether the word is part of a bound such as "more than" before a number."""
    return any(number.bound_start <= token.start < number.start for number in draft.text.numbers)


def _judged_elsewhere(token: Token, draft: Draft) -> bool:
    """Deeds (G9), degrees (G8), dates (G4), amounts with their bounds (G3), spellings of held skills (G7)."""
    lexicon = draft.lexicon
    return (
        token.folded in lexicon.verbs
        or token.folded in lexicon.nouns
        or token.is_month(lexicon)
        or (token.folded in lexicon.degrees and not lexicon.has("degree_noise", token.raw))
        or lexicon.has("certificates", token.folded)
        or lexicon.has("present", token.folded)
        or _bounds(token, draft)
        or any(number.start <= token.start < number.end for number in draft.text.numbers)
        or any(
            hit.start <= token.start and token.end <= hit.end and hit.skill_id in draft.evidence.skills
            for hit in draft.text.skills
        )
    )
