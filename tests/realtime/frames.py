"""Frames that a client may send, good and bad, each with what may become of its socket."""

import json
from datetime import timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from tests.support.sockets import Guests, Person

ADA = Person(id=UUID(int=1), name="Ada", session_id=UUID(int=11))
BOB = Person(id=UUID(int=2), name="Bob", session_id=UUID(int=12))
EVE = Person(id=UUID(int=4), name="Eve", session_id=UUID(int=14))
"""Her session has ended."""
ROOMS = ("room:hall", "room:roof")
LETTER = f"generation:{UUID(int=3)}"

BAD_REQUEST, TOO_BIG, NOT_UTF8 = 3501, 1009, 1007
EXPIRED, INVALID_TOKEN, FORCED = 3005, 3500, 3503


class Frame(NamedTuple):
    """`owed` are the ids that must be answered, in this order, if the socket lives: it must when there are no
    `codes`, must not when it is `fatal`, and is closed with one of `codes` or not at all.
    """

    content: str | bytes
    owed: tuple[int, ...] = ()
    codes: frozenset[int] = frozenset()
    fatal: bool = False
    binary: bool = False


_LONG = timedelta(days=1)
TOKENS = {person.id: Guests().token(person, life=_LONG) for person in (ADA, BOB, EVE)}
STALE_TOKEN = Guests().token(ADA, life=-_LONG)

STRANGE = (BOB.channel, f"user:{UUID(int=9)}", "nowhere", "room:", "", "x" * 256, "\0é")
CHANNELS = (*ROOMS[:1] * 16, *ROOMS[1:] * 3, LETTER, LETTER, ADA.channel, *STRANGE)
OFFSETS = (0, 1, 7, 2**31, 2**53 - 1)
EPOCHS = ("", "_", "abcdefgh", "é\0")
LETTERS = 'ab:{}[],"\\/\n\r\0\x7f\u2028é\ufeff\uffff😀'

WRONG = (
    *({"id": number, "rpc": {}} for number in (0, -1, 2**32, 2**64, True, 1.0, "1", None, [], {})),
    *({"id": 1, "subscribe": {"channel": channel}} for channel in (7, 1.5, True, [], {})),
    *({"id": 1, "subscribe": {"channel": ROOMS[0], "recover": flag}} for flag in (0, 1, "true", [])),
    *({"id": 1, "subscribe": {"channel": ROOMS[0], "offset": offset}} for offset in (-1, True, 2**53, "1")),
    *({"id": 1, "history": {"channel": ROOMS[0], "since": since}} for since in (1, [], {"offset": -1})),
    *({"id": 1, "history": {"channel": ROOMS[0], "limit": limit}} for limit in (-2, 10**30, "all")),
    *({"id": 1, name: body} for name in ("rpc", "publish", "connect") for body in (1, "", [], None, True)),
    {"id": 1, "shout": {}},
    {"id": 1, "Subscribe": {"channel": ROOMS[0]}},
    {"id": 1, "connect": {}, "subscribe": {"channel": ROOMS[0]}},
    {"id": 1, "push": {}},
    {"id": 1},
    {"subscribe": {"channel": ROOMS[0]}},
    [],
    [{"id": 1, "rpc": {}}],
    None,
    1,
)
BROKEN = (
    *(
        "",
        "\n",
        " ",
        "null",
        "nonsense",
        '"{}"',
        "{",
        "}{",
        "{}\n\n{}",
        '{"id":1,"rpc":{}}\r\n\n',
        "\ufeff{}",
    ),
    *(
        f'{{"id":1,"publish":{{"channel":"{ROOMS[0]}","data":{bad}}}}}'
        for bad in ("NaN", "-Infinity", "1e999")
    ),
    *(f'{{"id":1,"rpc":{{"method":"{bad}"}}}}' for bad in ("\\ud800", "\\udfff\\ud800", "\\x", "\t", "\0")),
    '{"id":1,"rpc":{"data":' + "[" * 5_000 + "]" * 5_000 + "}}",
    '{"id":1,"rpc":{"data":' + '{"a":' * 5_000 + "1" + "}" * 5_000 + "}}",
    '{"id":1,"rpc":{"data":' + "9" * 5_000 + "}}",
)


Fields = dict[str, object]


def printed(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def text(chance: Random) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randrange(9)))


