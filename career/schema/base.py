"""What every shape shares: it is frozen, and an undeclared member fails where it is made."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

PartialDate = Annotated[
    str, StringConstraints(pattern=r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
]
"""`YYYY`, `YYYY-MM` or `YYYY-MM-DD`: a resume often knows no more, and a missing day is never made up."""


class Shape(BaseModel):
    """A value: equal when its members are equal, never changed after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")
