"""What can go wrong in the product: an error says what kind it is, and whether trying again helps.

Use cases and records raise these; each transport translates them once (`server/problems.py`,
`realtime/rpc.py`, `tasks/registry.py`). `code` is the stable machine-readable name, `detail` a sentence
for the person that never holds a secret, personal data or document text.
"""

from datetime import datetime, timedelta
from typing import ClassVar


class CareerError(Exception):
    """The root: never raised itself."""

    code: ClassVar[str] = "error"
    detail: str

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NotFound(CareerError):
    """There is no such thing, or it belongs to somebody else: the two are never told apart."""

    code = "not_found"

    def __init__(self, detail: str = "There is nothing here, or it is not yours to see.") -> None:
        super().__init__(detail)


class Unauthenticated(CareerError):
    """Nobody is signed in, or what was given proves nobody."""

    code = "unauthenticated"

    def __init__(self, detail: str = "Sign in first.") -> None:
        super().__init__(detail)


class Denied(CareerError):
    """Signed in, but this role can never do it."""

    code = "denied"


class Conflict(CareerError):
    """The state does not allow the move."""

    code = "conflict"


class Invalid(CareerError):
    """The payload has the right shape but cannot be accepted; `at` is a JSON pointer into it."""

    code = "invalid"

    def __init__(self, detail: str, *, at: str = "") -> None:
        super().__init__(detail)
        self.at = at


class TooLarge(CareerError):
    code = "too_large"


class WrongType(CareerError):
    """The content is of a kind that is not accepted here."""

    code = "wrong_type"


class Exhausted(CareerError):
    """A quota or a rate is used up until `resets_at`."""

    code = "exhausted"

    def __init__(self, detail: str, *, limit: int, used: int, resets_at: datetime) -> None:
        super().__init__(detail)
        self.limit = limit
        self.used = used
        self.resets_at = resets_at


class Unavailable(CareerError):
    """Something outside does not answer; trying again after `retry_after` may help."""

    code = "unavailable"

    def __init__(self, detail: str, *, retry_after: timedelta = timedelta(seconds=5)) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
