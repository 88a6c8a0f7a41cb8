"""From a method's name to its answer, or to the refusal that its REST twin would give."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from career import logs
from career.errors import CareerError, TooLarge, Unavailable
from career.services import Services
from career.slots import SlotDied, SlotTimedOut
from realtime.limits import Bucket
from realtime.protocol import Refusal, internal_error, method_not_found, too_many_requests
from realtime.rpc.catalogue import METHODS
from realtime.rpc.contract import Method

if TYPE_CHECKING:
    from pydantic import BaseModel

    from realtime.connection import Connection


class Rpc:
    def __init__(self, services: Services, methods: Mapping[str, Method] = METHODS) -> None:
        self._services = services
        self._methods = methods

    async def call(self, connection: "Connection", name: str, data: object) -> str:
        """The result's JSON. An error has the status of the REST twin, and the error's kind as message."""
        method = self._methods.get(name)
        if method is None:
            raise method_not_found()
        with connection.engine.counts.timed(name):
            self._count(method, connection)
            result = (await self._perform(method, connection, data)).model_dump_json()
            if len(result.encode()) > connection.engine.limits.rpc_reply_bytes:
                raise refusal(TooLarge)
            return result

    @staticmethod
    def _count(method: Method, connection: "Connection") -> None:
        now, rate = connection.now(), method.per_second
        # One at a time passes however slow the rate is.
        if not connection.rates.setdefault(method.name, Bucket(rate, max(rate, 1.0), now)).take(now):
            raise too_many_requests()

    async def _perform(self, method: Method, connection: "Connection", data: object) -> "BaseModel":
        visitor = connection.visitor
        assert visitor is not None
        try:
            return await method.perform(self._services, visitor, data)
        except CareerError as error:
            raise refusal(type(error)) from error
        except (SlotTimedOut, SlotDied) as error:
            raise refusal(Unavailable) from error
        except Exception as error:
            logs.crashed("method_crashed", error, method=method.name, user_id=str(visitor.user_id))
            raise internal_error() from error


def refusal(kind: type[CareerError]) -> Refusal:
    """What a client hears of an error of this kind."""
    return Refusal(kind.status, kind.code, temporary=kind.temporary)
