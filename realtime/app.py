"""What the ASGI application mounts: the routes, and the part of its lifespan that keeps sockets."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from prometheus_client import REGISTRY, CollectorRegistry
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from career.services import Services
from realtime.access import SignedIn
from realtime.asyncapi import document
from realtime.channels import ProductChannels
from realtime.documents import DocumentSockets, MembersOnly, Records
from realtime.engine import Engine, Parts
from realtime.rpc import Rpc
from realtime.wire import Message, SendMessage


@asynccontextmanager
async def running(
    services: Services, registry: CollectorRegistry = REGISTRY
) -> AsyncIterator[dict[str, Engine | DocumentSockets]]:
    """The engine and the document sockets, open, as the lifespan's state `realtime` and `documents`."""
    engine = Engine(
        Parts(
            feed=services.feed,
            door=SignedIn(services),
            channels=ProductChannels(services),
            rpc=Rpc(services),
            origins=services.settings.origins,
            limits=services.settings.realtime,
        )
    )
    documents = DocumentSockets(engine, MembersOnly(services), Records(), services.settings.documents)
    collector = engine.collector()
    await engine.open()
    registry.register(collector)
    try:
        yield {"realtime": engine, "documents": documents}
    finally:
        registry.unregister(collector)
        await documents.close()
        await engine.close()


class _Socket:
    """An endpoint out of the lifespan's state; an object, so that Starlette hands over the bare ASGI call."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def __call__(
        self, scope: Message, receive: Callable[[], Awaitable[Message]], send: SendMessage
    ) -> None:
        await scope["state"][self._name](scope, receive, send)


async def show_asyncapi(request: Request) -> Response:
    request.scope["operation"] = "asyncapi"
    return JSONResponse(document())


routes: list[BaseRoute] = [
    WebSocketRoute("/connection/websocket", _Socket("realtime")),
    WebSocketRoute("/documents/{document}", _Socket("documents")),
    Route("/asyncapi.json", show_asyncapi, include_in_schema=False),
]
