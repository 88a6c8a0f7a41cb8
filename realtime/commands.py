"""What each command does. An error reply is raised as `Refusal`, the end of the socket as `Hangup`."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from career.errors import Unauthenticated
from career.feed.port import EVENT_LIMIT
from career.tokens import TokenExpired
from realtime import protocol, subscriptions
from realtime.access import SessionEnded, Visitor
from realtime.protocol import Closing, Recovery, Request, dumps, publications_json, reply, user_of
from realtime.recovery import fitting
from realtime.topic import Member

if TYPE_CHECKING:
    from career.feed import Since
    from realtime.connection import Connection

SERVER_VERSION = "shortlist"
PING_SECONDS = 25
PRESENCE_CLIENTS = 1000
"""Of more than so many clients on a channel not all are named; `presence_stats` counts them all."""

Session: TypeAlias = "Connection"


class Hangup(Exception):
    """The connection ends with this close code."""

    def __init__(self, closing: Closing) -> None:
        super().__init__(closing)
        self.closing = closing


async def perform(connection: Session, request: Request) -> None:
    await _PERFORMERS[type(request)](connection, request)


async def _connect(connection: Session, request: protocol.Connect) -> None:
    connection.begin()
    try:
        visitor = await _enter(connection, request.token)
    except TokenExpired as error:
        raise protocol.token_expired() from error
    if not connection.engine.admit(connection, visitor):
        raise Hangup(protocol.CONNECTION_LIMIT)
    asked = _own(connection, visitor, request)
    connection.own = tuple(asked)
    results = await subscriptions.begin(connection, asked)
    result = {
        **_standing(connection, visitor),
        "ping": PING_SECONDS,
        "pong": True,
        "data": {"now": datetime.now(UTC).isoformat()},
    }
    subs = ",".join(f"{dumps(channel)}:{subscription}" for channel, subscription in results.items())
    connection.opened()
    connection.say(reply(request.id, "connect", f'{dumps(result)[:-1]},"subs":{{{subs}}}}}'))
    subscriptions.arrive(connection, asked)


def _own(connection: Session, visitor: Visitor, request: protocol.Connect) -> subscriptions.Asked:
    """The server-side channels, and where the client stands in them; what else it names is not its choice."""
    channels = connection.engine.channels
    asked = {}
    for channel in channels.own(visitor.user_id):
        rules = channels.rules(channel)
        assert rules is not None
        asked[channel] = (rules, request.subs.get(channel, Recovery()))
    return asked


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
    if not engine.door.opens(channel, request.token):
        raise protocol.permission_denied()
    if not await engine.watching.allows(connection.visitor.user_id, channel):
        raise protocol.permission_denied()
    if channel in connection.members:
        # Meanwhile it was subscribed from the server's side.
        raise protocol.already_subscribed()
    asked = {channel: (rules, request.recovery)}
    results = await subscriptions.begin(connection, asked)
    connection.say(reply(request.id, "subscribe", results[channel]))
    subscriptions.arrive(connection, asked)


async def _unsubscribe(connection: Session, request: protocol.Unsubscribe) -> None:
    if request.channel not in connection.own:
        connection.leave(request.channel)
    connection.say(reply(request.id, "unsubscribe"))


async def _publish(connection: Session, request: protocol.Publish) -> None:
    kept = _watched(connection, request.channel).topic.rules.publish
    if kept is None:
        raise protocol.permission_denied()
    if request.data is None:
        raise protocol.bad_request()
    try:
        body = dumps({"data": request.data})
    except TypeError as error:
        # What can be read may be too deep to be written again.
        raise protocol.bad_request() from error
    if len(body.encode()) > EVENT_LIMIT:
        raise protocol.limit_exceeded()
    await connection.engine.feed.append(request.channel, body, kept)
    connection.say(reply(request.id, "publish"))


async def _presence(connection: Session, request: protocol.Presence) -> None:
    present = await _present(connection, request.channel)
    named = ",".join(f"{dumps(client)}:{info}" for client, info in islice(present.items(), PRESENCE_CLIENTS))
    connection.say(reply(request.id, "presence", f'{{"presence":{{{named}}}}}'))


async def _presence_stats(connection: Session, request: protocol.PresenceStats) -> None:
    present = await _present(connection, request.channel)
    users = {user_of(info) for info in present.values()}
    result = {"num_clients": len(present), "num_users": len(users)}
    connection.say(reply(request.id, "presence_stats", dumps(result)))


async def _present(connection: Session, channel: str) -> dict[str, str]:
    """Every client on the channel with its info."""
    if not _watched(connection, channel).topic.rules.presence:
        raise protocol.not_available()
    return await connection.engine.feed.presence.members(channel)


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
    # What is left out the client finds by asking for what came after the last one.
    publications = fitting(found.publications, connection.engine.room)
    if publications:
        result = f'{result[:-1]},"publications":{publications_json(publications)}}}'
    connection.say(reply(request.id, "history", result))


async def _rpc(connection: Session, request: protocol.Rpc) -> None:
    assert connection.visitor is not None
    result = await connection.engine.rpc.call(connection, request.method, request.data)
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
    connection.say(reply(request.id, "refresh", dumps(_standing(connection, visitor))))
    connection.engine.rechecks.now(connection)


async def _refresh_subscription(_connection: Session, _request: protocol.SubRefresh) -> None:
    # What a token opened stays open: membership ends it.
    raise protocol.not_available()


async def _hear(_connection: Session, _request: protocol.Send) -> None:
    """`send` expects no reply, and gets none."""


async def _enter(connection: Session, token: str) -> Visitor:
    engine = connection.engine
    if len(token) > engine.limits.token_bytes:
        raise Hangup(protocol.INVALID_TOKEN)
    while True:
        before = engine.disconnects
        visitor = await _looked_up(connection, token)
        if before == engine.disconnects:
            return visitor
        # Its session may be the one that ended meanwhile, and the door may have looked before.
        engine.door.forget(visitor.session_id)


async def _looked_up(connection: Session, token: str) -> Visitor:
    try:
        return await connection.engine.door.enter(token)
    except TokenExpired:
        raise
    except SessionEnded as error:
        raise Hangup(protocol.FORCED) from error
    except Unauthenticated as error:
        raise Hangup(protocol.INVALID_TOKEN) from error


def _watched(connection: Session, channel: str) -> Member:
    member = connection.members.get(channel)
    if member is None:
        raise protocol.permission_denied()
    return member


def _standing(connection: Session, visitor: Visitor) -> dict[str, object]:
    """What a client hears of itself and of its token's time."""
    standing: dict[str, object] = {"client": connection.client, "version": SERVER_VERSION}
    if visitor.expires_at is not None:
        left = (visitor.expires_at - datetime.now(UTC)).total_seconds()
        standing |= {"expires": True, "ttl": max(1, int(left))}
    return standing


_PERFORMERS: Mapping[type[Request], Callable[[Session, Any], Awaitable[None]]] = {
    protocol.Connect: _connect,
    protocol.Subscribe: _subscribe,
    protocol.Unsubscribe: _unsubscribe,
    protocol.Publish: _publish,
    protocol.Presence: _presence,
    protocol.PresenceStats: _presence_stats,
    protocol.HistoryOf: _history,
    protocol.Rpc: _rpc,
    protocol.Refresh: _refresh,
    protocol.SubRefresh: _refresh_subscription,
    protocol.Send: _hear,
}
