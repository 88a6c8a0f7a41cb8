"""What happened to an account, written down for its person.

Entries are kept for a year, or until the account is erased; `career/housekeeping.py` removes older ones.
"""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from career.visitors import Visitor
from models.audit import AuditEntry, AuditKind

KEPT: Final = timedelta(days=365)


async def note(user_id: UUID, kind: AuditKind, visitor: Visitor, **facts: str) -> None:
    """Write it down, in the caller's transaction; `facts` never hold a secret."""
    await AuditEntry.create(
        user_id=user_id, kind=kind, device=visitor.device, place=visitor.place, facts=dict(facts)
    )


async def forget_old() -> None:
    await AuditEntry.filter(created_at__lt=datetime.now(UTC) - KEPT).delete()
