"""Files on their way to a browser: always a download, never a page of ours."""

from urllib.parse import quote

from starlette.responses import Response


def attachment(data: bytes, *, filename: str, media_type: str) -> Response:
    """A download; names in any script survive, by RFC 6266."""
    plain = filename.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return Response(
        data,
        media_type=media_type,
        headers={
            "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename)}"
        },
    )
