"""Copies of all that is kept about a person: asked for, made by a job, fetched within an hour."""

import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

import structlog
from tortoise.expressions import Q

from career import audit, mails
from career.errors import Conflict, Unauthenticated, Unavailable
from career.events import CopyFinished
from career.exports import NotReady
from career.jobs import MakePersonalCopy
from career.limiting import Rate
from career.outbox import committing
from career.personal_data import archive, copying
from career.personal_data.inventory import COPIES_KEPT
from career.storage import Folder, keys
from models.audit import AuditKind
from models.mails import MailKind
from models.personal_copies import PersonalCopy
from models.record import new_id
from models.status import OPEN, Status
from models.users import User

if TYPE_CHECKING:
    from career.services import Services
    from career.visitors import Visitor

log = structlog.get_logger()

_A_DAY: Final = Rate("personal_copies", 5, timedelta(days=1))
_LEFT_WAITING: Final = timedelta(seconds=30)
_LEFT_RUNNING: Final = timedelta(minutes=10)
"""Twice as long as its job may take: its worker died, and its lease was lost with the queue."""
_AT_WORK: Final = timedelta(seconds=10)
"""Younger than this, a run is not one whose worker died: its job comes again after 15 s at the earliest."""
_BATCH: Final = 200


class CopyExpired(Conflict):
    code = "copy_expired"

    def __init__(self) -> None:
        super().__init__("This copy lay ready for an hour. Ask for another one.")


async def request(services: "Services", user: User, visitor: "Visitor") -> PersonalCopy:
    """Ask for a copy; one at a time, so a second press gets the first one."""
    async with committing(services) as outbox:
        # Of two presses at once, the second waits here and finds the copy of the first.
        if not await User.filter(id=user.id).select_for_update(no_key=True):
            raise Unauthenticated
        at_work = await PersonalCopy.of(user).filter(status__in=OPEN).first()
        if at_work is not None:
            return at_work
        await services.limiter.take(_A_DAY, str(user.id))
        copy = await PersonalCopy.create(user=user)
        await audit.note(user.id, AuditKind.COPY_REQUESTED, visitor)
        outbox.enqueue(MakePersonalCopy(copy_id=copy.id))
    return copy


async def make(services: "Services", copy_id: UUID) -> None:
    """Make the file; a second run of the same job finds it made, or being made, and stops.

    After a worker died another one goes on while the first may only be slow, so each run has a file of its
    own: the one that ends first has the copy's.
    """
    now = datetime.now(UTC)
    free = Q(status=Status.PENDING) | Q(status=Status.RUNNING, updated_at__lt=now - _AT_WORK)
    if not await PersonalCopy.filter(free, id=copy_id).update(status=Status.RUNNING, updated_at=now):
        return
    try:
        copy = await PersonalCopy.get_or_none(id=copy_id)
        if copy is not None:
            await _make(services, copy)
    except BaseException:
        # Whoever tries again need not wait until this run counts as dead.
        await PersonalCopy.filter(id=copy_id, status=Status.RUNNING).update(status=Status.PENDING)
        raise


async def _make(services: "Services", copy: PersonalCopy) -> None:
    key = keys.key(Folder.COPIES, copy.user_id, copy.id, new_id())
    async with archive.opened(copy.created_at) as zipped:
        await copying.fill(services, copy, zipped)
        packed = await zipped.pack()
        await services.storage.put(key, packed.file)
    if not await _finished(services, copy, packed, key):
        # Another run was faster, or the person was erased: nobody would find this file any more.
        await services.storage.delete(key)


async def _finished(services: "Services", copy: PersonalCopy, packed: archive.Packed, key: str) -> bool:
    """Whether it was this file that became the copy."""
    now = datetime.now(UTC)
    async with committing(services) as outbox:
        user = await User.filter(id=copy.user_id).select_for_update(no_key=True).first()
        if user is None:
            return False
        made = await PersonalCopy.filter(id=copy.id, status=Status.RUNNING).update(
            status=Status.COMPLETED,
            size=packed.size,
            sha256=packed.sha256,
            storage_key=key,
            finished_at=now,
            expires_at=now + COPIES_KEPT,
        )
        if made:
            outbox.publish(f"user:{user.id}", CopyFinished(copy_id=copy.id, status=Status.COMPLETED))
            await mails.post(outbox, user, MailKind.COPY_READY)
    return bool(made)


async def give_up(services: "Services", copy_id: UUID) -> None:
    """After the last try: the person hears that there will be no copy."""
    problem = {"code": "failed", "detail": "The copy could not be made. Ask for another one."}
    now = datetime.now(UTC)
    async with committing(services) as outbox:
        copy = await PersonalCopy.filter(id=copy_id, status__in=OPEN).select_for_update().first()
        if copy is None:
            return
        await PersonalCopy.filter(id=copy_id).update(
            status=Status.FAILED, problem=problem, finished_at=now, expires_at=now + COPIES_KEPT
        )
        outbox.publish(f"user:{copy.user_id}", CopyFinished(copy_id=copy_id, status=Status.FAILED))


async def download(
    services: "Services", user: User, copy: PersonalCopy, visitor: "Visitor"
) -> AsyncIterator[bytes]:
    """The file, piece by piece; one that was damaged breaks off before its last piece."""
    if copy.status is not Status.COMPLETED or copy.storage_key is None or copy.expires_at is None:
        raise NotReady("This copy is not ready.")
    if copy.expires_at < datetime.now(UTC):
        raise CopyExpired
    pieces = await services.storage.pieces(copy.storage_key)
    await audit.note(user.id, AuditKind.COPY_DOWNLOADED, visitor)
    return _checked(pieces, copy.sha256)


async def _checked(pieces: AsyncIterator[bytes], sha256: str | None) -> AsyncIterator[bytes]:
    digest, held = hashlib.sha256(), b""
    async for piece in pieces:
        if held:
            yield held
        digest.update(piece)
        held = piece
    if digest.hexdigest() != sha256:
        log.error("copy_damaged")
        raise Unavailable("The stored file is damaged. Ask for another copy.")
    yield held


async def left_behind() -> list[MakePersonalCopy]:
    """Copies that nobody makes: their job was lost, or its worker died."""
    now = datetime.now(UTC)
    waiting = PersonalCopy.filter(status=Status.PENDING, updated_at__lt=now - _LEFT_WAITING)
    stuck = PersonalCopy.filter(status=Status.RUNNING, updated_at__lt=now - _LEFT_RUNNING)
    rows = [*await waiting.limit(_BATCH), *await stuck.limit(_BATCH)]
    # Not before another while has passed, however often the sweeper comes by.
    await PersonalCopy.filter(id__in=[row.id for row in rows], status=Status.PENDING).update(updated_at=now)
    return [MakePersonalCopy(copy_id=row.id) for row in rows]


async def remove_expired(services: "Services") -> None:
    """Files first, row second: a crash in between leaves a row that is found again."""
    for copy in await PersonalCopy.filter(expires_at__lt=datetime.now(UTC)).limit(_BATCH):
        await services.storage.clear(keys.folder_of(Folder.COPIES, copy.user_id, copy.id))
        await copy.delete()
