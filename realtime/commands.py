"""What each command does. An error reply is raised as `Refusal`, the end of the socket as `Hangup`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from career.errors import Unauthenticated
from career.tokens import TokenExpired
from realtime import protocol
from realtime.access import SessionEnded, Visitor
from realtime.protocol import Closing, Recovery, Request, dumps, publications_json, reply
from realtime.recovery import result_json
from realtime.rules import Rules

if TYPE_CHECKING:
    from career.feed import Since
    from realtime.connection import Connection

SERVER_VERSION = "shortlist"
PING_SECONDS = 25

Session: TypeAlias = "Connection"


class Hangup(Exception):
    """The connection ends with this close code."""

    def __init__(self, closing: Closing) -> None:
        super().__init__(closing)
        self.closing = closing


async def perform(connection: Session, request: Request) -> None:
    match request:
        case protocol.Connect():
            await _connect(connection, request)
        case protocol.Subscribe():
            await _subscribe(connection, request)
        case protocol.Unsubscribe():
            _unsubscribe(connection, request)
        case protocol.HistoryOf():
            await _history(connection, request)
        case protocol.Rpc():
            await _rpc(connection, request)
        case protocol.Refresh():
            await _refresh(connection, request)
        case _:
            _decline(connection, request)


def _decline(connection: Session, request: Request) -> None:
    match request:
        case protocol.Publish():
            # Every command of the product is an rpc to a use case.
            raise protocol.permission_denied()
        case protocol.Presence() | protocol.PresenceStats():
            _watched(connection, request.channel)
            raise protocol.not_available()
        case protocol.SubRefresh():
            raise protocol.not_available()
        case _:
            # `send` expects no reply, and gets none.
            return


async def _connect(connection: Session, request: protocol.Connect) -> None:
    connection.begin()
    try:
        visitor = await _enter(connection, request.token)
    except TokenExpired as error:
        raise protocol.token_expired() from error
    if not connection.engine.admit(connection, visitor):
        raise Hangup(protocol.CONNECTION_LIMIT)
    channel = connection.engine.channels.own(visitor.user_id)
    rules = connection.engine.channels.rules(channel)
    assert rules is not None
    connection.own = channel
    asked = request.subs.get(channel, Recovery())
    subscription = await _result(connection, channel, rules, asked)
    result: dict[str, object] = {
        "client": connection.client,
        "version": SERVER_VERSION,
        "expires": True,
        "ttl": _ttl(visitor),
        "ping": PING_SECONDS,
        "pong": True,
        "data": {"now": datetime.now(UTC).isoformat()},
    }
    body = f'{dumps(result)[:-1]},"subs":{{{dumps(channel)}:{subscription}}}}}'
    connection.opened()
    connection.say(reply(request.id, "connect", body))


async def _subscribe(connection: Session, request: protocol.Subscribe) -> None:
    engine, channel = connection.engine, request.channel
    if len(channel) > engine.limits.channel_characters:
        raise protocol.bad_request()
    rules = engine.channels.rules(channel)
    if rules is None:
        raise protocol.unknown_channel()
    if len(connection.members) >= engine.limits.channels:
        raise protocol.limit_exceeded()
    if channel in connection.members:
        raise protocol.already_subscribed()
    assert connection.visitor is not None
    if not await engine.watching.allows(connection.visitor.user_id, channel):
        raise protocol.permission_denied()
    result = await _result(connection, channel, rules, request.recovery)
    connection.say(reply(request.id, "subscribe", result))


async def _result(connection: Session, channel: str, rules: Rules, asked: Recovery) -> str:
    """Subscribe, and build the result; the member is live, so the reply is enqueued before any await."""
    member = connection.join(channel, rules)
    try:
        outcome = await connection.engine.hub.subscribe(member, asked)
    except BaseException:
        connection.leave(channel)
        raise
    return result_json(asked, outcome)


def _unsubscribe(connection: Session, request: protocol.Unsubscribe) -> None:
    if request.channel != connection.own:
        connection.leave(request.channel)
    connection.say(reply(request.id, "unsubscribe"))


async def _history(connection: Session, request: protocol.HistoryOf) -> None:
    _watched(connection, request.channel)
    cap = connection.engine.limits.history
    limit = cap if request.limit < 0 else min(request.limit, cap)
    since: Since = "end" if request.since is None else request.since.offset
    found = await connection.engine.feed.history(request.channel, since, limit, reverse=request.reverse)
    offset, epoch = found.position
    if request.since is not None and request.since.epoch not in {"", epoch}:
        raise protocol.unrecoverable_position()
    result = dumps({"epoch": epoch, "offset": offset} if offset else {"epoch": epoch})
    if found.publications:
        result = f'{result[:-1]},"publications":{publications_json(found.publications)}}}'
    connection.say(reply(request.id, "history", result))


async def _rpc(connection: Session, request: protocol.Rpc) -> None:
    assert connection.visitor is not None
    result = await connection.engine.rpc.call(connection, request.method, request.data)
    if len(result.encode()) > connection.engine.limits.rpc_reply_bytes:
        raise protocol.Refusal(413, "too_large")
    connection.say(reply(request.id, "rpc", f'{{"data":{result}}}'))


async def _refresh(connection: Session, request: protocol.Refresh) -> None:
    assert connection.visitor is not None
    try:
        visitor = await _enter(connection, request.token)
    except TokenExpired as error:
        # The SDK takes error 109 here for the end; after 3005 it comes back with a new token.
        raise Hangup(protocol.EXPIRED) from error
    if visitor.user_id != connection.visitor.user_id:
        raise Hangup(protocol.INVALID_TOKEN)
    connection.visitor = visitor
    result = {
        "client": connection.client,
        "version": SERVER_VERSION,
        "expires": True,
        "ttl": _ttl(visitor),
    }
    connection.say(reply(request.id, "refresh", dumps(result)))
    connection.engine.recheck(connection)


async def _enter(connection: Session, token: str) -> Visitor:
    if not token or len(token) > connection.engine.limits.token_bytes:
        raise Hangup(protocol.INVALID_TOKEN)
    try:
        return await connection.engine.door.enter(token)
    except TokenExpired:
        raise
    except SessionEnded as error:
        raise Hangup(protocol.FORCED) from error
    except Unauthenticated as error:
        raise Hangup(protocol.INVALID_TOKEN) from error


def _watched(connection: Session, channel: str) -> None:
    if channel not in connection.members:
        raise protocol.permission_denied()


def _ttl(visitor: Visitor) -> int:
    return max(1, int((visitor.expires_at - datetime.now(UTC)).total_seconds()))
