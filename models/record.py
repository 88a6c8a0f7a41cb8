"""What every record has: an id that sorts by the time it was made, and two times."""

import uuid
from typing import TypeAlias

from pydantic import JsonValue
from tortoise import fields
from tortoise.models import Model
from uuid_utils.compat import uuid7

JsonObject: TypeAlias = dict[str, JsonValue]
"""A document kept as JSONB; `career` gives it its shape."""


def new_id() -> uuid.UUID:
    """A version 7 UUID: rows made later sort later, so lists need no second column to page by."""
    return uuid7()


class Record(Model):
    id = fields.UUIDField(primary_key=True, default=new_id)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    class Meta:
        abstract = True
