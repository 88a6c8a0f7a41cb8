"""The frames of y-protocols, as y-websocket sends and expects them: pure, no I/O.

A frame is a varint for its kind (0 sync, 1 awareness, 3 query awareness), for sync another one (0 step1,
1 step2, 2 update), and a payload after its length. Varints are little endian in groups of seven bits.
"""

from dataclasses import dataclass
from typing import TypeAlias

from realtime.protocol import Closing

MALFORMED = Closing(4400, "bad request")
NOT_SIGNED_IN = Closing(4401, "sign in")
NOT_A_MEMBER = Closing(4403, "permission denied")
TOO_LARGE = Closing(4413, "too large")
UNAVAILABLE = Closing(4503, "unavailable")
"""y-websocket stops at 4400 to 4499, and comes back after every other code."""

_SYNC, _AWARENESS, _QUERY = 0, 1, 3
_STEP_1, _STEP_2, _UPDATE = 0, 1, 2
_LARGEST = 2**53 - 1
"""What a JavaScript number holds exactly."""


class Malformed(ValueError):
    """No frame of this protocol; the message is ours and quotes nothing of it."""


@dataclass(frozen=True, slots=True)
class StepOne:
    """The client has this much, by its state vector."""

    state: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """Something written, in answer to a step1 or just now: the two are handled alike."""

    update: bytes


@dataclass(frozen=True, slots=True)
class Awareness:
    payload: bytes


@dataclass(frozen=True, slots=True)
class Query:
    """The client asks who is there."""


Frame: TypeAlias = StepOne | Update | Awareness | Query


def read(frame: bytes) -> Frame:
    kind, at = varint(frame, 0)
    if kind == _SYNC:
        step, at = varint(frame, at)
        if step == _STEP_1:
            return StepOne(_rest(frame, at))
        if step in {_STEP_2, _UPDATE}:
            return Update(_rest(frame, at))
    elif kind == _AWARENESS:
        return Awareness(_rest(frame, at))
    elif kind == _QUERY and at == len(frame):
        return Query()
    raise Malformed("an unknown kind of frame")


def step_one(state: bytes) -> bytes:
    return bytes((_SYNC, _STEP_1)) + sized(state)


def step_two(update: bytes) -> bytes:
    return bytes((_SYNC, _STEP_2)) + sized(update)


def update_frame(update: bytes) -> bytes:
    return bytes((_SYNC, _UPDATE)) + sized(update)


def awareness_frame(payload: bytes) -> bytes:
    return bytes((_AWARENESS,)) + sized(payload)


def sized(payload: bytes) -> bytes:
    """With its length before it."""
    return written(len(payload)) + payload


def written(number: int) -> bytes:
    """A number as a varint."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """The number at this place, and the place after it."""
    number = shift = 0
    while at < len(data):
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        shift += 7
        if number > _LARGEST:
            raise Malformed("a number too large")
        if byte < 0x80:
            return number, at
        # Groups of nothing would never grow the number, and never end.
        if shift > 63:
            raise Malformed("a number too long")
    raise Malformed("it ends in a number")


def chunk(data: bytes, at: int) -> tuple[bytes, int]:
    """The sized bytes at this place, and the place after them."""
    length, at = varint(data, at)
    if length > len(data) - at:
        raise Malformed("it ends in its payload")
    return data[at : at + length], at + length


def _rest(frame: bytes, at: int) -> bytes:
    payload, at = chunk(frame, at)
    if at != len(frame):
        raise Malformed("something after its payload")
    return payload
