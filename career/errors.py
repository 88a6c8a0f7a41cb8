"""What can go wrong in the product: an error says what kind it is, and whether trying again helps.

Use cases and records raise these; each transport translates them once (`server/problems.py`,
`realtime/rpc`, `tasks/registry.py`). `code` is the stable machine-readable name, `status` the number that
HTTP and the sockets answer with alike, `detail` a sentence for the person that never holds a secret,
personal data or document text.
"""

from datetime import datetime, timedelta
from typing import ClassVar


class CareerError(Exception):
    """The root: never raised itself."""

    code: ClassVar[str] = "error"
    status: ClassVar[int]
    temporary: ClassVar[bool] = False
    """Whether the same may be accepted a while later."""
    detail: str

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    def __init_subclass__(cls) -> None:
        if not hasattr(cls, "status"):
            raise TypeError(f"{cls.__name__} needs a `status`, or a kind of error that has one as its base")


class NotFound(CareerError):
    """There is no such thing, or it belongs to somebody else: the two are never told apart."""

    code = "not_found"
    status = 404

    def __init__(self, detail: str = "There is nothing here, or it is not yours to see.") -> None:
        super().__init__(detail)


class Unauthenticated(CareerError):
    """Nobody is signed in, or what was given proves nobody."""

    code = "unauthenticated"
    status = 401

    def __init__(self, detail: str = "Sign in first.") -> None:
        super().__init__(detail)


class Denied(CareerError):
    """Signed in, but this role can never do it."""

    code = "denied"
    status = 403


class EmailUnverified(Denied):
    """Whoever has not shown that the address is theirs opens no further doors to the account."""

    code = "email_unverified"

    def __init__(self) -> None:
        super().__init__("Confirm your e-mail address first.")


class Conflict(CareerError):
    """The state does not allow the move."""

    code = "conflict"
    status = 409


class ClientIdReused(Conflict):
    """The id that a client made for this names something else that it did before."""

    code = "client_id_reused"

    def __init__(self) -> None:
        super().__init__("This client_id was used for something else. Make a new one.")


class Misshapen(CareerError):
    """What was sent has not the shape that its contract asks for; raised by the transports alone."""

    code = "invalid_request"
    status = 422


class Invalid(CareerError):
    """The payload has the right shape but cannot be accepted; `at` is a JSON pointer into it."""

    code = "invalid"
    status = 422

    def __init__(self, detail: str, *, at: str = "") -> None:
        super().__init__(detail)
        self.at = at


class TooLarge(CareerError):
    code = "too_large"
    status = 413


class WrongType(CareerError):
    """The content is of a kind that is not accepted here."""

    code = "wrong_type"
    status = 415


class Exhausted(CareerError):
    """A quota or a rate is used up until `resets_at`."""

    code = "exhausted"
    status = 429
    temporary = True

    def __init__(self, detail: str, *, limit: int, used: int, resets_at: datetime) -> None:
        super().__init__(detail)
        self.limit = limit
        self.used = used
        self.resets_at = resets_at


class Unavailable(CareerError):
    """Something outside does not answer; trying again after `retry_after` may help."""

    code = "unavailable"
    status = 503
    temporary = True

    def __init__(self, detail: str, *, retry_after: timedelta = timedelta(seconds=5)) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
