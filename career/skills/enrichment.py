"""Computes what a resume shows: skills and numbers of each bullet, and the evidence of each listed skill."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from career.schema.resume import Bullet, Education, Keyword, Project, Resume, SkillGroup, Volunteer, Work
from career.skills.matcher import Matcher
from career.skills.quantities import numbers

_REMARK: Final = re.compile(r"\s*(?:\([^)]*\)|[-–—:] .*)$")
"""What people add to a skill: "(expert)", " – 5 years"."""
_Entry = TypeVar("_Entry", Work, Volunteer, Education, Project)


def enrich(resume: Resume, matcher: Matcher) -> Resume:
    """The same resume with `Bullet.skills`, `Bullet.numbers`, `Keyword.skill_id` and evidence filled in.

    Evidence that a person linked by hand stays, as long as its item is still there; so does a `skill_id`
    that the gazetteer cannot name.
    """
    shown = resume.model_copy(
        update={
            "work": tuple(_with_bullets(entry, matcher) for entry in resume.work),
            "volunteer": tuple(_with_bullets(entry, matcher) for entry in resume.volunteer),
            "education": tuple(_with_bullets(entry, matcher) for entry in resume.education),
            "projects": tuple(_with_bullets(entry, matcher) for entry in resume.projects),
            "sections": tuple(
                section.model_copy(update={"bullets": _bullets(section.bullets, matcher)})
                for section in resume.sections
            ),
        }
    )
    evidence = dict(_evidence(shown, matcher))
    groups = tuple(_group(group, evidence, matcher) for group in shown.skills)
    return shown.model_copy(update={"skills": groups})


def firm_ids(text: str | None, matcher: Matcher, *, listed: bool = False) -> tuple[str, ...]:
    """Ids of the skills that `text` surely names, each once, in order of appearance."""
    hits = matcher.find(text or "", listed=listed)
    return tuple(dict.fromkeys(hit.skill_id for hit in hits if hit.strength == "firm"))


def _with_bullets(entry: _Entry, matcher: Matcher) -> _Entry:
    return entry.model_copy(update={"highlights": _bullets(entry.highlights, matcher)})


def _bullets(bullets: tuple[Bullet, ...], matcher: Matcher) -> tuple[Bullet, ...]:
    return tuple(
        bullet.model_copy(update={"skills": firm_ids(bullet.text, matcher), "numbers": numbers(bullet.text)})
        for bullet in bullets
    )


def _evidence(resume: Resume, matcher: Matcher) -> Iterator[tuple[str, frozenset[str]]]:
    """Every item that can show a skill, with the skills that it shows, in document order."""
    roles: tuple[Work | Volunteer, ...] = (*resume.work, *resume.volunteer)
    for role in roles:
        yield from _shown_by(role.highlights)
    for study in resume.education:
        text = " • ".join(filter(None, (study.study_type, study.area, *study.courses)))
        yield study.id, frozenset(firm_ids(text, matcher))
        yield from _shown_by(study.highlights)
    for project in resume.projects:
        yield from _shown_by(project.highlights)
        text = ". ".join(filter(None, (project.name, project.description)))
        listed = firm_ids(" • ".join(project.keywords), matcher, listed=True)
        yield project.id, frozenset((*firm_ids(text, matcher), *listed))
    for certificate in resume.certificates:
        yield certificate.id, frozenset(firm_ids(certificate.name, matcher))
    for section in resume.sections:
        yield from _shown_by(section.bullets)


def _shown_by(bullets: tuple[Bullet, ...]) -> Iterator[tuple[str, frozenset[str]]]:
    return ((bullet.id, frozenset(bullet.skills)) for bullet in bullets if not bullet.hidden)


def _group(group: SkillGroup, evidence: Mapping[str, frozenset[str]], matcher: Matcher) -> SkillGroup:
    return group.model_copy(
        update={"keywords": tuple(_keyword(word, evidence, matcher) for word in group.keywords)}
    )


def _keyword(keyword: Keyword, evidence: Mapping[str, frozenset[str]], matcher: Matcher) -> Keyword:
    skill_id = meant(keyword.text, matcher) or keyword.skill_id
    linked = [item for item in keyword.evidence_ids if item in evidence]
    found = [item for item, skills in evidence.items() if skill_id in skills]
    order = {item: at for at, item in enumerate(evidence)}
    items = sorted({*linked, *found}, key=order.__getitem__)
    return keyword.model_copy(update={"skill_id": skill_id, "evidence_ids": tuple(items)})


def meant(text: str, matcher: Matcher) -> str | None:
    """The one skill that a listed keyword stands for: its name, or the only name that fills most of it."""
    bare = _REMARK.sub("", text)
    if skill := matcher.named(text) or matcher.named(bare):
        return skill.id
    firm = [hit for hit in matcher.find(text, listed=True) if hit.strength == "firm"]
    fills = len(firm) == 1 and 2 * len(firm[0].text) >= len(bare)
    return firm[0].skill_id if fills else None
