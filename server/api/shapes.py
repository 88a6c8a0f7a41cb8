"""Shapes that several modules of the interface share."""

import unicodedata
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, EmailStr, Field, StringConstraints

from career.passwords import LONGEST, SHORTEST
from career.proofs import Proof
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
OwnPassword = Annotated[
    str,
    StringConstraints(strip_whitespace=False, max_length=LONGEST),
    Field(examples=["correct horse battery"]),
]
"""One that exists already, as it was typed: spaces at its ends are part of it."""
OwnCode = Annotated[
    str,
    Field(
        max_length=40,
        description="A code of the authenticator app or a recovery code, where one is asked for.",
        examples=["492039"],
    ),
]
Name = Annotated[
    str, Field(min_length=1, max_length=200, examples=["Ada Lovelace"]), AfterValidator(_one_line)
]


class ProofIn(Given):
    """What shows once more that it is oneself who is signed in."""

    password: OwnPassword | None = Field(default=None, description="Where there is one.")
    totp: OwnCode | None = None

    def of(self, session_id: UUID) -> Proof:
        return Proof(session_id, password=self.password, totp=self.totp)


class UserOut(Shown):
    id: UUID
    email: str = Field(examples=["ada@example.org"])
    name: str = Field(examples=["Ada Lovelace"])
    role: Role
    email_verified: bool
    has_password: bool = Field(description="Whoever signs in by a provider alone has none.")
    created_at: AwareDatetime


class StreamOut(BaseModel):
    """A position on a channel: events after it are news to whoever holds this answer."""

    offset: int = Field(examples=[12])
    epoch: str = Field(examples=["qhzvbkta"])
