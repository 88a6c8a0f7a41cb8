"""The deterministic changes: order, visibility, spelling and summary, each with its reason."""

from collections.abc import Iterator, Sequence
from datetime import date

from career.schema.posting import Must, Posting, RequirementKind
from career.schema.resume import Keyword, Resume, SkillGroup
from career.scoring.asked import AskedSkill
from career.skills import Matcher
from career.writing.facts import FactBook, Passed, check
from career.writing.phrases import seed_of
from career.writing.plain import first_sentence, listed
from career.writing.tailoring.choosing import Chosen
from career.writing.tailoring.shapes import Action, Change, Edit, MissingSkill, Value

_SUMMARY_SKILLS = 3


def proposals(  # noqa: PLR0913 - what the whole module works on
    resume: Resume,
    posting: Posting,
    chosen: Sequence[Chosen],
    asked: Sequence[AskedSkill],
    *,
    matcher: Matcher,
    today: date,
) -> Iterator[Change]:
    """In the order in which a reader meets them; every wording among them has passed the gate."""
    book = FactBook.of(resume, today=today, matcher=matcher)
    summary = _summary(resume, chosen, asked, posting, book)
    if summary:
        yield summary
    for role in chosen:
        yield from _lines(role)
    yield from _skills(resume, asked)
    yield from _spellings(resume, posting, asked, book)


def made(action: Action, path: str, original: Value, value: Value, reason: str, **more: object) -> Change:
    """A change with its inverse; equal changes have equal ids."""
    return Change.model_validate(
        {
            "id": f"ch_{seed_of(action, path, repr(original), repr(value)):016x}",
            "path": path,
            "action": action,
            "original": original,
            "value": value,
            "reason": reason,
            "inverse": Edit(path=path, original=value, value=original),
            **more,
        }
    )


def missing_skills(
    resume: Resume, asked: Sequence[AskedSkill], *, matcher: Matcher, today: date
) -> Iterator[MissingSkill]:
    """Required skills that nothing in the profile shows or lists."""
    book = FactBook.of(resume, today=today, matcher=matcher)
    held = {hit.skill_id for item in book.items.values() for hit in item.text.skills}
    held |= {word.skill_id for group in resume.skills for word in group.keywords if word.skill_id}
    for one in asked:
        if one.must is Must.REQUIRED and not one.any_of & held:
            yield MissingSkill(
                requirement_id=one.requirement_id,
                skill_ids=tuple(sorted(one.any_of)),
                quote=one.quote,
                text=f"The posting asks for {one.label}. Have you worked with it? Where, and on what?",
            )


def _lines(role: Chosen) -> Iterator[Change]:
    path = f"/work/{role.work.id}/highlights"
    for bullet in role.hidden:
        if not bullet.hidden:
            reason = "Other lines of this role answer the posting better."
            yield made(Action.HIDE, f"{path}/{bullet.id}/hidden", False, True, reason)
    for bullet in role.shown:
        if bullet.hidden:
            yield made(
                Action.SHOW,
                f"{path}/{bullet.id}/hidden",
                True,
                False,
                "This line answers the posting.",
                requirement_ids=role.answered[bullet.id],
                evidence_ids=(bullet.id,),
            )
    before = tuple(bullet.id for bullet in role.work.highlights)
    after = tuple(bullet.id for bullet in (*role.shown, *role.hidden))
    if before != after:
        answered = tuple(dict.fromkeys(r for bullet in role.shown for r in role.answered[bullet.id]))
        reason = "The lines that answer the posting best come first."
        yield made(Action.REORDER, path, before, after, reason, requirement_ids=answered)


def _skills(resume: Resume, asked: Sequence[AskedSkill]) -> Iterator[Change]:
    weight = {skill_id: one.weight for one in reversed(asked) for skill_id in one.any_of}

    def worth(keyword: Keyword) -> float:
        return -weight.get(keyword.skill_id or "", 0.0)

    def group_worth(group: SkillGroup) -> float:
        return min((worth(keyword) for keyword in group.keywords), default=0.0)

    before = tuple(group.id for group in resume.skills)
    after = tuple(group.id for group in sorted(resume.skills, key=group_worth))
    if before != after:
        yield made(
            Action.REORDER,
            "/skills",
            before,
            after,
            "Groups with skills that the posting asks for come first.",
        )
    for group in resume.skills:
        first = tuple(keyword.id for keyword in group.keywords)
        then = tuple(keyword.id for keyword in sorted(group.keywords, key=worth))
        if first != then:
            path = f"/skills/{group.id}/keywords"
            yield made(Action.REORDER, path, first, then, "Skills that the posting asks for come first.")


