"""Frames from a client, read with checks; no I/O.

Unknown fields are ignored; a field of a wrong type is the end of the connection, because nothing can be
answered that the client understands.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import orjson

from career.feed import Position

Fields: TypeAlias = Mapping[str, object]

LARGEST_NUMBER = 2**53 - 1
"""Beyond it JavaScript cannot tell two integers apart."""
_LARGEST_ID = 2**32 - 1
_MANY_DIGITS = re.compile(r"\d{16}")
"""Only a frame with so many in a row can hold a number that is too large."""


class Malformed(Exception):
    """Not a frame of this protocol."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """Where a client stands. `flag & 2`: it can load the state itself and wants error 112 instead of a no."""

    recover: bool = False
    offset: int = 0
    epoch: str = ""
    flag: int = 0

    @property
    def loads_state(self) -> bool:
        return bool(self.flag & 2)


@dataclass(frozen=True, slots=True)
class Connect:
    id: int
    token: str
    subs: Mapping[str, Recovery]


@dataclass(frozen=True, slots=True)
class Subscribe:
    """`token`: what opens this channel to its bearer, where such tokens are given out."""

    id: int
    channel: str
    recovery: Recovery
    token: str = ""


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    id: int
    channel: str


@dataclass(frozen=True, slots=True)
class Publish:
    id: int
    channel: str
    data: object = None


@dataclass(frozen=True, slots=True)
class Presence:
    id: int
    channel: str


@dataclass(frozen=True, slots=True)
class PresenceStats:
    id: int
    channel: str


@dataclass(frozen=True, slots=True)
class HistoryOf:
    """`limit` 0 asks for the position alone, -1 for everything."""

    id: int
    channel: str
    limit: int
    since: Position | None
    reverse: bool


@dataclass(frozen=True, slots=True)
class Rpc:
    id: int
    method: str
    data: object


@dataclass(frozen=True, slots=True)
class Refresh:
    id: int
    token: str


@dataclass(frozen=True, slots=True)
class SubRefresh:
    id: int
    channel: str


@dataclass(frozen=True, slots=True)
class Send:
    """A message that expects no reply."""

    id: int = 0


@dataclass(frozen=True, slots=True)
class Pong:
    id: int = 0


Request: TypeAlias = (
    Connect
    | Subscribe
    | Unsubscribe
    | Publish
    | Presence
    | PresenceStats
    | HistoryOf
    | Rpc
    | Refresh
    | SubRefresh
    | Send
    | Pong
)


def requests(frame: str) -> list[Request]:
    """The commands of one text frame, one JSON object a line; `Malformed` when any of them is none."""
    return [_request(line) for line in frame.removesuffix("\n").split("\n")]


def _request(line: str) -> Request:
    try:
        # orjson refuses NaN, infinities, lone surrogates and nesting deeper than 1024 by itself.
        command = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise Malformed("not JSON") from error
    if not isinstance(command, dict):
        raise Malformed("not an object")
    if _MANY_DIGITS.search(line):
        _check_numbers(command)
    if not command:
        return Pong()
    named = [name for name in command if name in _READERS]
    if len(named) != 1:
        raise Malformed("not one command")
    name = named[0]
    body = command[name]
    if not isinstance(body, dict):
        raise Malformed(f"{name} is not an object")
    number = _number(command, "id", largest=_LARGEST_ID)
    if number == 0 and name != "send":
        raise Malformed("a command needs an id")
    return _READERS[name](number, body)


def _check_numbers(command: object) -> None:
    """Refuse integers that JavaScript cannot hold, wherever they are; the largest were read as floats."""
    waiting = [command]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, int | float) and abs(value) > LARGEST_NUMBER:
            raise Malformed("a number beyond 2^53")


def _connect(number: int, body: Fields) -> Request:
    _text(body, "name")
    _text(body, "version")
    # A flag would ask for error 112, which ends the whole connection when it answers its connect.
    subs = {
        channel: replace(_recovery(_object(value)), flag=0)
        for channel, value in _member(body, "subs").items()
    }
    return Connect(number, _text(body, "token"), subs)


def _subscribe(number: int, body: Fields) -> Request:
    return Subscribe(number, _text(body, "channel"), _recovery(body), _text(body, "token"))


def _recovery(body: Fields) -> Recovery:
    return Recovery(
        recover=_yes(body, "recover"),
        offset=_number(body, "offset"),
        epoch=_text(body, "epoch"),
        flag=_number(body, "flag"),
    )


def _history(number: int, body: Fields) -> Request:
    since = body.get("since")
    position = None
    if since is not None:
        fields = _object(since)
        position = Position(_number(fields, "offset"), _text(fields, "epoch"))
    limit = _number(body, "limit", smallest=-1)
    return HistoryOf(number, _text(body, "channel"), limit, position, reverse=_yes(body, "reverse"))


def _on_channel(make: Callable[[int, str], Request]) -> Callable[[int, Fields], Request]:
    return lambda number, body: make(number, _text(body, "channel"))


_READERS: dict[str, Callable[[int, Fields], Request]] = {
    "connect": _connect,
    "subscribe": _subscribe,
    "unsubscribe": _on_channel(Unsubscribe),
    "publish": lambda number, body: Publish(number, _text(body, "channel"), body.get("data")),
    "presence": _on_channel(Presence),
    "presence_stats": _on_channel(PresenceStats),
    "history": _history,
    "rpc": lambda number, body: Rpc(number, _text(body, "method"), body.get("data")),
    "refresh": lambda number, body: Refresh(number, _text(body, "token")),
    "sub_refresh": _on_channel(SubRefresh),
    "send": lambda _number, _body: Send(),
}


def _text(body: Fields, name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(f"{name} is not a text")
    return value


def _number(body: Fields, name: str, *, smallest: int = 0, largest: int = LARGEST_NUMBER) -> int:
    value = body.get(name)
    if value is None:
        return 0
    # In Python a bool is an int; in this protocol it is not.
    if not isinstance(value, int) or isinstance(value, bool) or not smallest <= value <= largest:
        raise Malformed(f"{name} is not a number in range")
    return value


def _yes(body: Fields, name: str) -> bool:
    value = body.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise Malformed(f"{name} is neither true nor false")
    return value


def _member(body: Fields, name: str) -> Fields:
    value = body.get(name)
    return {} if value is None else _object(value)


def _object(value: object) -> Fields:
    if not isinstance(value, dict):
        raise Malformed("not an object")
    return value
