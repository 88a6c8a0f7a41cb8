"""Taking changes and taking them back; the base itself never changes."""

from collections.abc import Sequence
from datetime import date

from career.schema.resume import Resume
from career.skills import Matcher
from career.writing.facts import FactBook, Passed, Refusal, Refused, check
from career.writing.facts.shapes import Kind
from career.writing.tailoring.paths import Unreachable, put, value_at
from career.writing.tailoring.shapes import Action, Change, State

_KINDS: dict[Action, Kind] = {
    Action.REPLACE: "bullet",
    Action.SUMMARY: "summary",
    Action.RESPELL: "skill",
}
"""What the gate reads a worded change as; the other actions add no word."""


def apply(resume: Resume, changes: Sequence[Change]) -> Resume:
    """The base with the accepted changes, in order; one whose `original` is gone is left out."""
    return settle(resume, changes)[0]


def settle(resume: Resume, changes: Sequence[Change]) -> tuple[Resume, tuple[Change, ...]]:
    """Like `apply`, with the changes as they came out: accepted ones that could not be made are stale."""
    settled = []
    for change in changes:
        if change.state != State.ACCEPTED:
            settled.append(change)
            continue
        changed = _made(resume, change)
        if changed is None:
            change = change.model_copy(update={"state": State.STALE})  # noqa: PLW2901 - the same change, stale
        else:
            resume = changed
        settled.append(change)
    return resume, tuple(settled)


def _made(resume: Resume, change: Change) -> Resume | None:
    try:
        if value_at(resume, change.path) == change.original:
            return put(resume, change.path, change.value)
    except Unreachable:
        pass
    return None


def accept(resume: Resume, changes: Sequence[Change], *change_ids: str) -> tuple[Change, ...]:
    """The changes with these accepted; what cannot be made any more is stale."""
    return settle(resume, _stated(changes, change_ids, State.ACCEPTED))[1]


def undo(resume: Resume, changes: Sequence[Change], change_id: str) -> tuple[Change, ...]:
    """The changes without this one: all others are made anew; those that rested on it are stale."""
    return settle(resume, _stated(changes, (change_id,), State.REJECTED))[1]


def _stated(changes: Sequence[Change], change_ids: Sequence[str], state: State) -> list[Change]:
    return [
        change.model_copy(update={"state": state})
        if change.id in change_ids and change.state != State.REFUSED
        else change
        for change in changes
    ]


def facts_hold(
    resume: Resume, changes: Sequence[Change], *, matcher: Matcher, today: date, language: str = "en"
) -> Passed | Refused:
    """Whether every accepted wording rests on the base's own facts, all of them together."""
    book = FactBook.of(resume, today=today, matcher=matcher)
    refusals: list[Refusal] = []
    for change in changes:
        kind = _KINDS.get(change.action)
        if change.state != State.ACCEPTED or kind is None:
            continue
        verdict = check(
            str(change.value or ""), kind=kind, evidence_ids=change.evidence_ids, book=book, language=language
        )
        if isinstance(verdict, Refused):
            refusals += verdict.refusals
    return Refused(refusals=tuple(refusals)) if refusals else Passed()
