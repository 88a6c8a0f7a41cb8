"""Finding postings: one query for a page of a list, since this is what everybody looks at most.

Written in SQL: it is asked for more often than anything else, and an ORM takes longer to build it than
PostgreSQL to answer it (`python -m bench.http`).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from tortoise import connections

if TYPE_CHECKING:
    from models.users import User

_SELECT: Final = """
    SELECT j.id, j.title, j.company, j.remote, j.status, j.summary, j.created_at,
           j.user_id = $1 AS mine, a.id AS application_id
    FROM jobs j
    LEFT JOIN applications a ON a.job_id = j.id AND a.user_id = $1
    WHERE (j.user_id = $1
           OR (j.company_record_id IS NOT NULL AND j.status = 'open')
           OR j.company_record_id IN (SELECT m.company_id FROM members m WHERE m.user_id = $1))
"""
_CONDITIONS: Final = {
    "words": "j.search @@ websearch_to_tsquery('english', {})",
    "company": "j.company ILIKE '%' || {} || '%'",
    "remote": "j.remote = {}",
    "status": "j.status = {}",
    "mine": "(j.user_id = $1) = {}",
    "after": "j.id < {}",
}
"""What each member of `Wanted` asks of a row; `{}` is its parameter, never its value."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a list shows; absent members ask nothing. `after` is the last id of the page before."""

    limit: int
    words: str | None = None
    company: str | None = None
    remote: str | None = None
    status: str | None = None
    mine: bool | None = None
    after: UUID | None = None


async def page(user: "User", wanted: Wanted) -> list[dict[str, Any]]:
    """The postings that this person may see, newest first, and one more than `limit` where there is one."""
    values: list[Any] = [user.id]
    conditions = []
    for name, condition in _CONDITIONS.items():
        value = getattr(wanted, name)
        if value is not None:
            values.append(value)
            conditions.append(f" AND {condition.format(f'${len(values)}')}")
    values.append(wanted.limit + 1)
    query = f"{_SELECT}{''.join(conditions)} ORDER BY j.id DESC LIMIT ${len(values)}"
    rows: list[dict[str, Any]] = await connections.get("default").execute_query_dict(query, values)
    return rows
