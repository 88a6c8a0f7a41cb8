"""Shapes that several modules of the interface share."""

import unicodedata
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, EmailStr, Field, StringConstraints

from career.passwords import LONGEST, SHORTEST
from models.users import Role


class Given(BaseModel):
    """What a client sends: an unknown member is an error, so that a typing mistake is not ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Shown(BaseModel):
    """What a client gets, made from a record."""

    model_config = ConfigDict(from_attributes=True)


_JOINERS = "\u200c\u200d"
"""Invisible, but needed to write names in some scripts."""


def _one_line(name: str) -> str:
    """Others see a name beside their own: it may not break their line, turn it around or be invisible."""
    hidden = {letter for letter in name if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"}}
    if hidden - {*_JOINERS} or not any(letter.isprintable() for letter in name):
        raise ValueError("use visible characters, in one line")
    return name


Email = Annotated[EmailStr, Field(max_length=320, examples=["ada@example.org"])]
Password = Annotated[
    str,
    StringConstraints(strip_whitespace=False, min_length=SHORTEST, max_length=LONGEST),
    Field(examples=["correct horse battery"]),
]
Name = Annotated[
    str, Field(min_length=1, max_length=200, examples=["Ada Lovelace"]), AfterValidator(_one_line)
]


class UserOut(Shown):
    id: UUID
    email: str = Field(examples=["ada@example.org"])
    name: str = Field(examples=["Ada Lovelace"])
    role: Role
    email_verified: bool
    created_at: AwareDatetime


class StreamOut(BaseModel):
    """A position on a channel: events after it are news to whoever holds this answer."""

    offset: int = Field(examples=[12])
    epoch: str = Field(examples=["qhzvbkta"])
