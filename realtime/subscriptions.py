"""Watching channels: from the question to the live member, and the ways in which it ends."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import structlog

from career.errors import Unavailable
from career.feed import History, Seat
from realtime.hub import Gone, Look
from realtime.protocol import Recovery, Refusal, client_info, subscribe_push
from realtime.recovery import fitting, result_json
from realtime.rules import Rules

if TYPE_CHECKING:
    from realtime.connection import Connection

log = structlog.get_logger()

Asked = Mapping[str, tuple[Rules, Recovery]]


async def begin(connection: "Connection", asked: Asked) -> dict[str, str]:
    """Subscribe to all of these channels or to none: the results, by channel.

    All go live in one turn of the loop, so the caller enqueues its reply before it awaits anything: what is
    told to a live member would else reach a client that does not know of its subscription. `arrive` follows.
    """
    if connection.closing is not None:
        # It was closed while the caller asked whether it may.
        raise Gone
    engine = connection.engine
    seen = []
    try:
        for channel, (rules, recovery) in asked.items():
            member = connection.join(channel, rules)
            await engine.attendance.enter(seat(connection, channel), rules)
            look = await engine.hub.look(member, recovery)
            seen.append((member, recovery, _replayable(look, engine.room)))
        return {
            member.topic.name: result_json(recovery, engine.hub.settle(member, recovery, look))
            for member, recovery, look in seen
        }
    except BaseException:
        for channel, (rules, _) in asked.items():
            connection.abandon(channel)
            engine.attendance.retract(seat(connection, channel), rules)
        raise


def _replayable(look: Look, room: int) -> Look:
    """A reply beyond what may wait for a socket would end it as slow each time: better an honest no."""
    position, publications = look.history.position, look.history.publications
    if len(fitting(publications, room)) == len(publications):
        return look
    return look._replace(history=History(position))


def arrive(connection: "Connection", asked: Asked) -> None:
    """The replies are on their way."""
    for channel, (rules, _) in asked.items():
        connection.engine.attendance.arrive(seat(connection, channel), rules)


async def add(connection: "Connection", channel: str) -> None:
    """Subscribe from the server's side while the connection is open."""
    rules = connection.engine.channels.rules(channel)
    if rules is None or not connection.is_open or channel in connection.members:
        return
    asked = {channel: (rules, Recovery())}
    connection.own = (*connection.own, channel)
    try:
        results = await begin(connection, asked)
    except (Refusal, Unavailable, Gone) as error:
        connection.disown(channel)
        log.warning("not subscribed", channel=channel, error=type(error).__name__)
        return
    connection.say(subscribe_push(channel, results[channel]))
    arrive(connection, asked)


def seat(connection: "Connection", channel: str) -> Seat:
    visitor = connection.visitor
    assert visitor is not None
    info = client_info(connection.client, str(visitor.user_id), visitor.info)
    return Seat(channel, connection.client, info)


def seats(connection: "Connection") -> Iterator[Seat]:
    """Those that end unless they are refreshed."""
    for channel, member in connection.members.items():
        if member.live and member.topic.rules.presence:
            yield seat(connection, channel)
