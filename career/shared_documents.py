"""Shared documents: who may open one, and its text as of the last time that it was put together."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

import structlog
from tortoise.exceptions import IntegrityError
from tortoise.expressions import F
from tortoise.transactions import in_transaction

from career.errors import NotFound, Unavailable
from career.feed import Unsubscribe
from models.shared_documents import DocumentMember, DocumentRole, SharedDocument

if TYPE_CHECKING:
    from career.services import Services

log = structlog.get_logger()


class Snapshot(NamedTuple):
    """A Yjs update with everything in it, and which one of its document it is."""

    update: bytes
    revision: int


async def create(members: Mapping[UUID, DocumentRole]) -> SharedDocument:
    """An empty document, for these people."""
    async with in_transaction():
        document = await SharedDocument.create()
        await DocumentMember.bulk_create(
            DocumentMember(document=document, user_id=user_id, role=role) for user_id, role in members.items()
        )
    return document


async def admit(services: "Services", document_id: UUID, user_id: UUID, role: DocumentRole) -> None:
    """Let somebody in, or give a member another role; open sockets follow at once.

    Not inside a transaction of the caller, who has to tell of it after the commit (`review`).
    """
    try:
        await DocumentMember.bulk_create(
            [DocumentMember(document_id=document_id, user_id=user_id, role=role)],
            on_conflict=("document_id", "user_id"),
            update_fields=("role", "updated_at"),
        )
    except IntegrityError:
        raise NotFound from None
    await review(services, document_id, user_id)


async def remove(services: "Services", document_id: UUID, user_id: UUID) -> None:
    """Show somebody out; open sockets are closed at once. As `admit`, not inside a transaction."""
    if await DocumentMember.filter(document_id=document_id, user_id=user_id).delete():
        await review(services, document_id, user_id)


async def review(services: "Services", document_id: UUID, user_id: UUID) -> None:
    """Have every process that holds sockets of this person ask for the role again."""
    try:
        await services.feed.tell(Unsubscribe(user=user_id, channel=channel(document_id)))
    except Unavailable:
        # Without it they ask every minute.
        log.warning("membership_not_told")


def channel(document_id: UUID) -> str:
    """What a document is called in orders."""
    return f"document:{document_id}"


async def role_of(document_id: UUID, user_id: UUID) -> DocumentRole | None:
    """None for a stranger, and for everybody when there is no such document."""
    member = await DocumentMember.get_or_none(document_id=document_id, user_id=user_id)
    return member.role if member else None


async def snapshot_of(document_id: UUID) -> Snapshot | None:
    """The last one; none when the document is gone."""
    document = await SharedDocument.get_or_none(id=document_id)
    return Snapshot(bytes(document.snapshot), document.revision) if document else None


async def replace_snapshot(document_id: UUID, before: Snapshot, update: bytes) -> bool:
    """Store the next one, unless somebody else did so since `before` was read."""
    return bool(
        await SharedDocument.filter(id=document_id, revision=before.revision).update(
            snapshot=update, revision=F("revision") + 1
        )
    )
