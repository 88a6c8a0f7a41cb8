"""Postings: a candidate's own, found anywhere, and those that a company of this site publishes."""

from enum import StrEnum
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import TSVectorField
from tortoise.contrib.postgres.indexes import GinIndex
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from models.companies import Company
from models.record import JsonObject, Record
from models.users import User


class JobStatus(StrEnum):
    """A candidate's own goes draft, active, archived; a company's draft, open, paused, closed."""

    DRAFT = "draft"
    ACTIVE = "active"
    ARCHIVED = "archived"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


OWN_STATUSES = frozenset({JobStatus.DRAFT, JobStatus.ACTIVE, JobStatus.ARCHIVED})
COMPANY_STATUSES = frozenset({JobStatus.DRAFT, JobStatus.OPEN, JobStatus.PAUSED, JobStatus.CLOSED})


class Job(Record):
    """A posting. `document` holds what was read from it; the columns are what lists filter and sort by."""

    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "models.User", related_name="jobs", on_delete=fields.CASCADE
    )
    """Whoever wrote it down: a candidate for themselves, or a member for the company."""
    user_id: UUID
    company_record: fields.ForeignKeyNullableRelation[Company] = fields.ForeignKeyField(
        "models.Company", related_name="jobs", on_delete=fields.CASCADE, null=True
    )
    company_record_id: UUID | None
    status = fields.CharEnumField(JobStatus, max_length=20, default=JobStatus.DRAFT)
    title = fields.CharField(max_length=300)
    company = fields.CharField(max_length=200, default="")
    remote = fields.CharField(max_length=20, default="unknown")
    text = fields.TextField(default="")
    fingerprint = fields.CharField(max_length=64, default="")
    """SHA-256 of the normalised text: the same posting twice is found by it."""
    source_url = fields.CharField(max_length=2000, null=True)
    version = fields.IntField(default=1)
    summary: JsonObject = fields.JSONField()
    """What a row of a list shows besides the columns (places, salary, dates), so that lists stay small."""
    document: JsonObject = fields.JSONField()
    search = TSVectorField(
        source_fields=("title", "company", "text"), weights=("A", "B", "C"), config="english"
    )

    class Meta:
        table = "jobs"
        indexes = (
            ("user_id", "id"),
            ("company_record_id", "status"),
            ("user_id", "fingerprint"),
            GinIndex(fields=("search",)),
        )

    @classmethod
    def of(cls, user: User) -> QuerySet[Self]:
        """The postings that this person wrote down themselves."""
        return cls.filter(user=user)

    @classmethod
    def seen_by(cls, user: User, *, companies: list[UUID]) -> QuerySet[Self]:
        """One's own, those of one's `companies`, and what companies have open."""
        own = Q(user=user)
        public = Q(company_record_id__not_isnull=True, status=JobStatus.OPEN)
        return cls.filter(own | public | Q(company_record_id__in=companies) if companies else own | public)
