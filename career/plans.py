"""What a person may use up in a while; there is one plan, and the settings say what is in it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from career.errors import Exhausted
from career.limiting import Otherwise, Rate, RateExceeded

if TYPE_CHECKING:
    from career.services import Services
    from models.users import User


class QuotaExhausted(Exhausted):
    code = "quota_exhausted"


@dataclass(frozen=True)
class Plan:
    letters_per_day: int
    exports_per_hour: int


def of(services: "Services", user: "User") -> Plan:  # noqa: ARG001 - everybody has the same one
    settings = services.settings
    return Plan(letters_per_day=settings.letters_per_day, exports_per_hour=settings.exports_per_hour)


async def use_letter(services: "Services", user: "User") -> None:
    """Call it last in the transaction that asks for the letter: one that is refused uses nothing up."""
    limit = of(services, user).letters_per_day
    rate = Rate("letters", limit, timedelta(days=1), Otherwise.REFUSE)
    await _use(services, user, rate, f"You may have {limit} letters written a day.")


async def use_export(services: "Services", user: "User") -> None:
    """As `use_letter`, for a file."""
    limit = of(services, user).exports_per_hour
    rate = Rate("exports", limit, timedelta(hours=1), Otherwise.REFUSE)
    await _use(services, user, rate, f"You may make {limit} files an hour.")


async def _use(services: "Services", user: "User", rate: Rate, refusal: str) -> None:
    """Counted in Redis, not by rows: deleting what was made gives nothing back."""
    try:
        await services.limiter.take(rate, str(user.id))
    except RateExceeded as reached:
        raise QuotaExhausted(
            refusal, limit=reached.limit, used=reached.used, resets_at=reached.resets_at
        ) from None
