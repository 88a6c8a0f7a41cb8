"""Composing resumes and letters: what the writer tells becomes text on the screen and columns of the row."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from pydantic import JsonValue

from career import embedding, matches, postings, sealed_columns, skills
from career.documents import content
from career.schema.resume import Resume
from career.writing import letters, tailoring
from career.writing.progress import Step
from models.generations import Generation, Kind

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from career.feed import TextStream
    from career.schema.posting import Posting
    from career.services import Services
    from career.writing.facts import Refusal
    from career.writing.letters import Letter
    from career.writing.tailoring import Tailoring

_SCORING: Final = timedelta(seconds=20)
_CHOSEN_BY: Final = 0.5
"""Share of a resume's progress that choosing takes; the rest is the text growing."""
_A_BEAT: Final = 0.02
"""Seconds between two sentences of the deterministic writer, so that an eye can follow the text growing."""


@dataclass(frozen=True, kw_only=True)
class Composed:
    """Everything that a finished document leaves in its row."""

    text: str
    letter: JsonValue = None
    changes: list[JsonValue] = field(default_factory=list)
    refusals: list[JsonValue] = field(default_factory=list)
    questions: list[JsonValue] = field(default_factory=list)
    score_before: float | None = None
    score_after: float | None = None
    model: str = ""
    prompt_version: str = ""

    def columns(self) -> dict[str, Any]:
        return dict(self.__dict__)


def base_of(services: "Services", row: Generation) -> Resume:
    """The profile as it was when the writing began."""
    return Resume.model_validate(sealed_columns.BASE.open(services.vault, row))


async def compose(services: "Services", row: Generation, stream: "TextStream") -> Composed:
    """Write the document, telling each piece on `stream` as it passes the gate."""
    base, posting = base_of(services, row), postings.posting_of(row.job)
    composers: dict[Kind, Callable[..., Awaitable[Composed]]] = {
        Kind.RESUME: _resume,
        Kind.COVER_LETTER: _letter,
    }
    return await composers[row.kind](services, row, stream, base, posting)


async def _letter(
    services: "Services", row: Generation, stream: "TextStream", base: Resume, posting: "Posting"
) -> Composed:
    refusals: list[Refusal] = []
    paragraph = -1
    letter: Letter | None = None
    async for event in letters.write(
        base,
        posting,
        model=services.language_model,
        style=None,
        tone=cast("Any", row.tone),
        length=cast("Literal['short', 'standard']", row.length),
        instructions=row.instructions,
        language=row.language,
        matcher=await asyncio.to_thread(skills.load),
        today=_today(),
    ):
        match event:
            case letters.LetterProgress():
                await stream.progress(event.step, event.percent)
            case letters.LetterSentence():
                refusals += event.refusals
                await stream.write(_glue(paragraph, event.paragraph) + event.text)
                paragraph = event.paragraph
                await asyncio.sleep(_A_BEAT)
            case letters.LetterDone():
                letter = event.letter
    assert letter is not None
    return Composed(
        text=letter.text,
        letter=letter.model_dump(mode="json"),
        refusals=[shown(refusal) for refusal in refusals],
        score_before=await score(services, base, posting),
        model=letter.model or "plain",
        prompt_version=letter.prompt_version or "",
    )


def _glue(before: int, now: int) -> str:
    if before == -1:
        return ""
    return " " if before == now else "\n\n"


async def _resume(
    services: "Services", row: Generation, stream: "TextStream", base: Resume, posting: "Posting"
) -> Composed:
    tailored: Tailoring | None = None
    async for event in tailoring.write(
        base,
        posting,
        model=services.language_model,
        style=None,
        instructions=row.instructions,
        matcher=await asyncio.to_thread(skills.load),
        embedder=await asyncio.to_thread(embedding.load),
        today=_today(),
    ):
        match event:
            case tailoring.TailoringProgress(step=step) if step is not Step.DONE:
                await stream.progress(step, round(event.percent * _CHOSEN_BY))
            case tailoring.TailoringDone():
                tailored = event.tailoring
    assert tailored is not None
    # What passed the gate is taken at first, since a tailored resume was asked for; each can be left again.
    changes = tailoring.accept(base, tailored.changes, *(change.id for change in tailored.changes))
    text = text_of(tailoring.apply(base, changes))
    await _grow(stream, text)
    return Composed(
        text=text,
        changes=[change.model_dump(mode="json") for change in changes],
        refusals=[shown(refusal) for change in changes for refusal in change.refusals],
        questions=[
            {"path": "/skills", "text": question.text, "quote": question.quote}
            for question in tailored.questions
        ],
        score_before=tailored.score_before,
        score_after=tailored.score_after,
        model=tailored.model or "plain",
        prompt_version=tailored.prompt_version or "",
    )


async def _grow(stream: "TextStream", text: str) -> None:
    """Tell the resume line by line, with the share of it that stands."""
    lines = text.splitlines(keepends=True)
    for told, line in enumerate(lines, start=1):
        await stream.write(line)
        await stream.progress(Step.WRITE, round(100 * (_CHOSEN_BY + (1 - _CHOSEN_BY) * told / len(lines))))
        await asyncio.sleep(_A_BEAT)


def text_of(resume: Resume) -> str:
    """The resume as its reader will see it, line by line."""
    return "\n".join(content.resume_document(resume).lines())


async def score(services: "Services", resume: Resume, posting: "Posting") -> float | None:
    result = await services.slots.call(matches.score, resume, posting, _today(), limit=_SCORING)
    return result.value


def shown(refusal: "Refusal") -> JsonValue:
    """A refusal as a person reads it: the words in question, why, and what would settle it."""
    return {
        "rule": refusal.rule,
        "span": "-".join(str(place) for place in refusal.span),
        "text": refusal.text,
        "reason": refusal.reason,
        "question": refusal.question,
    }


def _today() -> date:
    return datetime.now(UTC).date()