def _spellings(
    resume: Resume, posting: Posting, asked: Sequence[AskedSkill], book: FactBook
) -> Iterator[Change]:
    """The posting's spelling of a skill that the person lists: the same skill, as the reader searches it."""
    wanted = {skill_id: one for one in asked for skill_id in one.any_of}
    spelled = {
        hit.skill_id: hit.text for hit in reversed(book.matcher.find(posting.text)) if hit.skill_id in wanted
    }
    for group in resume.skills:
        for keyword in group.keywords:
            text = spelled.get(keyword.skill_id or "")
            if not text or text.casefold() == keyword.text.casefold() or text == text.lower():
                continue
            verdict = check(text, kind="skill", evidence_ids=(keyword.id,), book=book, language="en")
            if not isinstance(verdict, Passed):
                continue
            one = wanted[keyword.skill_id or ""]
            yield made(
                Action.RESPELL,
                f"/skills/{group.id}/keywords/{keyword.id}/text",
                keyword.text,
                text,
                f"The posting writes {text}: the same skill.",
                requirement_ids=(one.requirement_id,) if one.requirement_id else (),
                evidence_ids=(keyword.id,),
                gate="passed",
            )


def _summary(
    resume: Resume, chosen: Sequence[Chosen], asked: Sequence[AskedSkill], posting: Posting, book: FactBook
) -> Change | None:
    """Held title and years, asked skills that are shown, the best line, and a degree where one is asked."""
    text, evidence_ids = _summary_text(resume, chosen, asked, posting, book)
    if not text or text == resume.basics.summary:
        return None
    verdict = check(text, kind="summary", evidence_ids=evidence_ids, book=book, language="en")
    if not isinstance(verdict, Passed):
        return None
    answered = tuple(dict.fromkeys(r for role in chosen[:1] for ids in role.answered.values() for r in ids))
    return made(
        Action.SUMMARY,
        "/basics/summary",
        resume.basics.summary,
        text,
        "It says first what the posting asks for.",
        requirement_ids=answered,
        evidence_ids=evidence_ids,
        gate="passed",
    )


def _summary_text(
    resume: Resume, chosen: Sequence[Chosen], asked: Sequence[AskedSkill], posting: Posting, book: FactBook
) -> tuple[str, tuple[str, ...]]:
    newest = next((work for work in resume.work if work.position), None)
    shown, skill_ids = _shown_skills(chosen, asked, book)
    best = next((role.shown[0] for role in chosen if role.shown), None)
    if newest is None or not shown or best is None:
        return "", ()
    years = f"{book.years}+ years of work experience" if book.years else "work experience"
    opening = f"{newest.position} with {years}, including {listed(shown)}."
    sentences = [opening, f"{first_sentence(best.text)}."]
    ids = [newest.id, *skill_ids, best.id]
    wants_degree = any(one.kind is RequirementKind.DEGREE for one in posting.requirements)
    study = max(resume.education, key=lambda e: e.level or 0, default=None)
    if wants_degree and study and study.study_type and study.institution:
        sentences.append(f"{book.owners[study.id].title}, {study.institution}.")
        ids.append(study.id)
    return " ".join(sentences), tuple(dict.fromkeys(ids))


def _shown_skills(
    chosen: Sequence[Chosen], asked: Sequence[AskedSkill], book: FactBook
) -> tuple[list[str], list[str]]:
    """Asked skills as the shown lines spell them, and those lines."""
    texts: list[str] = []
    ids: list[str] = []
    for one in asked:
        # A line without a text is no fact: the book does not have it.
        for bullet in (bullet for role in chosen for bullet in role.shown if bullet.id in book.items):
            hit = next((h for h in book.items[bullet.id].text.skills if h.skill_id in one.any_of), None)
            if hit is not None and hit.text not in texts and len(texts) < _SUMMARY_SKILLS:
                texts.append(hit.text)
                ids.append(bullet.id)
                break
    return texts, ids
