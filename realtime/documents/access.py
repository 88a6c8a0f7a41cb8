"""What the sockets of documents ask of the product: who may open one, and its text."""

from typing import Protocol
from uuid import UUID

from career import shared_documents
from career.errors import Unauthenticated
from career.shared_documents import Snapshot
from models.shared_documents import DocumentRole
from realtime.access import SessionEnded, SignedIn, Visitor


class Gate(Protocol):
    """Who stands behind a token, and what they may do."""

    async def enter(self, token: str) -> Visitor:
        """As `realtime.access.Door`."""

    async def role(self, visitor: Visitor, document: UUID) -> DocumentRole | None:
        """None for a stranger; `SessionEnded` when the person has signed out since."""


class Shelf(Protocol):
    """Snapshots where they are kept for good."""

    async def take(self, document: UUID) -> Snapshot | None:
        """None when there is no such document."""

    async def put(self, document: UUID, before: Snapshot, update: bytes) -> bool:
        """Not when somebody else did so since `before` was taken."""


class MembersOnly(SignedIn):
    """The gate of the product."""

    async def role(self, visitor: Visitor, document: UUID) -> DocumentRole | None:
        try:
            await self._services.people.person(visitor.user_id, visitor.session_id)
        except Unauthenticated as error:
            raise SessionEnded from error
        return await shared_documents.role_of(document, visitor.user_id)


class Records:
    """The shelf of the product: our database."""

    async def take(self, document: UUID) -> Snapshot | None:
        return await shared_documents.snapshot_of(document)

    async def put(self, document: UUID, before: Snapshot, update: bytes) -> bool:
        return await shared_documents.replace_snapshot(document, before, update)
