"""The browser application and the API reference, from files that the build put beside us."""

from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

APP: Final = Path(__file__).parent / "static" / "app"
_INTERFACE: Final = ("/api/{path:path}", "/connection/{path:path}")
_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_NOT_BUILT: Final = "The browser application has not been built: run `make run` once."


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
    return _shown(APP / "favicon.svg")


def _shown(path: Path) -> Response:
    """Looked at anew each time, so that a new build is seen at once."""
    if not path.exists():
        return Response(_NOT_BUILT, status_code=503, media_type="text/plain")
    return FileResponse(path, headers={"Cache-Control": "no-cache"})


routes: list[BaseRoute] = [
    Route("/docs", show_docs, include_in_schema=False),
    Route("/favicon.svg", show_icon, include_in_schema=False),
    # Only these are compressed: they hold no secret that a guess beside it could reveal by its length.
    Mount("/assets", GZipMiddleware(Assets(directory=APP / "assets", check_dir=False)), name="assets"),
    *(Route(path, show_nothing, methods=_METHODS, include_in_schema=False) for path in _INTERFACE),
    Route("/{path:path}", show_app, methods=["GET"], include_in_schema=False),
]
