"""What a text says somebody did, and how much of it was theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from career.writing.facts.lexicon import Lexicon
from career.writing.facts.tokens import Token

SUPPORT, DO, LEAD = 1, 2, 3

_SHORTEST_PAST = 4
""""need" and "seed" end in -ed and are no past."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One use of a verb class; `rank` is lower than the class's own when it was help or shared."""

    name: str
    rank: int
    way: str | None
    token: Token


def read(tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Verb]:
    """Verbs of the person. A noun or an adjective made of a verb counts as support: it claims no deed."""
    helped = False
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if token.opens:
            helped = False
        if lexicon.has("support", token.folded) or _is_part_of(tokens, index):
            helped = True
        verb_class = lexicon.verbs.get(token.folded)
        if verb_class is None:
            noun = lexicon.nouns.get(token.folded)
            if noun is not None:
                rank = LEAD if noun.name == "own" else SUPPORT
                yield Verb(noun.name, rank, noun.way, token)
            continue
        if _of_another(tokens, index):
            continue
        rank = verb_class.rank
        if helped or not _is_verb(token, before, lexicon):
            rank = SUPPORT
        elif before is not None and before.folded == "co":
            rank = min(rank, DO)
        yield Verb(verb_class.name, rank, verb_class.way, token)


def _is_part_of(tokens: Sequence[Token], index: int) -> bool:
    """Such as "part of the team that built" is help."""
    of = index + 1 < len(tokens) and tokens[index + 1].folded == "of"
    return of and tokens[index].folded in {"part", "member"}


def _of_another(tokens: Sequence[Token], index: int) -> bool:
    """Such as "led by Sequoia" is Sequoia's deed; "reduced by 40 %" and "by moving" are not of that form."""
    if index + 2 >= len(tokens) or tokens[index + 1].folded != "by":
        return False
    if not tokens[index].folded.endswith(("ed", "ilt", "en", "un", "wn", "ed")):
        return False
    agent = tokens[index + 2]
    return not agent.raw[0].isdigit() and not agent.folded.endswith("ing") and agent.named


def _is_verb(token: Token, before: Token | None, lexicon: Lexicon) -> bool:
    if before is None or token.opens:
        return token.folded not in lexicon.words["gerund_nouns"]
    if token.folded in lexicon.bases:
        return before.folded in lexicon.words["before_base"] or not token.joined
    if _is_third_person(token, lexicon):
        return before.folded in lexicon.words["before_third_person"]
    if token.folded.endswith("ing"):
        return before.folded in lexicon.words["before_gerund"] or not token.joined
    if token.folded.endswith("ed"):
        return before.folded not in lexicon.words["before_adjective"]
    return True


def objects_of(tokens: Sequence[Token], verb: Token, lexicon: Lexicon, reach: int) -> frozenset[str]:
    """Stems of the first content words after a verb: what the deed was done to."""
    found: list[str] = []
    for token in tokens:
        if token.start <= verb.start:
            continue
        if token.opens or token.folded == "by" or len(found) == reach:
            break
        if token.folded in lexicon.verbs and not _is_third_person(token, lexicon):
            break
        if not lexicon.has("function", token.folded) and not token.raw[0].isdigit():
            found.append(token.stem)
    return frozenset(found)


def _is_third_person(token: Token, lexicon: Lexicon) -> bool:
    """Such as "designs": a deed after "that", else far more often a plural."""
    word = token.folded
    return word.endswith("s") and (word[:-1] in lexicon.bases or word.removesuffix("es") in lexicon.bases)


def starts_with_deed(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether the first word is a verb in the past: known, or regular ("Audited")."""
    first = tokens[0].folded
    if first in lexicon.verbs:
        past = first not in lexicon.bases or first in lexicon.words["unchanged_past"]
        third_person = first.endswith("s") and first[:-1] in lexicon.bases
        return past and not third_person and not first.endswith(("ing", "es"))
    if lexicon.has("support", first):
        return first.endswith("ed")
    adjectival = len(tokens) > 1 and lexicon.has("title_heads", tokens[1].folded)
    return first.endswith("ed") and len(first) > _SHORTEST_PAST and not adjectival
