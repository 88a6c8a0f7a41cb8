"""What the use cases order of every process, done to the sockets of this one."""

from typing import TYPE_CHECKING

from career.feed import Disconnect, Invalidate, Notice, Order, Subscribe, Unsubscribe
from realtime import subscriptions
from realtime.protocol import INVALIDATED, UNSUBSCRIBED_INVALIDATED, Closing, message_push

if TYPE_CHECKING:
    from realtime.engine import Engine


def obey(engine: "Engine", order: Order) -> None:
    match order:
        case Subscribe():
            for connection in engine.of(order.user):
                engine.hub.spawn(subscriptions.add(connection, order.channel))
        case Unsubscribe():
            engine.watching.forget(order.user, order.channel)
            for connection in engine.of(order.user):
                connection.revoke(order.channel)
        case Disconnect():
            _disconnect(engine, order)
        case Invalidate():
            for connection in list(engine.connections):
                connection.drop(order.channel, UNSUBSCRIBED_INVALIDATED, INVALIDATED)
        case Notice():
            _notify(engine, order)


def _disconnect(engine: "Engine", order: Disconnect) -> None:
    engine.disconnects += 1
    if order.sid is not None:
        engine.door.forget(order.sid)
    for connection in engine.of(order.user):
        session = connection.visitor.session_id if connection.visitor else None
        if order.sid in {None, session}:
            connection.close(Closing(order.code, "disconnected"))


def _notify(engine: "Engine", order: Notice) -> None:
    line = message_push(order.data)
    for connection in engine.of(order.user):
        if connection.is_open:
            connection.say(line)
