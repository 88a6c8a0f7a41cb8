"""The texts of a generation as they once stood."""

from typing import TYPE_CHECKING

from career import sealed_columns
from models.generations import GenerationVersion, MadeBy
from models.record import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from career.services import Services


async def keep_version(
    services: "Services", generation_id: "UUID", *, number: int, text: str, made_by: MadeBy
) -> None:
    row_id = new_id()
    await GenerationVersion.create(
        id=row_id,
        generation_id=generation_id,
        number=number,
        text=sealed_columns.VERSION.seal(services.vault, row_id, text),
        made_by=made_by,
    )
