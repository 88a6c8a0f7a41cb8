"""What stands in a document: the one place where a resume or a letter becomes sections and lines."""

from collections.abc import Iterable, Iterator
from datetime import date

from career.documents.language import Language, language_of
from career.documents.model import (
    Block,
    Document,
    Entry,
    Group,
    Kind,
    Options,
    Paper,
    Paragraph,
    Person,
    Role,
    Section,
    Skills,
    Template,
)
from career.documents.pieces import address, clean, link_to, paragraphs, run
from career.schema import resume as shapes
from career.schema.base import Shape

_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH"})
"""Where people print on Letter; everywhere else it is A4."""
_ORDER = (
    "summary", "work", "projects", "education", "skills", "languages", "certificates",
    "awards", "publications", "volunteer", "interests", "references",
)  # fmt: skip
_ORDER_WITHOUT_WORK = ("summary", "education", "projects", "work", *_ORDER[4:])
_PLAIN = Options()


class LetterText(Shape):
    """A letter as plain values. `addressee` is its address, line by line; nothing in it is guessed."""

    sender: shapes.Basics
    paragraphs: tuple[str, ...]
    addressee: tuple[str, ...] = ()
    subject: str = ""
    day: date | None = None
    salutation: str = ""
    closing: str = ""


def resume_document(
    resume: shapes.Resume,
    *,
    template: Template = Template.MODERN,
    paper: Paper | None = None,
    options: Options = _PLAIN,
    language: str | None = None,
) -> Document:
    """The resume without what is hidden; paper follows the person's country, language the resume's own."""
    tag = language or resume.language or "en"
    words = language_of(tag)
    made = dict(_sections(resume, words))
    order = _ORDER if resume.work else _ORDER_WITHOUT_WORK
    known = (
        Section(kind=kind, title=words.heads[kind], blocks=made[kind]) for kind in order if made.get(kind)
    )
    return Document(
        kind=Kind.RESUME,
        language=tag,
        direction=words.direction,
        page=paper or _paper(resume.basics),
        template=template,
        options=options,
        title=_title(resume.basics),
        person=_person(resume.basics, words),
        sections=(*known, *_others(resume.sections)),
    )


def letter_document(
    letter: LetterText,
    *,
    template: Template = Template.MODERN,
    paper: Paper | None = None,
    options: Options = _PLAIN,
    language: str | None = None,
) -> Document:
    """The letter under the same head as its resume."""
    tag = language or "en"
    words = language_of(tag)
    blocks = tuple(_letter_blocks(letter, words))
    return Document(
        kind=Kind.LETTER,
        language=tag,
        direction=words.direction,
        page=paper or _paper(letter.sender),
        template=template,
        options=options,
        title=clean(letter.subject) or _title(letter.sender),
        person=_person(letter.sender, words),
        sections=(Section(kind="letter", blocks=blocks),) if blocks else (),
    )


def _letter_blocks(letter: LetterText, words: Language) -> Iterator[Paragraph]:
    lines: list[tuple[Role, str | None]] = [(Role.ADDRESS, line) for line in letter.addressee]
    lines += [(Role.DATE, words.day(letter.day) if letter.day else None)]
    lines += [(Role.SUBJECT, letter.subject), (Role.SALUTATION, letter.salutation)]
    lines += [(Role.BODY, text) for text in letter.paragraphs]
    lines += [
        (Role.CLOSING, letter.closing),
        (Role.SIGNATURE, letter.sender.name if letter.closing else None),
    ]
    for role, text in lines:
        yield from paragraphs(text, role)


def _title(basics: shapes.Basics) -> str:
    return " – ".join(filter(None, (clean(basics.name), clean(basics.label)))) or "Resume"


def _paper(basics: shapes.Basics) -> Paper:
    country = (basics.location.country_code if basics.location else None) or ""
    return Paper.LETTER if country.upper() in _LETTER_COUNTRIES else Paper.A4


def _person(basics: shapes.Basics, words: Language) -> Person:
    contacts = [
        run(basics.email, f"mailto:{basics.email}" if basics.email else None),
        run(basics.phone, None),
        run(_place(basics.location, words), None),
        run(address(basics.url), basics.url),
        *(run(address(profile.url) or _handle(profile), profile.url) for profile in basics.profiles),
    ]
    return Person(name=clean(basics.name), label=clean(basics.label), contacts=tuple(filter(None, contacts)))


def _handle(profile: shapes.NetworkProfile) -> str:
    return " ".join(filter(None, (profile.network, profile.username)))


def _place(location: shapes.Location | None, words: Language) -> str:
    if location is None:
        return ""
    parts = (location.city, location.region, location.country_code)
    return words.comma.join(dict.fromkeys(part for part in parts if part))


