"""What a browser carries for us between two requests: sealed, so that it can neither read nor change it."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Final, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from career.vault import SealBroken

if TYPE_CHECKING:
    from career.services import Services

LIFE: Final = timedelta(minutes=10)


def _later() -> datetime:
    return datetime.now(UTC) + LIFE


class Carried(BaseModel):
    """Kept nowhere else; good for ten minutes, and only for what its `ABOUT` names."""

    model_config = ConfigDict(frozen=True)

    ABOUT: ClassVar[str]

    until: AwareDatetime = Field(default_factory=_later)

    def seal(self, services: "Services") -> str:
        return services.vault.seal(self.model_dump_json(), about=self.ABOUT)

    @classmethod
    def open(cls, services: "Services", sealed: str) -> Self | None:
        """`None` for one that is not ours, or of another time."""
        try:
            carried = cls.model_validate_json(services.vault.open(sealed, about=cls.ABOUT))
        except (SealBroken, ValidationError):
            return None
        return carried if carried.until > datetime.now(UTC) else None
