"""What only a neighbour may ask for: `/internal/…`, which for everybody else does not exist."""

from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, Router

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

_NEIGHBOURS: Final = tuple(
    map(
        ip_network,
        ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10"),
    )
)
"""This machine, and the networks that nobody can reach us from through the internet."""
_FORWARDED: Final = (
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
)
"""What a proxy adds. It is a neighbour itself, and whoever stands behind it may be anybody."""


class Peer:
    """Notes who really connected, before any header of a proxy is believed."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        if scope["type"] == "http" and scope.get("client"):
            scope["peer"] = scope["client"][0]
        await self.app(scope, receive, send)


class Neighbours:
    """Lets in whoever connects straight from this machine or a private network; hides the rest."""

    def __init__(self, app: "ASGIApp") -> None:
        self.app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        forwarded = any(name in Headers(scope=scope) for name in _FORWARDED)
        if forwarded or not is_neighbour(scope.get("peer", "")):
            scope["operation"] = "nothing"
            raise HTTPException(HTTPStatus.NOT_FOUND)
        await self.app(scope, receive, send)


def is_neighbour(peer: str) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in _NEIGHBOURS)


async def drain(request: Request) -> Response:
    """Begin to leave, as on SIGTERM; asked again, it only says so."""
    request.scope["operation"] = "drain"
    leave: Callable[[], None] | None = request.scope["state"].get("leave")
    if leave is None:  # whoever serves us does not know how
        raise HTTPException(HTTPStatus.NOT_FOUND)
    leave()
    return JSONResponse({"status": "draining"}, HTTPStatus.ACCEPTED)


routes: list[BaseRoute] = [
    Route(
        "/internal/{path:path}",
        Neighbours(Router([Route("/internal/drain", drain, methods=["POST"])])),
        include_in_schema=False,
    ),
]
