"""Resume files: stored as they came, refused at the door when they cannot be one."""

import hashlib
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tortoise.exceptions import IntegrityError

from career.errors import Invalid, TooLarge, Unauthenticated, WrongType
from career.reading import guards, refusals
from career.schema.reading import Unreadable, UnreadableReason
from career.slots import SlotDied, SlotTimedOut
from career.storage import Folder, keys
from models.record import new_id
from models.resumes import Resume

if TYPE_CHECKING:
    from career.services import Services
    from models.users import User


_OPENING: Final = timedelta(seconds=10)
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "linkedin": "application/zip",
    "json": "application/json",
    "text": "text/plain",
}


class EmptyFile(Invalid):
    code = "empty"


async def keep(services: "Services", user: "User", *, filename: str, data: bytes) -> Resume:
    """Store an upload: bytes first, row second, so that a row never names a missing file."""
    if len(data) > services.settings.upload_limit_bytes:
        limit = services.settings.upload_limit_bytes / 1_000_000
        raise TooLarge(f"The limit is {limit:g} MB; yours has {len(data) / 1_000_000:.2f} MB.")
    # A stranger's file is opened in a slot, here as in the worker: it may be made to hurt whoever opens it.
    try:
        kind = await services.slots.call(_kind, data, limit=_OPENING)
    except (SlotDied, SlotTimedOut, MemoryError):
        kind = refusals.refusal(UnreadableReason.DAMAGED)
    if isinstance(kind, Unreadable):
        raise _refusal(kind)
    resume_id = new_id()
    key = keys.key(Folder.RESUMES, user.id, resume_id)
    await services.storage.put(key, data)
    try:
        return await Resume.create(
            id=resume_id,
            user=user,
            filename=clean_filename(filename),
            media_type=MEDIA_TYPES[kind],
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            storage_key=key,
        )
    except IntegrityError:
        # The account was erased this very moment.
        await services.storage.delete(key)
        raise Unauthenticated from None


async def remove(services: "Services", resume: Resume) -> None:
    """Row first, bytes second: a file without a row is found by the clean-up, the reverse by a person."""
    await resume.delete()
    await services.storage.delete(resume.storage_key)


def clean_filename(name: str) -> str:
    """A name that is safe in a header and on a disk."""
    last = re.split(r"[\\/]", name)[-1]
    clean = re.sub(r"[^\w .()+-]", "_", last, flags=re.UNICODE).strip(" .")
    return clean[-150:] or "resume"


def _kind(data: bytes) -> str | Unreadable:
    try:
        kind, _ = guards.kind_of(data)
    except refusals.Refused as refused:
        return refusals.refusal(refused.reason)
    return kind.value


def _refusal(unreadable: Unreadable) -> WrongType | EmptyFile | TooLarge:
    text = f"{unreadable.message} {unreadable.hint}".strip()
    match unreadable.reason:
        case UnreadableReason.EMPTY:
            return EmptyFile(text, at="/file")
        case UnreadableReason.TOO_LARGE:
            return TooLarge(text)
        case _:
            return WrongType(text)
