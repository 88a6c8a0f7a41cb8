"""Editing what was written: by hand, and by accepting or rejecting its changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tortoise.transactions import in_transaction

from career import merging, postings, sealed_columns
from career.errors import Invalid
from career.generations.composing import base_of, score, text_of
from career.generations.requests import NotWritten
from career.generations.versions import keep_version
from career.profiles import StaleVersion
from career.schema.resume import Resume
from career.writing import tailoring
from career.writing.tailoring import Change, State
from models.generations import Generation, Kind, MadeBy

if TYPE_CHECKING:
    from career.services import Services


def variant(services: "Services", row: Generation) -> Resume:
    """The profile of that day with the accepted changes, and what the person wrote over it."""
    base = base_of(services, row)
    changes = [Change.model_validate(change) for change in row.changes]
    edits = sealed_columns.EDITS.open(services.vault, row)
    return merging.edited(tailoring.apply(base, changes), {path: str(text) for path, text in edits.items()})


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What a person changed: the `text` of a letter, texts of a resume by their paths, how it looks."""

    text: str | None = None
    edits: Mapping[str, str] | None = None
    template: str | None = None


async def edit(services: "Services", row: Generation, wish: Edit, *, version: int) -> Generation:
    """Save what the person wrote; every text is kept, and no save overwrites one that it has not seen."""
    if row.status.open:
        raise NotWritten
    text = wish.text
    if text is not None and row.kind is Kind.RESUME:
        raise Invalid("A resume is edited by its parts: send `edits`.", at="/text")
    if wish.edits and row.kind is Kind.COVER_LETTER:
        raise Invalid("A letter is edited as a whole: send `text`.", at="/edits")
    if wish.edits:
        edits = {**sealed_columns.EDITS.open(services.vault, row), **wish.edits}
        row.edits = sealed_columns.EDITS.seal(services.vault, row.id, edits)
        text = text_of(variant(services, row))
    row.template = wish.template or row.template
    if text is None or text == sealed_columns.TEXT.open(services.vault, row):
        await Generation.filter(id=row.id).update(template=row.template)
        return await Generation.get(id=row.id)
    return await _keep(services, row, version, text)


async def decide(
    services: "Services", row: Generation, *, accepted: Sequence[str], rejected: Sequence[str]
) -> Generation:
    """Settle changes; each can be settled again, since the base stays."""
    if row.status.open or row.kind is not Kind.RESUME:
        raise NotWritten
    settled = {**dict.fromkeys(accepted, State.ACCEPTED), **dict.fromkeys(rejected, State.REJECTED)}
    changes = [Change.model_validate(change) for change in row.changes]
    unknown = set(settled) - {change.id for change in changes}
    if unknown:
        raise Invalid("There is no such change.", at="/accepted")
    # What the fact gate refused stays refused, whoever asks for it.
    wanted = [
        change.model_copy(update={"state": settled.get(change.id, change.state)})
        if change.state is not State.REFUSED
        else change
        for change in changes
    ]
    # Those that rest on one that was left become stale, and are told so.
    _, settled_changes = tailoring.settle(base_of(services, row), wanted)
    row.changes = [change.model_dump(mode="json") for change in settled_changes]
    tailored = variant(services, row)
    row.score_after = await score(services, tailored, postings.posting_of(await row.job))
    return await _keep(services, row, row.number, text_of(tailored))


async def _keep(services: "Services", row: Generation, version: int, text: str) -> Generation:
    async with in_transaction():
        saved = await Generation.filter(id=row.id, number=version).update(
            text=sealed_columns.TEXT.seal(services.vault, row.id, text),
            changes=row.changes,
            score_after=row.score_after,
            edits=row.edits,
            template=row.template,
            number=version + 1,
            edited=True,
        )
        if not saved:
            raise StaleVersion
        await keep_version(services, row.id, number=version + 1, text=text, made_by=MadeBy.PERSON)
    return await Generation.get(id=row.id)
