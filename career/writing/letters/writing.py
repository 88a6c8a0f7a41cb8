"""Writing a letter, told step by step."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

from career.errors import Invalid
from career.schema.posting import Posting
from career.schema.resume import Resume
from career.skills import Matcher
from career.writing import phrases as set_phrases
from career.writing import prompts
from career.writing import style as styles
from career.writing.drafting import Drafted, draft, job_quotes, sent_facts, sent_slots
from career.writing.facts import FactBook, Refusal, Refused, check
from career.writing.facts import lexicon as lexicons
from career.writing.letters.plan import WORDS, Matter, Planned, plan
from career.writing.letters.ranking import asked_of, asked_skills, ranked
from career.writing.letters.shapes import (
    Length,
    Letter,
    LetterDone,
    LetterEvent,
    LetterProgress,
    LetterSentence,
    Paragraph,
    Sentence,
)
from career.writing.llm.port import LanguageModel, Slot, WritingRequest
from career.writing.phrases import Tone
from career.writing.progress import Step
from career.writing.style import Style


async def write(  # noqa: PLR0913 - each is a choice that the person makes
    resume: Resume,
    posting: Posting,
    *,
    model: LanguageModel | None,
    style: Style | None,
    tone: Tone,
    length: Length,
    instructions: str,
    language: str,
    matcher: Matcher,
    today: date,
) -> AsyncIterator[LetterEvent]:
    """Progress, then every sentence that passed the gate, then the finished letter.

    Raises `Invalid` for a language that nobody has reviewed words for, or another than the profile's. A
    language model that fails, lies or is absent leaves the deterministic letter.
    """
    lexicon, phrases = _words_of(language, resume)
    chosen = style or styles.default(tone)
    yield LetterProgress(step=Step.READ, percent=0)
    book = await asyncio.to_thread(FactBook.of, resume, today=today, matcher=matcher, addressee=posting)
    yield LetterProgress(step=Step.MATCH, percent=10)
    asked = await asyncio.to_thread(asked_of, posting, matcher, lexicon)
    skills = asked_skills(posting, matcher)
    roles = await asyncio.to_thread(ranked, book, asked, skills, _hidden(resume))
    yield LetterProgress(step=Step.CHOOSE, percent=20)
    newest = next((owner for owner in book.owners.values() if owner.kind == "role"), None)
    seed = set_phrases.seed_of(posting.id, posting.title or "", resume.model_dump_json())
    matter = Matter(book, lexicon, phrases, asked, skills, tuple(roles), newest, tone, chosen, seed)
    planned = await asyncio.to_thread(plan, matter, length)
    yield LetterProgress(step=Step.WRITE, percent=30)
    sentences: list[LetterSentence] = []
    async for sentence in _worded(planned, matter, model, resume, posting, instructions):
        sentences.append(sentence)
        yield sentence
        yield LetterProgress(step=Step.WRITE, percent=30 + 60 * len(sentences) // len(planned))
    yield LetterProgress(step=Step.CHECK, percent=90)
    letter = _letter(sentences, matter, length, model.model if model else None)
    yield LetterProgress(step=Step.DONE, percent=100)
    yield LetterDone(letter=letter)


def _hidden(resume: Resume) -> frozenset[str]:
    lists = [
        *(entry.highlights for entry in resume.work),
        *(entry.highlights for entry in resume.volunteer),
        *(entry.highlights for entry in resume.projects),
    ]
    return frozenset(bullet.id for bullets in lists for bullet in bullets if bullet.hidden)


def _words_of(language: str, resume: Resume) -> tuple[lexicons.Lexicon, dict[str, Any]]:
    lexicon, phrases = lexicons.load(language), set_phrases.load(language)
    if lexicon is None or phrases is None:
        known = ", ".join(lexicons.known_languages())
        raise Invalid(f"Letters can be written in these languages so far: {known}.", at="/language")
    if resume.language and resume.language.split("-")[0].casefold() != lexicon.language:
        raise Invalid(
            f"Your profile is in another language ({resume.language}); nothing is translated.",
            at="/language",
        )
    return lexicon, phrases


async def _worded(  # noqa: PLR0913, PLR0917 - the parts of one request
    planned: tuple[Planned, ...],
    matter: Matter,
    model: LanguageModel | None,
    resume: Resume,
    posting: Posting,
    instructions: str,
) -> AsyncIterator[LetterSentence]:
    slots = tuple(
        Slot(key=f"s{n}", plain=one.text, evidence_ids=one.evidence_ids) for n, one in enumerate(planned)
    )
    index: dict[int, int] = {}
    async for drafted in _drafts(slots, matter, model, resume, posting, instructions):
        one = planned[int(drafted.key[1:])]
        position = index.setdefault(one.paragraph, 0)
        index[one.paragraph] += 1
        text = one.text if drafted.source == "plain" else drafted.text
        yield LetterSentence(
            paragraph=one.paragraph,
            index=position,
            text=text,
            evidence_ids=drafted.evidence_ids,
            source=drafted.source,
            refusals=drafted.refusals,
        )


async def _drafts(  # noqa: PLR0913, PLR0917 - the parts of one request
    slots: tuple[Slot, ...],
    matter: Matter,
    model: LanguageModel | None,
    resume: Resume,
    posting: Posting,
    instructions: str,
) -> AsyncIterator[Drafted]:
    if model is None:
        for slot in slots:
            yield Drafted(key=slot.key, text=slot.plain, evidence_ids=slot.evidence_ids, source="plain")
        return

    def judge(text: str, evidence_ids: tuple[str, ...]) -> tuple[Refusal, ...]:
        language = matter.lexicon.language
        verdict = check(text, kind="sentence", evidence_ids=evidence_ids, book=matter.book, language=language)
        return verdict.refusals if isinstance(verdict, Refused) else ()

    request = WritingRequest(
        task="letter",
        language=matter.lexicon.language,
        slots=sent_slots(slots, resume),
        facts=sent_facts(slots, matter.book, resume),
        job_quotes=job_quotes(posting),
        style=styles.instructions(matter.style),
        instructions=instructions,
        prompt_version=prompts.VERSION,
    )
    async for drafted in draft(model, request, judge):
        yield drafted


def _letter(sentences: list[LetterSentence], matter: Matter, length: Length, model: str | None) -> Letter:
    by_paragraph: dict[int, list[Sentence]] = {}
    for one in sentences:
        by_paragraph.setdefault(one.paragraph, []).append(
            Sentence(text=one.text, evidence_ids=one.evidence_ids, source=one.source, refusals=one.refusals)
        )
    posted = matter.book.addressee
    title = posted.title if posted else ""
    phrases = matter.phrases
    letter = Letter(
        language=matter.lexicon.language,
        addressee=posted.company if posted else "",
        subject=phrases["subject"].format(title=title) if title else phrases["subject_untitled"],
        salutation=phrases["salutation"],
        valediction=phrases["valediction"][matter.tone],
        paragraphs=tuple(Paragraph(sentences=tuple(by_paragraph[key])) for key in sorted(by_paragraph)),
        tone=matter.tone,
        style_hash=matter.style.hash,
        model=model,
        prompt_version=prompts.VERSION if model else None,
    )
    if letter.words < WORDS[length][0]:
        return letter.model_copy(update={"note": phrases["few_facts"]})
    return letter
