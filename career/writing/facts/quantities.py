"""G3: every number is one of the evidence's, in value, unit, bounds and in what it counts."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from career.writing.facts.evidence import Draft
from career.writing.facts.numbers import Number
from career.writing.facts.refusing import at
from career.writing.facts.shapes import Refusal, Rule
from career.writing.facts.spans import months_of, whole_years

_OF_ALL = re.compile(r"\+?\s*of (?:work )?experience\s*(?:[,.;]|$)")


def judge(draft: Draft) -> Iterator[Refusal]:
    for number in draft.text.numbers:
        if number.year_like or draft.is_granted(number.start, number.end):
            continue
        if _in_name(number, draft) or _derived(number, draft):
            continue
        same = [n for n in draft.evidence.numbers if (n.value, n.unit) == (number.value, number.unit)]
        if not same:
            yield _refusal(number, draft, "{} is not in your profile.", "Did you measure this? By how much?")
        elif not any(_bound_holds(number, known) for known in same):
            yield _refusal(number, draft, "Your profile does not put {} that way.")
        elif not any(_counts_same(number, known) for known in same):
            yield _refusal(number, draft, "In your profile {} counts something else.")
    yield from _ranges(draft)


def _refusal(number: Number, draft: Draft, reason: str, question: str | None = None) -> Refusal:
    return at(Rule.NUMBERS, draft.text, number.start, number.end, reason, question)


def _bound_holds(number: Number, known: Number) -> bool:
    return number.bound == known.bound or (not number.bound and known.bound == "over")


def _counts_same(number: Number, known: Number) -> bool:
    return not number.counts or not known.counts or bool(number.counts & known.counts)


def _in_name(number: Number, draft: Draft) -> bool:
    raw = draft.text.raw[number.start : number.end].strip().casefold()
    owner = draft.evidence.owner
    return owner is not None and raw in f"{owner.name} {owner.title}".casefold().split()


def _derived(number: Number, draft: Draft) -> bool:
    """Years and counts of roles that follow from the dates; never in a bullet, never more than the floor."""
    if draft.kind == "bullet" or number.bound not in {"", "over"}:
        return False
    if number.unit == "duration:year":
        return 0 < number.value <= _years_allowed(number, draft)
    if number.unit == "plain" and not number.bound and number.counts & draft.lexicon.words["role_stems"]:
        roles = [owner for owner in draft.book.owners.values() if owner.kind == "role"]
        return number.value == len(roles)
    return False


def _years_allowed(number: Number, draft: Draft) -> int:
    """Years of the skills that the sentence names, of the one role told of, or of all roles.

    "9 years of work experience, including Python" speaks of all; "Python for 9 years" of Python.
    """
    after = draft.text.raw[number.end :].casefold()
    if draft.text.skills and not _OF_ALL.match(after):
        return min(draft.book.skill_years.get(hit.skill_id, 0) for hit in draft.text.skills)
    owner = draft.evidence.owner
    if owner is not None and f" {' '.join(owner.name.casefold().split())} " in draft.text.folded:
        return whole_years(months_of([owner], draft.book.today))
    return draft.book.years


def _ranges(draft: Draft) -> Iterator[Refusal]:
    """Order matters: "from 40 to 20" keeps its order: the other way round it is another outcome."""
    values = [number.value for number in draft.text.numbers]
    known = [[number.value for number in text.numbers] for text in draft.evidence.texts]
    for first, second in zip(draft.text.numbers, draft.text.numbers[1:], strict=False):
        between = draft.text.raw[first.end : second.start].split()
        before = draft.text.raw[: first.start].split()
        if between != ["to"] or not before or before[-1].casefold() != "from" or first.value not in values:
            continue
        if not any(_in_order(first, second, numbers) for numbers in known):
            yield at(Rule.NUMBERS, draft.text, first.start, second.end, "Your profile does not go from {}.")


def _in_order(first: Number, second: Number, values: Sequence[Decimal]) -> bool:
    return any(a == first.value and b == second.value for a, b in pairwise(values))
