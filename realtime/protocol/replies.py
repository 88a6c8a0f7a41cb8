"""Replies and pushes, built as text: bodies of publications travel as their publishers made them."""

from collections.abc import Iterable

import orjson

from career.feed import Publication
from realtime.protocol.codes import Closing, Refusal

_REASON_BYTES = 123
MOVES = {"j": "join", "l": "leave"}
"""What a payload of presence says, by its first letter."""


def dumps(value: object) -> str:
    return orjson.dumps(value).decode()


def reply(number: int, name: str, result: str = "{}") -> str:
    """`result` is JSON already: it may hold bodies of publications as their publishers made them."""
    return f'{{"id":{number},"{name}":{result}}}'


def error_reply(number: int, refusal: Refusal) -> str:
    error: dict[str, object] = {"code": refusal.code, "message": refusal.message}
    if refusal.temporary:
        error["temporary"] = True
    return dumps({"id": number, "error": error})


def publications_json(publications: Iterable[Publication]) -> str:
    return "[" + ",".join(publication_json(entry.body, entry.offset) for entry in publications) + "]"


def publication_json(body: str, offset: int) -> str:
    return f'{body[:-1]},"offset":{offset}}}'


def push_prefix(channel: str) -> str:
    """What every publication of a channel begins with; `push_suffix` ends it."""
    return f'{{"push":{{"channel":{dumps(channel)},"pub":'


def client_info(client: str, user: str, shown: str) -> str:
    """What others see of a client; `shown` is JSON, or empty."""
    conn_info = f',"conn_info":{shown}' if shown else ""
    return f'{{"client":"{client}","user":"{user}"{conn_info}}}'


def user_of(info: str) -> str:
    """The user in a `client_info`."""
    return str(orjson.loads(info)["user"])


def move_push(channel: str, move: str, info: str) -> str:
    """Somebody came or went; `info` is JSON."""
    return f'{{"push":{{"channel":{dumps(channel)},"{move}":{{"info":{info}}}}}}}'


def subscribe_push(channel: str, result: str) -> str:
    """A new server-side subscription; `result` is a SubscribeResult."""
    return f'{{"push":{{"channel":{dumps(channel)},"subscribe":{result}}}}}'


def message_push(data: object) -> str:
    return dumps({"push": {"message": {"data": data}}})


def unsubscribe_push(channel: str, closing: Closing) -> str:
    return dumps(
        {"push": {"channel": channel, "unsubscribe": {"code": closing.code, "reason": closing.reason}}}
    )


def close_reason(reason: str) -> str:
    """Cut to what a close frame can hold."""
    return reason.encode()[:_REASON_BYTES].decode(errors="ignore")
