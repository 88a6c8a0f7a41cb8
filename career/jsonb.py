"""What PostgreSQL can keep of a document: JSON without the character NUL, in numbers of 64 bits."""

import re
from typing import Final, cast

import orjson
from pydantic import JsonValue

from career.errors import Invalid
from models.record import JsonObject

NUL: Final = re.compile(rb"\x00|(?<!\\)(?:\\\\)*\\u0000")
"""The character in JSON; an escaped backslash before `u0000` is just a text about it."""


def storable(document: JsonObject) -> JsonObject:
    """The document as it can be stored and read back; raises `Invalid` for a number that cannot.

    Files and pages of strangers hold NUL and halves of surrogate pairs; nobody sees them, and they go.
    """
    if _is_plain(document):
        return document
    clean = cast("JsonObject", _clean(document))
    if not _is_plain(clean):
        raise Invalid("A number in this document is too large to be kept.")
    return clean


def _is_plain(document: JsonObject) -> bool:
    try:
        return not NUL.search(orjson.dumps(document))
    except TypeError:
        return False


def _clean(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return value.replace("\x00", "").encode("utf-8", "ignore").decode()
        case list():
            return [_clean(item) for item in value]
        case dict():
            return {str(_clean(key)): _clean(item) for key, item in value.items()}
        case _:
            return value
