"""What is written down of every place where something is kept: shapes, and the words that they share."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from career.personal_data.channels import channels_of
from models.record import Record

if TYPE_CHECKING:
    from tortoise.queryset import QuerySet

    from career.storage import Folder

WITH_THE_ACCOUNT: Final = "with the account"
UNTIL_DELETED: Final = "until its person deletes it, or the account is erased"
COPIES_KEPT: Final = timedelta(hours=1)
"""How long a copy of everything lies ready: not longer than it takes to fetch it."""
_EVERY_RECORD: Final = ("id", "created_at", "updated_at")


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with something about a person in it; `whose` is the way from a row to the person's id.

    Each of its columns is given in the copy (`file`), or `withheld` for a reason, or says whose it is.
    """

    record: type[Record]
    holds: str
    whose: str = "user_id"
    file: str
    given: str
    """Names of columns, besides those that every record has."""
    withheld: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    """What the copy says besides the columns, by the path to it."""
    alone: bool = False
    """One row a person, so the file is no list."""
    folder: "Folder | None" = None
    """Where the files are that its rows name."""
    at_once: int = 100
    """Rows of one query; few where one may have a quarter of a megabyte of JSON."""
    erased: str = WITH_THE_ACCOUNT
    kept: str = UNTIL_DELETED

    @property
    def name(self) -> str:
        return self.record._meta.db_table  # noqa: SLF001 - Tortoise says it nowhere else

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that are given."""
        return (*_EVERY_RECORD, *self.given.split())

    @property
    def found_by(self) -> str:
        return self.whose.replace("__", ".").removesuffix("_id")

    async def of(self, user_id: UUID) -> "QuerySet[Record]":
        """All rows of this person."""
        return self.record.filter(**{self.whose: user_id})


class ChannelTable(Table):
    """Rows that name a channel instead of a person."""

    @property
    def found_by(self) -> str:
        return "the channels of one's own things"

    async def of(self, user_id: UUID) -> "QuerySet[Record]":
        return self.record.filter(channel__in=await channels_of(user_id))


@dataclass(frozen=True, kw_only=True)
class Files:
    """A folder of storage, in which each person has one."""

    folder: "Folder"
    holds: str
    given: str
    erased: str = WITH_THE_ACCOUNT
    kept: str


@dataclass(frozen=True, kw_only=True)
class Keys:
    """A family of keys in Redis."""

    name: str
    pattern: re.Pattern[str]
    holds: str
    """Empty when it is nothing about a person."""
    found_by: str = ""
    given: str = ""
    erased: str = ""
    kept: str


def span(life: timedelta) -> str:
    """As a person says it: "30 days", "one hour"."""
    for size, unit in ((86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        count, rest = divmod(int(life.total_seconds()), size)
        if count and not rest:
            return f"{count} {unit}s" if count > 1 else f"one {unit}"
    raise ValueError("nothing is kept for no time")
