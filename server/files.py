"""Files on their way to a browser: always a download, never a page of ours."""

from collections.abc import AsyncIterator
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse


def attachment(data: bytes, *, filename: str, media_type: str) -> Response:
    """A download; names in any script survive, by RFC 6266."""
    return Response(data, media_type=media_type, headers=_headers(filename))


def streamed(pieces: AsyncIterator[bytes], *, size: int | None, filename: str, media_type: str) -> Response:
    """The same for what is too large to be held at once."""
    length = {} if size is None else {"Content-Length": str(size)}
    return StreamingResponse(pieces, media_type=media_type, headers=_headers(filename) | length)


def _headers(filename: str) -> dict[str, str]:
    plain = filename.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"}
