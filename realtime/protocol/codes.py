"""What goes wrong, in the protocol's numbers: error replies, close codes, ends of subscriptions."""

from typing import NamedTuple


class Refusal(Exception):
    """An error reply. The SDK tries a `temporary` one again."""

    def __init__(self, code: int, message: str, *, temporary: bool = False) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.temporary = temporary


def internal_error() -> Refusal:
    return Refusal(100, "internal server error", temporary=True)


def unknown_channel() -> Refusal:
    return Refusal(102, "unknown channel")


def permission_denied() -> Refusal:
    return Refusal(103, "permission denied")


def method_not_found() -> Refusal:
    return Refusal(104, "method not found")


def already_subscribed() -> Refusal:
    return Refusal(105, "already subscribed")


def limit_exceeded() -> Refusal:
    return Refusal(106, "limit exceeded")


def bad_request() -> Refusal:
    return Refusal(107, "bad request")


def not_available() -> Refusal:
    return Refusal(108, "not available")


def token_expired() -> Refusal:
    return Refusal(109, "token expired")


def too_many_requests() -> Refusal:
    return Refusal(111, "too many requests", temporary=True)


def unrecoverable_position() -> Refusal:
    return Refusal(112, "unrecoverable position")


class Closing(NamedTuple):
    """A close code and its reason: plain text, never JSON."""

    code: int
    reason: str


CLOSED = Closing(3000, "connection closed")
SHUTDOWN = Closing(3001, "shutdown")
EXPIRED = Closing(3005, "expired")
SLOW = Closing(3008, "slow")
WRITE_ERROR = Closing(3009, "write error")
INSUFFICIENT = Closing(3010, "insufficient state")
NO_PONG = Closing(3012, "no pong")
TOO_MANY = Closing(3013, "too many requests")
INVALIDATED = Closing(3014, "state invalidated")
INVALID_TOKEN = Closing(3500, "invalid token")
BAD_REQUEST = Closing(3501, "bad request")
STALE = Closing(3502, "stale")
FORCED = Closing(3503, "force disconnect")
CONNECTION_LIMIT = Closing(3504, "connection limit")
TOO_BIG = Closing(1009, "message too big")

UNSUBSCRIBED = Closing(2000, "server unsubscribe")
UNSUBSCRIBED_INSUFFICIENT = Closing(2500, "insufficient state")
UNSUBSCRIBED_INVALIDATED = Closing(2502, "state invalidated")
