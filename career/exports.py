"""Files made of documents: asked for, printed in a slot by a job, kept for a while, checked going out."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from tortoise.expressions import F

from career import generations, plans, printing, profiles, sealed_columns
from career.errors import Conflict, Invalid, NotFound, Unavailable
from career.events import ExportFinished
from career.generations import NotWritten
from career.jobs import MakeExport
from career.outbox import committing
from career.storage import Folder, keys
from models.exports import Export
from models.generations import Generation, Kind
from models.status import OPEN, Status
from models.users import User

if TYPE_CHECKING:
    from career.services import Services

MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}
KEPT: Final = timedelta(days=30)
_PRINTING: Final = timedelta(seconds=40)
_LETTER_PAPER: Final = frozenset({"US", "CA", "MX", "PH"})


class NotReady(Conflict):
    code = "not_ready"


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What to print, and how; without a generation it is the profile."""

    generation_id: UUID | None
    format: str
    template: str | None
    paper: str | None


async def request(services: "Services", user: User, draft: Draft) -> Export:
    """Ask for a file."""
    generation = None
    if draft.generation_id is not None:
        generation = await Generation.of(user).get_or_none(id=draft.generation_id)
        if generation is None:
            raise NotFound
        if generation.status.open or not generation.text:
            raise NotWritten
        if generation.kind is Kind.COVER_LETTER and draft.format == "json":
            raise Invalid("JSON Resume has no letters. Choose another format.", at="/format")
    else:
        await profiles.filled(services, user)
    usual = "letter" if services.settings.region in _LETTER_PAPER else "a4"
    async with committing(services) as outbox:
        export = await Export.create(
            user=user,
            generation=generation,
            format=draft.format,
            template=draft.template or (generation.template if generation else "modern"),
            paper=draft.paper or usual,
        )
        await plans.use_export(services, user)
        outbox.enqueue(MakeExport(export_id=export.id))
    return export


async def make(services: "Services", export_id: UUID) -> None:
    """Print the file; a second run of the same job finds it printed and stops."""
    export = (
        await Export.filter(id=export_id, status__in=OPEN).select_related("user", "generation__job").first()
    )
    if export is None:
        return
    await Export.filter(id=export_id).update(status=Status.RUNNING)
    order = await _order(services, export)
    printed = await services.slots.call(printing.print_document, order, limit=_PRINTING)
    key = keys.key(Folder.EXPORTS, export.user_id, export.id)
    await services.storage.put(key, printed.data)
    async with committing(services) as outbox:
        now = datetime.now(UTC)
        made = await Export.filter(id=export_id, status=Status.RUNNING).update(
            status=Status.COMPLETED,
            filename=f"{printed.name}.{export.format}",
            size=len(printed.data),
            sha256=hashlib.sha256(printed.data).hexdigest(),
            storage_key=key,
            proof={"words_back": printed.words_back, "findings": list(printed.findings)},
            finished_at=now,
            expires_at=now + KEPT,
        )
        if made:
            outbox.publish(
                f"user:{export.user_id}", ExportFinished(export_id=export_id, status=Status.COMPLETED)
            )
    if not made and not await Export.filter(id=export_id).exists():
        # Deleted while it was printed: nobody would find its file any more.
        await services.storage.delete(key)


async def give_up(services: "Services", export_id: UUID) -> None:
    """After the last try: the person hears that there will be no file."""
    problem = {"code": "failed", "detail": "This file could not be made. Try another template or format."}
    async with committing(services) as outbox:
        export = await Export.filter(id=export_id, status__in=OPEN).first()
        if export is None:
            return
        await Export.filter(id=export_id).update(
            status=Status.FAILED, problem=problem, finished_at=datetime.now(UTC)
        )
        outbox.publish(f"user:{export.user_id}", ExportFinished(export_id=export_id, status=Status.FAILED))


async def download(services: "Services", export: Export) -> bytes:
    """The bytes, if they are still those that were printed."""
    if export.status is not Status.COMPLETED or export.storage_key is None:
        raise NotReady("This file is not ready.")
    data = await services.storage.get(export.storage_key)
    if hashlib.sha256(data).hexdigest() != export.sha256:
        raise Unavailable("The stored file is damaged. Make it again.")
    await Export.filter(id=export.id).update(downloads=F("downloads") + 1)
    return data


async def remove(services: "Services", export: Export) -> None:
    await export.delete()
    if export.storage_key:
        await services.storage.delete(export.storage_key)


async def _order(services: "Services", export: Export) -> printing.Order:
    """Everything that a slot needs to print, and nothing that it would have to fetch."""
    generation = export.generation
    letter = None
    if generation is None:
        resume = profiles.resume_of(services, await profiles.of(services, export.user))
        title = "resume"
    else:
        resume, title = generations.variant(services, generation), generation.job.title
        if generation.kind is Kind.COVER_LETTER:
            stored = generation.letter if isinstance(generation.letter, dict) else {}
            letter = printing.LetterOrder(
                text=sealed_columns.TEXT.open(services.vault, generation),
                addressee=str(stored.get("addressee") or ""),
                subject=str(stored.get("subject") or ""),
                salutation=str(stored.get("salutation") or ""),
                valediction=str(stored.get("valediction") or ""),
            )
    return printing.Order(
        resume=resume,
        letter=letter,
        format=export.format,
        template=export.template,
        paper=export.paper,
        day=export.created_at.date(),
        language=generation.language if generation else "en",
        name=slug(resume.basics.name, "letter" if letter else "", title),
    )


def slug(*parts: str | None) -> str:
    """A file name that every system takes: ASCII words with hyphens."""
    plain = unicodedata.normalize("NFKD", " ".join(filter(None, parts))).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].strip("-") or "document"


def templates() -> tuple[printing.TemplateInfo, ...]:
    return printing.TEMPLATES


async def preview(services: "Services", name: str) -> bytes:
    """A picture of a design, filled with an invented person."""
    if name not in {template.name for template in printing.TEMPLATES}:
        raise NotFound
    return await services.slots.call(printing.preview, name, limit=_PRINTING)
