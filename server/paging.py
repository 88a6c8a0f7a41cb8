"""Lists by cursor: the next page begins after the last row of this one, whatever was added meanwhile."""

import base64
import binascii
import uuid
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from models.record import Record

if TYPE_CHECKING:
    from tortoise.queryset import QuerySet

ItemT = TypeVar("ItemT", bound=BaseModel)
RecordT = TypeVar("RecordT", bound=Record)


def _readable(cursor: str) -> str:
    position(cursor)
    return cursor


def position(cursor: str) -> uuid.UUID:
    """The id behind a cursor; raises `ValueError` for one that we did not make."""
    try:
        return uuid.UUID(bytes=base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise ValueError("this cursor was not made by a list of ours") from None


def cursor(last: uuid.UUID) -> str:
    return base64.urlsafe_b64encode(last.bytes).decode().rstrip("=")


class Paging(BaseModel):
    """What every list takes; lists with filters extend it."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=20, ge=1, le=100)
    cursor: Annotated[str, AfterValidator(_readable)] | None = Field(
        default=None, description="`next` of the page before.", max_length=64
    )

    @property
    def after(self) -> uuid.UUID | None:
        return position(self.cursor) if self.cursor else None


async def newest(found: "QuerySet[RecordT]", paging: Paging) -> tuple[list[RecordT], str | None]:
    """The rows of one page, newest first, and the cursor of the next one if there is any."""
    if paging.after:
        found = found.filter(id__lt=paging.after)
    # One more than is shown tells whether there is a next page, without counting.
    rows = await found.order_by("-id").limit(paging.limit + 1)
    page = rows[: paging.limit]
    return page, cursor(page[-1].id) if len(rows) > paging.limit else None


class Page(BaseModel, Generic[ItemT]):
    """`next` is the cursor of the following page; `total` is null where counting would cost too much."""

    items: list[ItemT]
    next: str | None = None
    total: int | None = None
