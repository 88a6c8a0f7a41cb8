"""Putting together what is kept about a person: every table of the inventory, and the files themselves."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from career import profiles, sealed_columns
from career.documents import jsonresume
from career.errors import NotFound
from career.exports import slug
from career.personal_data.readme import readme
from career.personal_data.tables import TABLES
from models.profiles import Profile
from models.shared_documents import SharedDocument

if TYPE_CHECKING:
    from uuid import UUID

    from career.personal_data.archive import Archive, Row
    from career.personal_data.inventory import Table
    from career.services import Services
    from models.personal_copies import PersonalCopy

_TOO_LARGE: Final = "There was no room for it in this copy. You can download it by itself."
_MISSING: Final = "It was deleted while this copy was made, or is no longer kept."
_NO_ROOM: Final = "There was no room for these in this copy."


@dataclass
class _Copy:
    """One copy while it is made; `files` are still to be fetched from storage, by their names in the copy."""

    services: "Services"
    user_id: "UUID"
    archive: "Archive"
    files: dict[str, str] = field(default_factory=dict)
    left_out: list["Row"] = field(default_factory=list)


async def fill(services: "Services", copy: "PersonalCopy", archive: "Archive") -> None:
    """Everything about the person, then what explains it."""
    made = _Copy(services, copy.user_id, archive)
    for table in TABLES:
        await _write(made, table)
    await _write_json_resume(made)
    await _write_files(made)
    await _write_shared_documents(made)
    await archive.add_row("left_out.json", {"items": made.left_out})
    await archive.add("README.txt", readme(copy.created_at, left_out=len(made.left_out)).encode())


async def _write(copy: _Copy, table: "Table") -> None:
    batches = _batches(copy, table)
    if table.alone:
        rows = [row async for batch in batches for row in batch]
        await copy.archive.add_row(table.file, rows[0] if rows else None)
        return
    left_out = await copy.archive.add_rows(table.file, batches)
    if left_out:
        copy.left_out.append({"file": table.file, "rows": left_out, "reason": _NO_ROOM})


async def _batches(copy: _Copy, table: "Table") -> AsyncIterator[list["Row"]]:
    """The rows in the order in which they were made; a few at a time, since each is decoded in the loop."""
    found = (await table.of(copy.user_id)).order_by("id")
    hidden = () if table.folder is None else ("storage_key",)
    rest = found
    while rows := await rest.limit(table.at_once).values(*table.columns, *hidden, **table.beside):
        rest = found.filter(id__gt=rows[-1]["id"])
        vault = copy.services.vault
        opened = [sealed_columns.open_row(vault, table.record, row) for row in rows]
        yield [_with_its_file(copy, table, row) if table.folder else row for row in opened]


def _with_its_file(copy: _Copy, table: "Table", row: "Row") -> "Row":
    """The row with the name of its file in the copy, if there is one and room for it."""
    key, size = row["storage_key"], row["size"]
    shown = {name: value for name, value in row.items() if name != "storage_key"}
    if not isinstance(key, str) or not isinstance(size, int):
        return {**shown, "file": None}
    name = f"files/{table.folder}/{safe_name(str(row['filename']), str(row['id']))}"
    if not copy.archive.reserve(size):
        copy.left_out.append({"file": name, "reason": _TOO_LARGE})
        return {**shown, "file": None}
    copy.files[name] = key
    return {**shown, "file": name}


def safe_name(filename: str, row_id: str) -> str:
    """A name that every system takes and no other file has: what a person called it, and the row's id."""
    stem, _, ending = filename.rpartition(".")
    plain = re.sub(r"[^a-z0-9]", "", ending.lower())[:8] if stem else ""
    return f"{slug(stem or filename)}-{row_id}" + (f".{plain}" if plain else "")


async def _write_json_resume(copy: _Copy) -> None:
    profile = await Profile.filter(user_id=copy.user_id).first()
    written = await asyncio.to_thread(_json_resume, copy.services, profile) if profile else None
    await copy.archive.add_row("json_resume.json", written)


def _json_resume(services: "Services", profile: Profile) -> "Row":
    return jsonresume.to_json_resume(profiles.resume_of(services, profile))


async def _write_files(copy: _Copy) -> None:
    for name, key in copy.files.items():
        try:
            await copy.archive.add(name, await copy.services.storage.get(key))
        except NotFound:
            copy.left_out.append({"file": name, "reason": _MISSING})


async def _write_shared_documents(copy: _Copy) -> None:
    """Each as the Yjs updates of which it is made: any program that reads Yjs puts them together."""
    for document in await SharedDocument.filter(members__user_id=copy.user_id).only("id"):
        kept = await SharedDocument.get_or_none(id=document.id)
        log = await copy.services.feed.documents.load(document.id)
        updates = [kept.snapshot if kept else b"", log.snapshot or b"", *(one.update for one in log.entries)]
        for number, update in enumerate(filter(None, updates), start=1):
            name = f"files/shared_documents/{document.id}/{number:04}.yjs"
            if copy.archive.reserve(len(update)):
                await copy.archive.add(name, bytes(update))
            else:
                copy.left_out.append({"file": name, "reason": _NO_ROOM})
