"""What members may do for their companies, and with postings."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from models.companies import Member, MemberRole
from models.jobs import Job
from models.users import Role, User

if TYPE_CHECKING:
    from tortoise.queryset import QuerySet


class Right(StrEnum):
    SEE_POSTINGS = "see_postings"
    """Drafts and closed ones included."""
    EDIT_POSTINGS = "edit_postings"


RIGHTS: Final[Mapping[MemberRole, frozenset[Right]]] = {
    MemberRole.OWNER: frozenset({Right.SEE_POSTINGS, Right.EDIT_POSTINGS}),
    MemberRole.RECRUITER: frozenset({Right.SEE_POSTINGS, Right.EDIT_POSTINGS}),
    MemberRole.HIRING_MANAGER: frozenset({Right.SEE_POSTINGS, Right.EDIT_POSTINGS}),
    MemberRole.INTERVIEWER: frozenset({Right.SEE_POSTINGS}),
    MemberRole.VIEWER: frozenset({Right.SEE_POSTINGS}),
}


async def companies_where(user: User, right: Right) -> list[UUID]:
    """The companies for which this person has it, the oldest membership first."""
    if user.role is not Role.RECRUITER:
        return []
    having = [role for role, rights in RIGHTS.items() if right in rights]
    members = await Member.filter(user=user, role__in=having).order_by("id").only("id", "company_id")
    return [member.company_id for member in members]


async def postings_seen_by(user: User) -> "QuerySet[Job]":
    return Job.seen_by(user, companies=await companies_where(user, Right.SEE_POSTINGS))


async def may_edit_posting(user: User, job: Job) -> bool:
    """A company's posting belongs to the company, whoever of it wrote it down."""
    if job.company_record_id is None:
        return job.user_id == user.id
    return job.company_record_id in await companies_where(user, Right.EDIT_POSTINGS)
