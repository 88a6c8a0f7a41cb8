"""What one source says of a posting, field by field, before the sources are laid over each other."""

from dataclasses import dataclass, fields
from typing import Any, Final, Generic, TypeVar

from career.schema.posting import EmploymentType, PostingLocation, Remote, Salary

T = TypeVar("T")

_QUOTE: Final = 300
"""A quote is for a glance; the whole text is kept beside it."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value, the words that it was read from, and how sure the reader is (0 to 1)."""

    value: T
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Draft:
    title: Found[str] | None = None
    company: Found[str] | None = None
    company_url: Found[str] | None = None
    locations: Found[tuple[PostingLocation, ...]] | None = None
    remote: Found[Remote] | None = None
    remote_countries: Found[tuple[str, ...]] | None = None
    employment_types: Found[tuple[EmploymentType, ...]] | None = None
    salary: Found[Salary] | None = None
    posted_on: Found[str] | None = None
    valid_through: Found[str] | None = None

    def over(self, other: "Draft") -> "Draft":
        """The same draft, with the other's fields where it has none."""
        names = [one.name for one in fields(self)]
        return Draft(**{name: getattr(self, name) or getattr(other, name) for name in names})

    def values(self) -> dict[str, Any]:
        """The members of `Posting` that were found, with their evidence."""
        found = {one.name: getattr(self, one.name) for one in fields(self)}
        known = {name: field for name, field in found.items() if field is not None}
        return {name: field.value for name, field in known.items()} | {
            "evidence": {name: field.quote[:_QUOTE] for name, field in known.items()},
            "confidence": {name: field.confidence for name, field in known.items()},
        }
