"""Tailoring a resume to a posting, told step by step."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date

from career import scoring
from career.embedding import Embedder, Similarity
from career.errors import Invalid
from career.schema.posting import Posting
from career.schema.resume import Bullet, Resume
from career.scoring.weights import load_weights
from career.skills import Matcher
from career.writing import prompts
from career.writing import style as styles
from career.writing.drafting import Drafted, draft, job_quotes, sent_facts, sent_slots
from career.writing.facts import FactBook, Refusal, Refused, check
from career.writing.facts import lexicon as lexicons
from career.writing.llm.port import LanguageModel, Slot, WritingRequest
from career.writing.progress import Step
from career.writing.style import Style
from career.writing.tailoring.applying import apply
from career.writing.tailoring.choosing import Chosen, asked_skills, choose
from career.writing.tailoring.proposing import made, missing_skills, proposals
from career.writing.tailoring.shapes import (
    Action,
    Change,
    State,
    Tailoring,
    TailoringChange,
    TailoringDone,
    TailoringEvent,
    TailoringProgress,
)

_REWORDED = 12
"""Lines that a language model rewords in one run: more would take minutes."""


@dataclass(frozen=True)
class _Case:
    """One resume for one posting."""

    resume: Resume
    posting: Posting
    matcher: Matcher
    embedder: Embedder
    today: date

    def score(self, resume: Resume) -> float | None:
        return scoring.match(
            resume, self.posting, matcher=self.matcher, embedder=self.embedder, today=self.today
        ).value

    def choose(self) -> list[Chosen]:
        return choose(
            self.resume, self.posting, matcher=self.matcher, embedder=self.embedder, today=self.today
        )

    def propose(self, chosen: Sequence[Chosen]) -> list[Change]:
        asked = asked_skills(self.posting, self.matcher)
        return list(
            proposals(self.resume, self.posting, chosen, asked, matcher=self.matcher, today=self.today)
        )

    def gained(self, change: Change, before: float | None) -> Change:
        """Order alone never changes the Match, so only other changes are scored."""
        if before is None or change.action is Action.REORDER or change.state is State.REFUSED:
            return change
        after = self.score(apply(self.resume, [_accepted(change)]))
        return change.model_copy(update={"gain": round((after or 0.0) - before, 1)})

    def finished(self, changes: Sequence[Change], before: float | None, model: str | None) -> Tailoring:
        everything = [_accepted(change) for change in changes]
        asked = asked_skills(self.posting, self.matcher)
        return Tailoring(
            base_version=_version(self.resume.model_dump_json()),
            posting_version=_version(self.posting.model_dump_json()),
            changes=tuple(changes),
            score_before=before,
            score_after=self.score(apply(self.resume, everything)),
            questions=tuple(missing_skills(self.resume, asked, matcher=self.matcher, today=self.today)),
            model=model,
            prompt_version=prompts.VERSION if model else None,
        )


def tailor(
    resume: Resume, posting: Posting, *, matcher: Matcher, embedder: Embedder, today: date
) -> Tailoring:
    """The deterministic changes alone. Pure: equal arguments give equal tailorings."""
    _language_of(resume)
    case = _Case(resume, posting, matcher, embedder, today)
    before = case.score(resume)
    changes = [case.gained(change, before) for change in case.propose(case.choose())]
    return case.finished(changes, before, None)


async def write(  # noqa: PLR0913 - each is a choice that the person makes
    resume: Resume,
    posting: Posting,
    *,
    model: LanguageModel | None,
    style: Style | None,
    instructions: str,
    matcher: Matcher,
    embedder: Embedder,
    today: date,
) -> AsyncIterator[TailoringEvent]:
    """Progress, then each change as it is found, then the whole tailoring.

    With a language model some lines are reworded besides; it can fail or lie, and the rest stands.
    Raises `Invalid` for a profile in a language that nobody has reviewed words for.
    """
    _language_of(resume)
    case = _Case(resume, posting, matcher, embedder, today)
    yield TailoringProgress(step=Step.READ, percent=0)
    yield TailoringProgress(step=Step.MATCH, percent=5)
    before = await asyncio.to_thread(case.score, resume)
    yield TailoringProgress(step=Step.CHOOSE, percent=20)
    chosen = await asyncio.to_thread(case.choose)
    yield TailoringProgress(step=Step.WRITE, percent=35)
    changes: list[Change] = []
    for proposed in await asyncio.to_thread(case.propose, chosen):
        change = await asyncio.to_thread(case.gained, proposed, before)
        changes.append(change)
        yield TailoringChange(change=change)
    if model is not None:
        yield TailoringProgress(step=Step.WRITE, percent=50)
        async for reworded in _reworded(case, chosen, model, style, instructions):
            change = await asyncio.to_thread(case.gained, reworded, before)
            changes.append(change)
            yield TailoringChange(change=change)
    yield TailoringProgress(step=Step.CHECK, percent=90)
    tailoring = await asyncio.to_thread(case.finished, changes, before, model.model if model else None)
    yield TailoringProgress(step=Step.DONE, percent=100)
    yield TailoringDone(tailoring=tailoring)


async def _reworded(
    case: _Case, chosen: Sequence[Chosen], model: LanguageModel, style: Style | None, instructions: str
) -> AsyncIterator[Change]:
    """A change for each line that came back better worded, and one marked refused for each that lied."""
    lines = [(role, bullet) for role in chosen for bullet in role.shown][:_REWORDED]
    by_id = {bullet.id: (role, bullet) for role, bullet in lines}
    book = FactBook.of(case.resume, today=case.today, matcher=case.matcher)
    slots = tuple(Slot(key=b.id, plain=b.text, evidence_ids=(b.id,)) for _, b in lines if b.id in book.items)
    if not slots:
        return
    request = WritingRequest(
        task="bullets",
        language=_language_of(case.resume),
        slots=sent_slots(slots, case.resume),
        facts=sent_facts(slots, book, case.resume),
        job_quotes=job_quotes(case.posting),
        style=styles.instructions(style or styles.default("plain")),
        instructions=instructions,
        prompt_version=prompts.VERSION,
    )
    similarity = Similarity(case.embedder, load_weights().calibration[case.embedder.model_id])

    def judge(text: str, evidence_ids: tuple[str, ...]) -> tuple[Refusal, ...]:
        original = book.items[evidence_ids[0]].text.raw if evidence_ids else ""
        near = float(similarity.between([original], [text])[0, 0])
        verdict = check(
            text,
            kind="bullet",
            evidence_ids=evidence_ids,
            book=book,
            language=request.language,
            similarity=near,
        )
        return verdict.refusals if isinstance(verdict, Refused) else ()

    async for drafted in draft(model, request, judge):
        role, bullet = by_id[drafted.key]
        change = _rewording(role, bullet, drafted)
        if change is not None:
            yield change


def _rewording(role: Chosen, bullet: Bullet, drafted: Drafted) -> Change | None:
    path = f"/work/{role.work.id}/highlights/{bullet.id}/text"
    answered = role.answered[bullet.id]
    if drafted.source == "model" and drafted.text != bullet.text:
        return made(
            Action.REPLACE,
            path,
            bullet.text,
            drafted.text,
            "The same facts, worded for this posting.",
            requirement_ids=answered,
            evidence_ids=drafted.evidence_ids,
            gate="passed",
            refusals=drafted.refusals,
            source="model",
        )
    if drafted.refusals:
        return made(
            Action.REPLACE,
            path,
            bullet.text,
            bullet.text,
            drafted.refusals[0].reason,
            evidence_ids=(bullet.id,),
            gate="refused",
            refusals=drafted.refusals,
            source="model",
            state=State.REFUSED,
        )
    return None


def _language_of(resume: Resume) -> str:
    """English where the profile does not say; refused where nobody has reviewed words for it."""
    lexicon = lexicons.load(resume.language or "en")
    if lexicon is None:
        known = ", ".join(lexicons.known_languages())
        raise Invalid(f"Resumes can be tailored in these languages so far: {known}.", at="/language")
    return lexicon.language


def _accepted(change: Change) -> Change:
    if change.state is State.REFUSED:
        return change
    return change.model_copy(update={"state": State.ACCEPTED})


def _version(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
