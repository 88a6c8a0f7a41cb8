"""A job posting as every part of the product sees it, each field with the quote that it was read from."""

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, Field

from career.schema.base import PartialDate, Shape


class Remote(StrEnum):
    NO = "no"
    HYBRID = "hybrid"
    YES = "yes"
    UNKNOWN = "unknown"


class EmploymentType(StrEnum):
    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    CONTRACT = "contract"
    TEMPORARY = "temporary"
    INTERNSHIP = "internship"
    VOLUNTEER = "volunteer"
    OTHER = "other"


class Completeness(StrEnum):
    """Under 40 words a title only, under 150 partial; a score over less than `full` is provisional."""

    TITLE_ONLY = "title_only"
    PARTIAL = "partial"
    FULL = "full"


class RequirementKind(StrEnum):
    SKILL = "skill"
    YEARS = "years"
    DEGREE = "degree"
    LANGUAGE = "language"
    LICENCE = "licence"
    PERMIT = "permit"
    CLEARANCE = "clearance"
    LOCATION = "location"
    SOFT = "soft"
    DUTY = "duty"


class Must(StrEnum):
    REQUIRED = "required"
    PREFERRED = "preferred"
    UNMARKED = "unmarked"


class Source(Shape):
    kind: Literal["url", "api", "text", "json"]
    url: str | None = None
    fetched_at: AwareDatetime | None = None


class PostingLocation(Shape):
    city: str | None = None
    region: str | None = None
    country: str | None = None


class Salary(Shape):
    """Amounts are integer minor units of `currency` (ISO 4217) per `period`."""

    min: int | None = None
    max: int | None = None
    currency: str
    period: Literal["hour", "day", "week", "month", "year"]
    period_guessed: bool = False
    quote: str = ""


class Requirement(Shape):
    """One bullet or sentence of the posting; `start` and `end` are offsets of `quote` in `Posting.text`.

    `any_of` holds skill ids of which one is enough; `years` the least number asked; `level` a degree
    level (0 to 6) or a language level as written.
    """

    id: str
    kind: RequirementKind
    text: str
    quote: str
    start: int
    end: int
    must: Must
    any_of: tuple[str, ...] = ()
    years: float | None = None
    level: str | None = None


class Posting(Shape):
    """`text` is Markdown; `evidence` maps a field's name to the quote that it was read from."""

    id: str = ""
    source: Source
    title: str | None = None
    company: str | None = None
    company_url: str | None = None
    locations: tuple[PostingLocation, ...] = ()
    remote: Remote = Remote.UNKNOWN
    remote_countries: tuple[str, ...] = ()
    employment_types: tuple[EmploymentType, ...] = ()
    salary: Salary | None = None
    posted_on: PartialDate | None = None
    valid_through: PartialDate | None = None
    language: str | None = None
    text: str = ""
    requirements: tuple[Requirement, ...] = Field(default=(), max_length=40)
    benefits: tuple[str, ...] = ()
    completeness: Completeness = Completeness.TITLE_ONLY
    evidence: dict[str, str] = Field(default_factory=dict)
    confidence: dict[str, float] = Field(default_factory=dict)
    warnings: tuple[str, ...] = ()
