"""The providers that a person has connected."""

from typing import TYPE_CHECKING
from uuid import UUID

from career import audit, mails
from career.errors import Conflict, NotFound
from career.outbox import committing
from models.audit import AuditKind
from models.identities import Identity
from models.mails import MailKind
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from career.visitors import Visitor


class LastWayIn(Conflict):
    code = "last_way_in"

    def __init__(self) -> None:
        super().__init__("You could not sign in any more. Set a password first.")


def label_of(services: "Services", identity: Identity) -> str:
    """The provider may have been taken out of the settings since."""
    provider = services.providers.get(identity.provider)
    return provider.label if provider else identity.provider


async def disconnect(services: "Services", user: User, identity_id: UUID, visitor: "Visitor") -> None:
    """Never the last way into the account."""
    async with committing(services) as outbox:
        # Of two who disconnect at once, the second waits here, and sees what is left then.
        holder = await User.filter(id=user.id).select_for_update(no_key=True).first()
        mine = await Identity.of(user)
        found = next((identity for identity in mine if identity.id == identity_id), None)
        if found is None or holder is None:
            raise NotFound
        if len(mine) == 1 and not holder.has_password:
            raise LastWayIn
        await found.delete()
        label = label_of(services, found)
        await audit.note(user.id, AuditKind.PROVIDER_UNLINKED, visitor, provider=label)
        await mails.post(
            outbox,
            user,
            MailKind.PROVIDER_UNLINKED,
            provider=label,
            device=visitor.device,
            place=visitor.place,
        )
