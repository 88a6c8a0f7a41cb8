"""What somebody who hires leaves to others: a company's postings belong to the company."""

from collections.abc import Sequence
from uuid import UUID

from career.permissions.companies import RIGHTS, Right
from models.applications import Application
from models.companies import Company, Member, MemberRole
from models.generations import Generation
from models.jobs import Job, JobStatus
from models.record import new_id


async def leave(user_id: UUID) -> None:
    """Pass a person's company postings on, in the caller's transaction; a company without anybody goes."""
    companies = {member.company_id for member in await Member.filter(user_id=user_id)}
    for job in await Job.filter(user_id=user_id, company_record_id__not_isnull=True).only(
        "company_record_id"
    ):
        if job.company_record_id is not None:
            companies.add(job.company_record_id)
    for company_id in sorted(companies):
        # Of two who leave at once, the second waits here, and sees who is left then.
        await Company.filter(id=company_id).select_for_update()
        others = await Member.filter(company_id=company_id).exclude(user_id=user_id)
        if others:
            theirs = Job.filter(user_id=user_id, company_record_id=company_id)
            await theirs.update(user_id=heir(others).user_id)
        else:
            await _dissolve(company_id, user_id)


def heir(members: Sequence[Member]) -> Member:
    """An owner, else who may edit postings, else anybody; of several the one who came first."""

    def rank(member: Member) -> tuple[bool, bool, UUID]:
        may_edit = Right.EDIT_POSTINGS in RIGHTS[member.role]
        return member.role is not MemberRole.OWNER, not may_edit, member.id

    return min(members, key=rank)


async def _dissolve(company_id: UUID, user_id: UUID) -> None:
    """Nobody hires for it any more. Whoever applied there keeps the posting, as one of their own."""
    keepers: set[tuple[UUID, UUID]] = set()
    for record in (Application, Generation):
        rows = record.filter(job__company_record_id=company_id).exclude(user_id=user_id)
        keepers |= {(row.job_id, row.user_id) for row in await rows.only("id", "job_id", "user_id")}
    for job_id, keeper_id in sorted(keepers):
        await _leave_a_copy(await Job.get(id=job_id), keeper_id)
    await Company.filter(id=company_id).delete()


async def _leave_a_copy(job: Job, keeper_id: UUID) -> None:
    copy_id = new_id()
    await Job.create(
        id=copy_id,
        user_id=keeper_id,
        status=JobStatus.ARCHIVED,
        title=job.title,
        company=job.company,
        remote=job.remote,
        text=job.text,
        fingerprint=job.fingerprint,
        source_url=job.source_url,
        summary=job.summary,
        document={**job.document, "id": str(copy_id)},
    )
    for record in (Application, Generation):
        await record.filter(job_id=job.id, user_id=keeper_id).update(job_id=copy_id)
