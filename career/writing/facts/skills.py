"""G7: a skill is claimed by being written, and must be shown or listed in the evidence."""

from collections.abc import Iterator, Sequence

from career.schema.skill import SkillHit
from career.writing.facts.book import FactBook
from career.writing.facts.evidence import Draft
from career.writing.facts.items import Item
from career.writing.facts.refusing import at
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.text import Text
from career.writing.facts.tokens import Token


def judge(draft: Draft) -> Iterator[Refusal]:
    for hit in draft.text.skills:
        if hit.skill_id in draft.evidence.skills or draft.is_granted(hit.start, hit.end):
            continue
        if _is_plain(hit, draft):
            continue
        yield at(
            Rule.SKILLS,
            draft.text,
            hit.start,
            hit.end,
            "{} is not in this part of your profile.",
            f"Have you worked with {hit.text}? Where?",
        )


def _is_plain(hit: SkillHit, draft: Draft) -> bool:
    """Lower-case words that the evidence has side by side, or that the lexicon knows to claim nothing.

    The gazetteer takes the longest label, so "data pipelines" in the evidence hides "pipelines"; a name such
    as React within "React Native" stays another skill.
    """
    tokens = [t for t in draft.text.tokens if hit.start <= t.start and t.end <= hit.end]
    if any(token.named and not token.opens and not _is_language(token, draft) for token in tokens):
        return False
    if draft.evidence.says(" ".join(token.folded for token in tokens)):
        return True
    return bool(tokens) and all(
        _claims_nothing(token.folded, draft) or _is_language(token, draft) for token in tokens
    )


def _is_language(token: Token, draft: Draft) -> bool:
    """A language of the evidence: "speak German" is a label too, and G8 judges the level."""
    return draft.lexicon.has("languages", token.folded) and token.folded in draft.evidence.words


def _claims_nothing(word: str, draft: Draft) -> bool:
    lexicon = draft.lexicon
    if lexicon.has("function", word) or lexicon.has("neutral", word):
        return True
    if draft.in_letter and lexicon.has("letter", word):
        return True
    known = lexicon.verbs.get(word) or lexicon.nouns.get(word)
    return known is not None and known.name in draft.evidence.ranks


def judge_spelling(text: Text, cited: Sequence[Item], book: FactBook) -> Iterator[Refusal]:
    """A respelled keyword names the same skill and nothing else."""
    found = {hit.skill_id for hit in book.matcher.find(text.raw, listed=True)}
    held = {hit.skill_id for item in cited for hit in book.matcher.find(item.text.raw, listed=True)}
    if not found or not found <= held:
        yield at(Rule.SKILLS, text, 0, len(text.raw), "{} is another skill than yours.")
