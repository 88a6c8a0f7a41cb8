"""G2: a sentence rests on one role, and a fact of one employer is never told of another."""

from collections.abc import Iterator

from career.writing.facts.book import FactBook
from career.writing.facts.evidence import Draft
from career.writing.facts.refusing import at
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.text import Text
from career.writing.facts.verbs import DO


def is_strict(text: Text, book: FactBook) -> bool:
    """Whether it tells a deed, an amount or a place of work, so that all of it must be of one role."""
    if any(verb.token.folded in text.lexicon.verbs and verb.rank >= DO for verb in text.verbs):
        return True
    if any(not number.unit.startswith("duration:year") for number in text.numbers):
        return True
    return any(name in text.folded for name in book.names)


def judge(draft: Draft) -> Iterator[Refusal]:
    owners = {item.owner_id for item in draft.evidence.cited if item.owner_id}
    if len(owners) < 2:
        return
    if draft.kind == "bullet" or is_strict(draft.text, draft.book):
        yield at(Rule.SCOPE, draft.text, 0, len(draft.text.raw), "It mixes what you did in different places.")
