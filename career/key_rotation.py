"""Sealing anew, with the newest key, whatever an older one sealed or nobody did."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tortoise.transactions import in_transaction

from career.sealed_columns import COLUMNS
from career.vault import SealBroken, Vault

if TYPE_CHECKING:
    from uuid import UUID

    from career.sealed_columns import Column

_AT_ONCE: Final = 500


@dataclass
class Rotation:
    """Rows by their column: sealed anew, and those whose key is no longer in the ring."""

    renewed: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)


async def rotate(vault: Vault) -> Rotation:
    """Go through every sealed column, while everybody goes on working; a second time finds nothing to do."""
    rotation = Rotation()
    for column in COLUMNS:
        rows = column.record.all().order_by("id").limit(_AT_ONCE)
        page = await rows.only("id")
        while page:
            for row in page:
                await _renew(vault, column, row.id, rotation)
            page = await rows.filter(id__gt=page[-1].id).only("id")
    return rotation


async def _renew(vault: Vault, column: "Column", row_id: "UUID", rotation: Rotation) -> None:
    async with in_transaction():
        # Whoever saves the row meanwhile waits, and seals with the newest key; nothing is overwritten.
        row = await column.record.filter(id=row_id).select_for_update(no_key=True).first()
        try:
            renewed = column.resealed(vault, row) if row else None
        except SealBroken:
            rotation.broken[column.place] += 1
            return
        if renewed is not None:
            await column.record.filter(id=row_id).update(**{column.column: renewed})
            rotation.renewed[column.place] += 1
