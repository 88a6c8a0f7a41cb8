"""G4: years, months and "now" are those of the role told of."""

from collections.abc import Iterator

from career.writing.facts.evidence import Draft
from career.writing.facts.items import Owner
from career.writing.facts.refusing import at, of
from career.writing.facts.shapes import Refusal, Rule


def judge(draft: Draft) -> Iterator[Refusal]:
    yield from _years(draft)
    yield from _months(draft)
    yield from _now(draft)


def _years(draft: Draft) -> Iterator[Refusal]:
    known = {number.value for number in draft.evidence.numbers}
    owner = draft.evidence.owner
    for number in draft.text.numbers:
        if not number.year_like or draft.is_granted(number.start, number.end):
            continue
        year = str(int(number.value))
        before = draft.text.raw[: number.start].split()
        last = before[-1].casefold() if before else ""
        if draft.evidence.says(f"{last} {year}") and number.value in known:
            continue
        if number.value not in known and not (owner and year in _years_of(owner)):
            yield at(Rule.DATES, draft.text, number.start, number.end, "{} is not a date in your profile.")
        elif (last in draft.lexicon.words["since"] and not _runs_since(owner, year)) or (
            last in draft.lexicon.words["until"] and not _ended(owner, year)
        ):
            yield at(
                Rule.DATES, draft.text, number.start, number.end, "Your profile has other dates than {}."
            )


def _years_of(owner: Owner) -> set[str]:
    return {partial[:4] for partial in (owner.start, owner.end) if partial}


def _runs_since(owner: Owner | None, year: str) -> bool:
    return owner is not None and owner.current and (owner.start or "").startswith(year)


def _ended(owner: Owner | None, year: str) -> bool:
    return owner is not None and (owner.end or "").startswith(year)


def _months(draft: Draft) -> Iterator[Refusal]:
    """A month is the evidence's, or that of start or end: with its year, or after "in" and the like."""
    owner = draft.evidence.owner
    held = {partial[:7] for partial in (owner.start, owner.end) if partial} if owner else set()
    tokens = draft.text.tokens
    for index, token in enumerate(tokens):
        if not token.is_month(draft.lexicon) or token.folded in draft.evidence.words:
            continue
        month = f"{draft.lexicon.months[token.folded]:02d}"
        following = tokens[index + 1].raw if index + 1 < len(tokens) else ""
        before = tokens[index - 1].folded if index else ""
        if following.isdigit():
            known = f"{following}-{month}" in held
        else:
            dated = draft.lexicon.has("date_before", before)
            known = dated and month in {partial[5:] for partial in held}
        if not known:
            yield of(Rule.DATES, draft.text, token, "{} is not a date in your profile.")


def _now(draft: Draft) -> Iterator[Refusal]:
    owner = draft.evidence.owner
    current = (owner is not None and owner.current) or _cites_current(draft)
    for index, token in enumerate(draft.text.tokens):
        if token.folded in draft.evidence.words:
            continue
        if draft.lexicon.has("present", token.folded) and not current:
            yield of(Rule.DATES, draft.text, token, "{} is said of something that your profile ends.")
        elif draft.lexicon.has("recent", token.folded):
            yield of(Rule.DATES, draft.text, token, "{} is not in your profile.")
        elif (
            token.folded in draft.lexicon.words["present_verbs"]
            and _of_me(draft, index)
            and owner
            and owner.end
            and not owner.current
        ):
            yield of(Rule.DATES, draft.text, token, "{} tells in the present what your profile ends.")


def _of_me(draft: Draft, index: int) -> bool:
    return index > 0 and draft.text.tokens[index - 1].folded == "i"


def _cites_current(draft: Draft) -> bool:
    owners = (draft.book.owners.get(item.owner_id or "") for item in draft.evidence.cited)
    return any(owner is not None and owner.current for owner in owners)
