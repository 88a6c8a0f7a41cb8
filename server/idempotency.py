"""A POST that was sent twice with one `Idempotency-Key` is done once (24 h)."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from starlette.datastructures import UploadFile
from starlette.responses import Response
from tortoise.exceptions import IntegrityError

from career import sealed_columns
from career.errors import Conflict, Invalid
from models.idempotency import IdempotentCall
from server.request import AppRequest

KEPT = timedelta(hours=24)
_GIVEN_UP = timedelta(minutes=2)
"""A first call that has not answered by then died with its process."""


class IdempotencyMismatch(Conflict):
    code = "idempotency_mismatch"


class StillAtWork(Conflict):
    code = "still_at_work"


async def once(request: AppRequest, answer: Callable[[], Awaitable[Response]]) -> Response:
    """Answer, or give the answer that was given before; only successes are kept."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return await answer()
    if not 1 <= len(key) <= 255 or not key.isprintable():
        raise Invalid("An Idempotency-Key has 1 to 255 printable characters.")
    fingerprint = await _fingerprint(request)
    call = await _claim(request, key, fingerprint)
    if call is None:
        return await _earlier(request, key, fingerprint)
    try:
        response = await answer()
    except BaseException:
        await call.delete()
        raise
    if response.status_code < HTTPStatus.BAD_REQUEST:
        call.status, call.body = (
            response.status_code,
            sealed_columns.ANSWER.seal(request.services.vault, call.id, bytes(response.body).decode()),
        )
        await call.save(update_fields=["status", "body"])
    return response


async def _claim(request: AppRequest, key: str, fingerprint: str) -> IdempotentCall | None:
    """Our row, or nothing where a living one is there already; the unique index decides."""
    now = datetime.now(UTC)
    mine = IdempotentCall.filter(user=request.user, key=key)
    await mine.filter(created_at__lt=now - KEPT).delete()
    await mine.filter(status=0, created_at__lt=now - _GIVEN_UP).delete()
    try:
        return await IdempotentCall.create(user=request.user, key=key, fingerprint=fingerprint)
    except IntegrityError:
        return None


async def _earlier(request: AppRequest, key: str, fingerprint: str) -> Response:
    call = await IdempotentCall.get_or_none(user=request.user, key=key)
    if call is None or call.status == 0:
        raise StillAtWork("The first call with this Idempotency-Key has not finished.")
    if call.fingerprint != fingerprint:
        raise IdempotencyMismatch("This Idempotency-Key was used for another request.")
    return Response(
        sealed_columns.ANSWER.open(request.services.vault, call) or None,
        status_code=call.status,
        media_type="application/json",
        headers={"Idempotent-Replayed": "true"},
    )


async def _fingerprint(request: AppRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode())
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        digest.update(await request.body())
        return digest.hexdigest()
    # A form was read as a stream, and its boundary is another one each time: what is in it counts.
    for name, value in (await request.form()).multi_items():
        digest.update(f"{name}\n".encode())
        if isinstance(value, UploadFile):
            digest.update(f"{value.filename}\n".encode())
            digest.update(await value.read())
            await value.seek(0)
        else:
            digest.update(value.encode())
    return digest.hexdigest()
