"""Shapes that several modules of the interface share."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, EmailStr, Field, StringConstraints

from models.status import Status
from models.users import Role


class Given(BaseModel):
    """What a client sends: an unknown member is an error, so that a typing mistake is not ignored."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Shown(BaseModel):
    """What a client gets, made from a record."""

    model_config = ConfigDict(from_attributes=True)


Email = Annotated[EmailStr, Field(max_length=320, examples=["ada@example.org"])]
Password = Annotated[
    str,
    StringConstraints(strip_whitespace=False, min_length=10, max_length=200),
    Field(examples=["correct horse battery"]),
]
Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Ada Lovelace"])]


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


class WorkOut(Shown):
    """Slow work: poll it, or listen on its channel from `stream` on."""

    id: UUID
    status: Status
    created_at: AwareDatetime
    finished_at: AwareDatetime | None
