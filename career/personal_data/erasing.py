"""Erasing an account: everything personal goes in one transaction, and what lies elsewhere right after it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog
from asyncpg import DeadlockDetectedError
from tortoise.exceptions import DoesNotExist

from career import accounts, second_factors, sessions
from career.errors import Denied, Unauthenticated
from career.jobs import RemoveLeftovers
from career.outbox import committing
from career.personal_data import companies, leftovers
from career.personal_data.channels import channels_of
from career.second_factors import TotpRequired, TotpWrong
from models.outbox import OutboxEvent
from models.sessions import Session, SessionEnd
from models.shared_documents import DocumentMember, SharedDocument
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from career.visitors import Visitor

log = structlog.get_logger()

_FRESH: Final = timedelta(minutes=10)
"""Of a sign-in that proves who somebody is, where there is no password to ask for."""
_TRIES: Final = 3


class CodeRequired(Denied):
    """As at sign-in; but the sign-in from which somebody asks stays, so it is no 401."""

    code = "totp_required"

    def __init__(self) -> None:
        super().__init__("Enter the code of your authenticator app.")


class CodeWrong(Denied):
    code = "totp_wrong"

    def __init__(self) -> None:
        super().__init__("This code is not right, or it was used before.")


class SignInAgain(Denied):
    """An account without a password: a provider vouches for the person, and lately enough."""

    code = "sign_in_again"

    def __init__(self) -> None:
        super().__init__("Sign in again first, so that we know it is you.")


@dataclass(frozen=True)
class Proof:
    """What shows that whoever is signed in is the person."""

    session_id: UUID
    password: str | None = field(default=None, repr=False)
    totp: str | None = field(default=None, repr=False)


async def erase(services: "Services", user: User, proof: Proof, visitor: "Visitor") -> None:
    """Erase the account for good. Of two who ask at once, the second finds nobody there."""
    try:
        await _prove(services, user, proof, visitor)
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


async def _prove(services: "Services", user: User, proof: Proof, visitor: "Visitor") -> None:
    if (await User.get(id=user.id)).password_hash is not None:
        await accounts.prove_password(services, user, proof.password or "", visitor)
    elif (await Session.get(id=proof.session_id)).created_at < datetime.now(UTC) - _FRESH:
        raise SignInAgain
    try:
        await second_factors.prove(services, user, proof.totp, visitor)
    except TotpRequired:
        raise CodeRequired from None
    except TotpWrong:
        raise CodeWrong from None


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