def _sections(resume: shapes.Resume, words: Language) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield "summary", tuple(paragraphs(resume.basics.summary))
    yield "work", tuple(_role(role, role.name, words) for role in resume.work)
    yield "volunteer", tuple(_role(role, role.organization, words) for role in resume.volunteer)
    yield "education", tuple(_study(study, words) for study in resume.education)
    yield "projects", tuple(_project(project, words) for project in resume.projects)
    yield "skills", _skills(_skill_groups(resume.skills, words))
    yield "languages", _skills(_languages(resume.languages))
    yield "interests", _skills(_named_group(item.name, item.keywords) for item in resume.interests)
    yield (
        "certificates",
        tuple(
            _entry((item.name, item.issuer), dates=_month(item.date, words), url=item.url)
            for item in resume.certificates
        ),
    )
    yield (
        "awards",
        tuple(
            _entry((item.title, item.awarder), dates=_month(item.date, words), texts=(item.summary,))
            for item in resume.awards
        ),
    )
    yield (
        "publications",
        tuple(
            _entry(
                (item.name, item.publisher),
                dates=_month(item.release_date, words),
                url=item.url,
                texts=(item.summary,),
            )
            for item in resume.publications
        ),
    )
    yield (
        "references",
        tuple(_entry((item.name,), dates="", texts=(item.reference,)) for item in resume.references),
    )


def _others(sections: Iterable[shapes.OtherSection]) -> Iterator[Section]:
    for section in sections:
        bullets = _bullets(section.bullets)
        if bullets:
            yield Section(kind="other", title=clean(section.title), blocks=(Entry(bullets=bullets),))


def _role(role: shapes.Work | shapes.Volunteer, employer: str | None, words: Language) -> Entry:
    entry = _entry(
        (role.position, employer), dates=_dates(role, words), texts=(role.description, role.summary)
    )
    update = {"place": clean(role.location), "bullets": _bullets(role.highlights), "link": link_to(role.url)}
    return entry.model_copy(update=update)


def _study(study: shapes.Education, words: Language) -> Entry:
    degree = words.comma.join(filter(None, (study.study_type, study.area)))
    score = f"{words.score}{words.colon}{study.score}" if study.score else None
    courses = f"{words.courses}{words.colon}{words.listed(study.courses)}" if study.courses else None
    entry = _entry((degree, study.institution), dates=_dates(study, words), texts=(score, courses))
    update = {
        "place": clean(study.location),
        "bullets": _bullets(study.highlights),
        "link": link_to(study.url),
    }
    return entry.model_copy(update=update)


def _project(project: shapes.Project, words: Language) -> Entry:
    people = words.comma.join(filter(None, (*project.roles, project.entity)))
    entry = _entry(
        (project.name, people),
        dates=_dates(project, words),
        url=project.url,
        texts=(project.description, words.listed(project.keywords)),
    )
    return entry.model_copy(update={"bullets": _bullets(project.highlights)})


def _entry(
    names: tuple[str | None, ...], *, dates: str, url: str | None = None, texts: tuple[str | None, ...] = ()
) -> Entry:
    """`names` are the title and whose it is; the first one that is there is the title."""
    title, *rest = [*filter(None, map(clean, names)), "", ""][:2]
    return Entry(
        title=title,
        organisation=rest[0],
        dates=dates,
        link=link_to(url),
        shown_link=address(url),
        paragraphs=tuple(paragraph for text in texts for paragraph in paragraphs(text)),
    )


def _dates(item: shapes.Work | shapes.Volunteer | shapes.Education | shapes.Project, words: Language) -> str:
    """What was read as dates, else the words in which they were written."""
    return words.range(item.start_date, item.end_date, current=item.current) or clean(item.date_text)


def _month(when: str | None, words: Language) -> str:
    return words.month(when) if when else ""


def _skill_groups(groups: Iterable[shapes.SkillGroup], words: Language) -> Iterator[Group]:
    """Named groups in their order; skills without keywords come together in one group at the end."""
    single: list[str] = []
    for group in groups:
        items = tuple(filter(None, (_levelled(word.text, word.level) for word in group.keywords)))
        name = _levelled(group.name, group.level)
        if items:
            yield Group(name="" if name.casefold() == words.heads["skills"].casefold() else name, items=items)
        elif name:
            single.append(name)
    if single:
        yield Group(items=tuple(single))


def _languages(languages: Iterable[shapes.LanguageSkill]) -> Iterator[Group]:
    items = tuple(filter(None, (_levelled(item.language, item.fluency) for item in languages)))
    if items:
        yield Group(items=items)


def _named_group(name: str | None, items: tuple[str, ...]) -> Group:
    return Group(name=clean(name), items=tuple(filter(None, map(clean, items))))


def _skills(groups: Iterable[Group]) -> tuple[Skills, ...]:
    shown = tuple(group for group in groups if group.name or group.items)
    return (Skills(groups=shown),) if shown else ()


def _levelled(text: str | None, level: str | None) -> str:
    name, degree = clean(text), clean(level)
    return f"{name} ({degree})" if name and degree else name


def _bullets(bullets: Iterable[shapes.Bullet]) -> tuple[str, ...]:
    return tuple(text for bullet in bullets if not bullet.hidden and (text := clean(bullet.text)))
