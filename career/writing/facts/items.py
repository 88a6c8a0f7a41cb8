"""A resume as citable items: each line with its id, its text and what it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from career.schema.resume import Bullet, Education, Project, Resume, Volunteer, Work
from career.writing.facts.lexicon import Lexicon
from career.writing.facts.shapes import FactKind
from career.writing.facts.text import SkillFinder, Text, normalised

Entry = Work | Volunteer | Education | Project
OwnerKind = Literal["role", "volunteer", "study", "project"]
ADDRESSEE = "posting"
"""The id that a sentence cites when it speaks of the posting and claims nothing of the person."""
LABEL = "label"
SUMMARY = "summary"
HEADS = frozenset({"role", "volunteer", "study", "posting"})
"""Items whose text is who, where and when."""


@dataclass(frozen=True)
class Item:
    """One thing that can be cited; `owner_id` is `None` for what belongs to the whole person."""

    id: str
    owner_id: str | None
    kind: str
    text: Text


@dataclass(frozen=True)
class Owner:
    """What lines belong to: facts of one are never told of another."""

    id: str
    kind: OwnerKind
    name: str
    title: str
    frame: tuple[str, ...]
    start: str | None
    end: str | None
    current: bool


def owners_of(resume: Resume) -> Iterator[Owner]:
    for work in resume.work:
        frame = _texts(work.name, work.position, work.location, work.date_text)
        yield _owner(work, "role", work.name, work.position, frame)
    for role in resume.volunteer:
        frame = _texts(role.organization, role.position, role.location, role.date_text)
        yield _owner(role, "volunteer", role.organization, role.position, frame)
    for study in resume.education:
        frame = _texts(study.institution, study.study_type, study.area, study.location)
        yield _owner(study, "study", study.institution, _degree(study), frame)
    for project in resume.projects:
        frame = _texts(project.name, project.entity, *project.roles)
        yield _owner(project, "project", project.name, None, frame)


def _owner(
    entry: Entry, kind: OwnerKind, name: str | None, title: str | None, frame: tuple[str, ...]
) -> Owner:
    return Owner(
        id=entry.id,
        kind=kind,
        name=normalised(name or ""),
        title=normalised(title or ""),
        frame=(*frame, *(partial for partial in (entry.start_date, entry.end_date) if partial)),
        start=entry.start_date,
        end=entry.end_date,
        current=entry.current,
    )


def items_of(resume: Resume, lexicon: Lexicon, matcher: SkillFinder) -> Iterator[Item]:
    """Every citable item, once; empty ones are left out."""
    for item_id, owner_id, kind, texts in _lines(resume):
        raw = "\n".join(normalised(text) for text in texts if text and text.strip())
        if raw:
            yield Item(item_id, owner_id, kind, Text(raw, lexicon, matcher))


def contact_of(resume: Resume) -> Iterator[str]:
    """Addresses that are the person's own, folded."""
    basics = resume.basics
    for value in (basics.email, basics.phone, basics.url):
        if value:
            yield value.casefold()
    for profile in resume.basics.profiles:
        for value in (profile.url, profile.username):
            if value:
                yield value.casefold()


def stated(resume: Resume) -> Iterator[tuple[FactKind, str | None, str]]:
    """Facts that stand in a field of their own."""
    yield FactKind.NAME, resume.basics.name, "basics"
    yield FactKind.TITLE, resume.basics.label, LABEL
    for url in (resume.basics.url, *(profile.url for profile in resume.basics.profiles)):
        yield FactKind.URL, url, "basics"
    for role in resume.work:
        yield FactKind.EMPLOYER, role.name, role.id
        yield FactKind.TITLE, role.position, role.id
        yield FactKind.PLACE, role.location, role.id
        yield FactKind.DATE, role.start_date, role.id
        yield FactKind.DATE, role.end_date, role.id
    for volunteer in resume.volunteer:
        yield FactKind.EMPLOYER, volunteer.organization, volunteer.id
        yield FactKind.TITLE, volunteer.position, volunteer.id
    for study in resume.education:
        yield FactKind.INSTITUTION, study.institution, study.id
        yield FactKind.DEGREE, study.study_type, study.id
        yield FactKind.DATE, study.end_date, study.id
    for project in resume.projects:
        yield FactKind.PRODUCT, project.name, project.id
    for certificate in resume.certificates:
        yield FactKind.CERTIFICATE, certificate.name, certificate.id
    for language in resume.languages:
        yield FactKind.LANGUAGE, language.language, language.id
        yield FactKind.LEVEL, language.fluency, language.id


def _lines(resume: Resume) -> Iterator[tuple[str, str | None, str, tuple[str | None, ...]]]:
    texts: tuple[str | None, ...]
    basics = resume.basics
    yield LABEL, None, "label", (basics.label,)
    yield basics.summary_id or SUMMARY, None, "summary", (basics.summary,)
    for work in resume.work:
        yield (
            work.id,
            work.id,
            "role",
            (work.position, work.name, work.location, work.description, work.summary),
        )
        yield from _bullets(work.highlights, work.id)
    for role in resume.volunteer:
        texts = (role.position, role.organization, role.location, role.description, role.summary)
        yield role.id, role.id, "volunteer", texts
        yield from _bullets(role.highlights, role.id)
    for study in resume.education:
        texts = (study.study_type, study.area, study.institution, study.location, study.score, *study.courses)
        yield study.id, study.id, "study", texts
        yield from _bullets(study.highlights, study.id)
    for project in resume.projects:
        texts = (
            project.name,
            project.description,
            project.entity,
            *project.roles,
            ", ".join(project.keywords),
        )
        yield project.id, project.id, "project", texts
        yield from _bullets(project.highlights, project.id)
    yield from _rest(resume)


def _rest(resume: Resume) -> Iterator[tuple[str, str | None, str, tuple[str | None, ...]]]:
    texts: tuple[str | None, ...]
    for certificate in resume.certificates:
        yield certificate.id, None, "certificate", (certificate.name, certificate.issuer, certificate.date)
    for award in resume.awards:
        yield award.id, None, "award", (award.title, award.awarder, award.date, award.summary)
    for publication in resume.publications:
        texts = (publication.name, publication.publisher, publication.release_date, publication.summary)
        yield publication.id, None, "publication", texts
    for group in resume.skills:
        yield (
            group.id,
            None,
            "group",
            (group.name, group.level, *(keyword.text for keyword in group.keywords)),
        )
        for keyword in group.keywords:
            yield keyword.id, None, "keyword", (keyword.text, keyword.level)
    for language in resume.languages:
        yield language.id, None, "language", (language.language, language.fluency)
    for interest in resume.interests:
        yield interest.id, None, "interest", (interest.name, *interest.keywords)
    for section in resume.sections:
        yield from _bullets(section.bullets, None)


def _bullets(
    bullets: tuple[Bullet, ...], owner_id: str | None
) -> Iterator[tuple[str, str | None, str, tuple[str | None, ...]]]:
    for bullet in bullets:
        yield bullet.id, owner_id, "bullet", (bullet.text,)


def _degree(study: Education) -> str:
    """As people write it: "BSc in Computer Science"; what already names its area stays."""
    kind, area = normalised(study.study_type or ""), normalised(study.area or "")
    return f"{kind} in {area}" if kind and area and area.casefold() not in kind.casefold() else kind


def _texts(*values: str | None) -> tuple[str, ...]:
    return tuple(normalised(value) for value in values if value and value.strip())
