"""The browser application and the API reference, from files that the build put beside us."""

from functools import cache
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

APP: Final = Path(__file__).parent / "static" / "app"
_INTERFACE: Final = ("/api/{path:path}", "/connection/{path:path}")
_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_NOT_BUILT: Final = "The browser application has not been built: run `make build`."


class Assets(StaticFiles):
    """Files whose names carry a hash of their content: they may be kept for ever."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    async def get_response(self, path: str, scope: Scope) -> Response:
        scope["operation"] = "assets"
        return await super().get_response(path, scope)


async def show_app(request: Request) -> Response:
    """The one page of the browser application; the path is its own business."""
    request.scope["operation"] = "app"
    return _shown(APP / "index.html")


async def show_nothing(request: Request) -> Response:
    """Paths of the interface that nobody declared are not the browser application's."""
    request.scope["operation"] = "nothing"
    raise HTTPException(404)


async def show_docs(request: Request) -> Response:
    """The API reference, which reads `/openapi.json`."""
    request.scope["operation"] = "docs"
    return _shown(APP / "docs.html")


async def show_icon(request: Request) -> Response:
    request.scope["operation"] = "assets"
    icon = APP / "favicon.svg"
    if not icon.exists():
        raise HTTPException(404)
    return Response(icon.read_bytes(), media_type="image/svg+xml")


def _shown(path: Path) -> Response:
    """A page, read once; while it is being built there is nothing to remember."""
    if not path.exists():
        return Response(_NOT_BUILT, status_code=503, media_type="text/plain")
    return HTMLResponse(_read(path))


@cache
def _read(path: Path) -> str:
    return path.read_text()


routes: list[BaseRoute] = [
    Route("/docs", show_docs, include_in_schema=False),
    Route("/favicon.svg", show_icon, include_in_schema=False),
    Mount("/assets", Assets(directory=APP / "assets", check_dir=False), name="assets"),
    *(Route(path, show_nothing, methods=_METHODS, include_in_schema=False) for path in _INTERFACE),
    Route("/{path:path}", show_app, methods=["GET"], include_in_schema=False),
]
