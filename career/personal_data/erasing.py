"""Erasing an account: everything personal goes in one transaction, and what lies elsewhere right after it."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog
from asyncpg import DeadlockDetectedError
from tortoise.exceptions import DoesNotExist

from career import proofs, sessions
from career.errors import Unauthenticated
from career.jobs import RemoveLeftovers
from career.outbox import committing
from career.personal_data import companies, leftovers
from career.personal_data.channels import channels_of
from models.outbox import OutboxEvent
from models.sessions import Session, SessionEnd
from models.shared_documents import DocumentMember, SharedDocument
from models.users import User

if TYPE_CHECKING:
    from career.proofs import Proof
    from career.services import Services
    from career.visitors import Visitor

log = structlog.get_logger()

_TRIES: Final = 3


async def erase(services: "Services", user: User, proof: "Proof", visitor: "Visitor") -> None:
    """Erase the account for good. Of two who ask at once, the second finds nobody there."""
    try:
        await proofs.prove(services, user, proof, visitor)
    except DoesNotExist:
        raise Unauthenticated from None
    for left in reversed(range(_TRIES)):
        try:
            ended = await _erase(services, user.id)
            break
        except DeadlockDetectedError:
            # Something of the person's was being changed: whoever did it has ended by now.
            if not left:
                raise
    await sessions.close_doors(services, *ended)
    log.info("account_erased")


async def _erase(services: "Services", user_id: UUID) -> list[Session]:
    """Everything in the database; the sign-ins that ended with it."""
    async with committing(services) as outbox:
        # Whatever is added to the account waits for this lock, and then finds no account.
        user = await User.filter(id=user_id).select_for_update().first()
        if user is None:
            raise Unauthenticated
        ended = await sessions.end_all(user_id, SessionEnd.REVOKED)
        await companies.leave(user_id)
        alone = await _documents_of_nobody_else(user_id)
        await leftovers.doom(services, user, alone)
        await OutboxEvent.filter(channel__in=await channels_of(user_id)).delete()
        await SharedDocument.filter(id__in=alone).delete()
        # The rest refers to the account, and the database deletes it with the account.
        await user.delete()
        outbox.enqueue(RemoveLeftovers())
    return ended


async def _documents_of_nobody_else(user_id: UUID) -> list[UUID]:
    """Shared documents with no other member; locked, since the other one may be leaving as well."""
    mine = [member.document_id for member in await DocumentMember.filter(user_id=user_id)]
    await SharedDocument.filter(id__in=mine).order_by("id").only("id").select_for_update()
    others = DocumentMember.filter(document_id__in=mine).exclude(user_id=user_id)
    shared = {member.document_id for member in await others}
    return [document_id for document_id in mine if document_id not in shared]
