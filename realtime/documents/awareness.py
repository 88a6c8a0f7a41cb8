"""Who is in a document and where: cursors that the browsers tell each other, and that nobody stores."""

import json
import time
from typing import NamedTuple, NoReturn

from realtime.documents.protocol import Malformed, chunk, sized, varint, written

GONE = "null"
_OUTDATED = 30.0
"""Seconds after which browsers forget somebody who said nothing; each repeats itself after 15."""
_MOST = 128
"""Clients remembered of a document; a socket is one of them, unless it lies."""


class State(NamedTuple):
    """What a client says of itself, as JSON; of two, the one with the greater clock is newer."""

    client: int
    clock: int
    value: str


def states(payload: bytes) -> list[State]:
    """Checked to the last byte: a browser that cannot read what it hears stops listening."""
    count, at = varint(payload, 0)
    found = []
    for _ in range(count):
        client, at = varint(payload, at)
        clock, at = varint(payload, at)
        value, at = chunk(payload, at)
        found.append(State(client, clock, _json(value)))
    if at != len(payload):
        raise Malformed("something after its states")
    return found


def packed(found: list[State]) -> bytes:
    return written(len(found)) + b"".join(
        written(client) + written(clock) + sized(value.encode()) for client, clock, value in found
    )


class Company:
    """Whoever was heard lately, so that a newcomer need not wait until all have repeated themselves."""

    def __init__(self) -> None:
        self._heard: dict[int, tuple[State, float]] = {}

    def hear(self, payload: bytes) -> None:
        now = time.monotonic()
        for state in states(payload):
            # The oldest come first.
            self._heard.pop(state.client, None)
            if state.value != GONE:
                self._heard[state.client] = (state, now)
        while len(self._heard) > _MOST:
            del self._heard[next(iter(self._heard))]

    def present(self) -> list[State]:
        since = time.monotonic() - _OUTDATED
        return [state for state, at in self._heard.values() if at > since]


def _json(value: bytes) -> str:
    try:
        text = value.decode()
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Malformed("a state that is no JSON") from None
    return text


def _refuse(_constant: str) -> NoReturn:
    raise Malformed("a number that JSON does not know")
