"""The canonical resume: a superset of JSON Resume 1.0.0 with stable ids.

Members carry JSON Resume's names in snake case (`start_date` for `startDate`), because that is how the
interface spells them; `career.documents.jsonresume` converts without loss in both directions. `None` means
absent and `""` means present but empty, so that nothing is lost on the way. What the public schema does not
know travels in `extra`.
"""

from pydantic import Field, JsonValue

from career.schema.base import PartialDate, Shape

Extra = dict[str, JsonValue]


class Location(Shape):
    address: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country_code: str | None = None
    region: str | None = None
    extra: Extra = Field(default_factory=dict)


class NetworkProfile(Shape):
    network: str | None = None
    username: str | None = None
    url: str | None = None
    extra: Extra = Field(default_factory=dict)


class Basics(Shape):
    name: str | None = None
    label: str | None = None
    image: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    summary: str | None = None
    summary_id: str | None = None
    location: Location | None = None
    profiles: tuple[NetworkProfile, ...] = ()
    extra: Extra = Field(default_factory=dict)


class Bullet(Shape):
    """One line of an entry's `highlights`; `skills` (ids) and `numbers` are computed from `text`."""

    id: str
    text: str
    lang: str | None = None
    skills: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    hidden: bool = False


class Work(Shape):
    """A role. `name` is the employer; entries with the same `group` are roles under one employer.

    Present is `end_date` absent and `current` true; both absent means that the end is not known.
    """

    id: str
    name: str | None = None
    position: str | None = None
    location: str | None = None
    description: str | None = None
    url: str | None = None
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    summary: str | None = None
    highlights: tuple[Bullet, ...] = ()
    current: bool = False
    date_text: str | None = None
    group: str | None = None
    extra: Extra = Field(default_factory=dict)


class Volunteer(Shape):
    id: str
    organization: str | None = None
    position: str | None = None
    location: str | None = None
    description: str | None = None
    url: str | None = None
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    summary: str | None = None
    highlights: tuple[Bullet, ...] = ()
    current: bool = False
    date_text: str | None = None
    group: str | None = None
    extra: Extra = Field(default_factory=dict)


class Education(Shape):
    """`level` is 0 none, 1 secondary, 2 vocational, 3 associate, 4 bachelor, 5 master, 6 doctorate."""

    id: str
    institution: str | None = None
    url: str | None = None
    area: str | None = None
    study_type: str | None = None
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    score: str | None = None
    courses: tuple[str, ...] = ()
    location: str | None = None
    level: int | None = Field(default=None, ge=0, le=6)
    highlights: tuple[Bullet, ...] = ()
    current: bool = False
    date_text: str | None = None
    extra: Extra = Field(default_factory=dict)


class Project(Shape):
    id: str
    name: str | None = None
    description: str | None = None
    highlights: tuple[Bullet, ...] = ()
    keywords: tuple[str, ...] = ()
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    url: str | None = None
    roles: tuple[str, ...] = ()
    entity: str | None = None
    type: str | None = None
    current: bool = False
    date_text: str | None = None
    extra: Extra = Field(default_factory=dict)


class Certificate(Shape):
    id: str
    name: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    issuer: str | None = None
    extra: Extra = Field(default_factory=dict)


class Award(Shape):
    id: str
    title: str | None = None
    date: PartialDate | None = None
    awarder: str | None = None
    summary: str | None = None
    extra: Extra = Field(default_factory=dict)


class Publication(Shape):
    id: str
    name: str | None = None
    publisher: str | None = None
    release_date: PartialDate | None = None
    url: str | None = None
    summary: str | None = None
    extra: Extra = Field(default_factory=dict)


class Keyword(Shape):
    """One skill as the person wrote it; `skill_id` is empty when the gazetteer does not know it.

    `evidence_ids` name the bullets, projects, certificates and studies that show it, in document order.
    """

    id: str
    text: str
    skill_id: str | None = None
    level: str | None = None
    evidence_ids: tuple[str, ...] = ()


class SkillGroup(Shape):
    """JSON Resume's `skills[]` item: a named group (or one skill, when it has no keywords)."""

    id: str
    name: str | None = None
    level: str | None = None
    keywords: tuple[Keyword, ...] = ()
    extra: Extra = Field(default_factory=dict)


class LanguageSkill(Shape):
    id: str
    language: str | None = None
    fluency: str | None = None
    extra: Extra = Field(default_factory=dict)


class Interest(Shape):
    id: str
    name: str | None = None
    keywords: tuple[str, ...] = ()
    extra: Extra = Field(default_factory=dict)


class Reference(Shape):
    id: str
    name: str | None = None
    reference: str | None = None
    extra: Extra = Field(default_factory=dict)


class OtherSection(Shape):
    """A section that the reader found and does not know: kept as written."""

    id: str
    title: str
    bullets: tuple[Bullet, ...] = ()


class Resume(Shape):
    schema_version: int = 1
    language: str | None = None
    """BCP 47."""
    basics: Basics = Field(default_factory=Basics)
    work: tuple[Work, ...] = ()
    volunteer: tuple[Volunteer, ...] = ()
    education: tuple[Education, ...] = ()
    projects: tuple[Project, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    awards: tuple[Award, ...] = ()
    publications: tuple[Publication, ...] = ()
    skills: tuple[SkillGroup, ...] = ()
    languages: tuple[LanguageSkill, ...] = ()
    interests: tuple[Interest, ...] = ()
    references: tuple[Reference, ...] = ()
    sections: tuple[OtherSection, ...] = ()
    meta: Extra = Field(default_factory=dict)
    extra: Extra = Field(default_factory=dict)