def value(chance: Random, depth: int = 0) -> object:
    kind = chance.randrange(8 if depth < 3 else 6)
    if kind < 6:
        numbers = (chance.randint(-(2**53) + 1, 2**53 - 1), chance.uniform(-1e9, 1e9), 5e-324, -0.0)
        return (None, True, False, text(chance), *numbers)[chance.randrange(8)]
    inner = [value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return inner if kind == 6 else {text(chance): each for each in inner}


def some(chance: Random, fields: Fields) -> Fields:
    """Any of these optional fields, and perhaps one that nobody knows."""
    found = {name: each for name, each in fields.items() if chance.random() < 0.4}
    return found | {"strange": value(chance)} if chance.random() < 0.1 else found


def subscribe(chance: Random) -> Fields:
    recovery = {"recover": True, "offset": chance.choice(OFFSETS), "epoch": chance.choice(EPOCHS)}
    return some(chance, {**recovery, "flag": chance.randrange(8), "token": text(chance)})


def history(chance: Random) -> Fields:
    since = some(chance, {"offset": chance.choice(OFFSETS), "epoch": chance.choice(EPOCHS)})
    limit = chance.choice((-1, 0, 1, 5, 2**53 - 1))
    return some(chance, {"limit": limit, "since": since, "reverse": chance.random() < 0.5})


def data(chance: Random) -> Fields:
    return some(chance, {"data": value(chance)})


OPTIONS = {
    "subscribe": subscribe,
    "unsubscribe": data,
    "publish": data,
    "presence": data,
    "presence_stats": data,
    "history": history,
    "sub_refresh": data,
}


def command(chance: Random) -> tuple[int, str]:
    """The id that must be answered, 0 for none, and the line."""
    name = chance.choice((*OPTIONS, "subscribe", "publish", "history", "presence", "rpc", "rpc", "send"))
    if name == "send":
        return 0, printed({"send": data(chance)})
    number = chance.randint(1, 2**32 - 1)
    if name == "rpc":
        word = {"word": chance.choice((text(chance), "x" * 300, 7))}
        method = chance.choice(("echo", "echo", "echo_often", "none"))
        return number, printed(
            {"id": number, "rpc": {"method": method, "data": chance.choice((word, value(chance)))}}
        )
    return number, printed(
        {"id": number, name: {"channel": chance.choice(CHANNELS), **OPTIONS[name](chance)}}
    )


def good(chance: Random) -> Frame:
    lines = [command(chance) for _ in range(chance.choice((1, 1, 1, 2, 4)))]
    content = "\n".join(line for _, line in lines) + chance.choice(("", "", "\n"))
    return Frame(content, tuple(number for number, _ in lines if number))


def mutant(chance: Random) -> Frame:
    """A good command with some characters of it changed; it may still be one."""
    _, line = command(chance)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(line))
        line = line[:at] + chance.choice(("", *'"{}[],:0-\n\\é')) + line[at + chance.randrange(3) :]
    return Frame(line, owed_by(line), frozenset({BAD_REQUEST}))


def owed_by(content: str) -> tuple[int, ...]:
    """The ids in the frame, if it is one."""
    try:
        found = [json.loads(line) for line in content.removesuffix("\n").split("\n")]
    except ValueError:
        return ()
    return tuple(
        each["id"] for each in found if isinstance(each, dict) and each.get("id") and "send" not in each
    )


def spoiled(chance: Random) -> Frame:
    """Good commands, and something in their frame that is none."""
    lines = [line for _, line in (command(chance) for _ in range(chance.randrange(3)))]
    lines.insert(chance.randrange(len(lines) + 1), printed(chance.choice(WRONG)))
    return bad("\n".join(lines))


def bad(content: str | bytes, code: int = BAD_REQUEST, *, binary: bool = False) -> Frame:
    return Frame(content, codes=frozenset({code}), fatal=True, binary=binary)


def refresh(token: str, code: int) -> Frame:
    return bad(printed({"id": 1, "refresh": {"token": token}}), code)


PONG = Frame("{}", codes=frozenset({BAD_REQUEST}))
ADAS = Frame(printed({"id": 9, "refresh": {"token": TOKENS[ADA.id]}}), (9,), frozenset({INVALID_TOKEN}))
"""A good refresh for her, and the end for anybody else."""
ENDS = (
    bad('{"id":1,"connect":{}}'),
    bad('{"id":1,"rpc":{"method":"' + "é" * 33_000 + '"}}', TOO_BIG),
    bad("\n".join(['{"id":1,"rpc":{}}'] * 4_000), TOO_BIG),
    bad(b"\xff\xfe{}", NOT_UTF8),
    refresh(TOKENS[EVE.id], FORCED),
    refresh(STALE_TOKEN, EXPIRED),
    refresh("", INVALID_TOKEN),
    refresh("x" * 5_000, INVALID_TOKEN),
)


def fatal(chance: Random) -> Frame:
    kind = chance.randrange(4)
    if kind == 0:
        return chance.choice(ENDS)
    if kind == 1:
        return bad(chance.choice(BROKEN))
    if kind == 2:
        return bad(chance.randbytes(chance.randrange(20)), binary=True)
    return spoiled(chance)


def frame(chance: Random) -> Frame:
    kind = chance.random()
    if kind < 0.9:
        return good(chance)
    if kind < 0.95:
        return mutant(chance)
    return chance.choice((PONG, ADAS)) if kind < 0.97 else fatal(chance)
