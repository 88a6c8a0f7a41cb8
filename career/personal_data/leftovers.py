"""What an erased account leaves outside the database: written down with the erasing, removed after it.

Whoever was at work for the person when the account went may still write a file or a piece of text. So
everything is removed again and again for a quarter of an hour, which is longer than any work may take.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog

from career import attempts, generations
from career.errors import Unavailable
from career.feed import Checkpoint, Position
from career.personal_data import channels
from career.storage import keys
from models.generations import Generation
from models.personal_copies import DoomedKind, DoomedObject
from models.status import OPEN

if TYPE_CHECKING:
    from career.services import Services
    from models.users import User

log = structlog.get_logger()

LONGEST_WORK: Final = timedelta(minutes=15)
_BATCH: Final = 2_000
_NEVER: Final = Checkpoint(attempt=2**31 - 1, text="", position=Position(0, ""), at=0.0)
"""A writer that finds an attempt newer than its own stores nothing more, and ends."""


async def doom(services: "Services", user: "User", documents: Iterable[UUID]) -> None:
    """Write down all that is to go, in the transaction that erases the account."""
    written = await Generation.filter(user_id=user.id, status__in=OPEN).only("id")
    doomed = {
        DoomedKind.FILES: [*keys.folders_of(user.id)],
        DoomedKind.CHANNEL: await channels.channels_of(user.id),
        DoomedKind.WRITING: [generations.channel(row.id) for row in written],
        DoomedKind.DOCUMENT: [str(document) for document in documents],
        DoomedKind.COUNTS: [str(user.id), attempts.pseudonym(services, user.email)],
    }
    await DoomedObject.bulk_create(
        DoomedObject(kind=kind, name=name) for kind, names in doomed.items() for name in names
    )


async def remove(services: "Services") -> None:
    """Remove what is written down, what waits longest first; what cannot be removed now stays for later."""
    now = datetime.now(UTC)
    rows = await DoomedObject.all().order_by("updated_at").limit(_BATCH)
    for kind, clear in _CLEARING.items():
        doomed = [row for row in rows if row.kind is kind]
        try:
            await clear(services, [row.name for row in doomed])
        except Unavailable:
            log.warning("leftovers_stay", kind=kind, count=len(doomed))
            continue
        settled = DoomedObject.filter(id__in=[row.id for row in doomed])
        await settled.filter(created_at__lt=now - LONGEST_WORK).delete()
        await settled.update(updated_at=now)


async def _files(services: "Services", folders: list[str]) -> None:
    for folder in folders:
        await services.storage.clear(folder)


async def _journals(services: "Services", names: list[str]) -> None:
    if names:
        await services.feed.forget(names)


async def _texts(services: "Services", names: list[str]) -> None:
    for name in names:
        await services.feed.texts.save(name, _NEVER)


async def _documents(services: "Services", names: list[str]) -> None:
    await services.feed.documents.forget(list(map(UUID, names)))


async def _counts(services: "Services", subjects: list[str]) -> None:
    if subjects:
        await services.limiter.forget_all(subjects)


_CLEARING: Final[Mapping[DoomedKind, Callable[["Services", list[str]], Awaitable[None]]]] = {
    DoomedKind.FILES: _files,
    DoomedKind.CHANNEL: _journals,
    DoomedKind.WRITING: _texts,
    DoomedKind.DOCUMENT: _documents,
    DoomedKind.COUNTS: _counts,
}
"""In this order: a text is forgotten with its channel, before its writer is told to end."""
