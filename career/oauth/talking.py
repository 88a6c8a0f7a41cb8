"""Talking to a provider: Authlib's client with a time-out, and nothing it says is longer than a megabyte."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import lru_cache
from typing import Any, Final, TypeVar

import httpx2
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc.errors import JoseError
from pydantic import BaseModel

from career.oauth.port import NotLetIn, Obstacle, Passage

log = structlog.get_logger()

Told = TypeVar("Told", bound=BaseModel)

_WHOLE_TALK_S: Final = 10.0
_LONGEST_ANSWER: Final = 1 << 20
_SERVER_ERROR: Final = 500


class Unsound(Exception):
    """An answer of the provider's does not hold; the message is ours and tells an operator why."""


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Loading the certificates takes tens of milliseconds: once a process."""
    return httpx2.create_ssl_context()


class _Bounded(httpx2.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Short(response.stream),
            extensions=response.extensions,
        )


class _Short(httpx2.AsyncByteStream):
    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for piece in self._stream:
            seen += len(piece)
            if seen > _LONGEST_ANSWER:
                raise Unsound("its answer is too long")
            yield piece

    async def aclose(self) -> None:
        await self._stream.aclose()


@asynccontextmanager
async def talking(provider: str, **options: Any) -> AsyncIterator[AsyncOAuth2Client]:
    """An OAuth client for one talk of ten seconds at most; whatever goes wrong in it is `NotLetIn`."""
    client = AsyncOAuth2Client(
        **options,
        transport=_Bounded(verify=_trusted()),
        timeout=_WHOLE_TALK_S,
        headers={"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Shortlist"},
        follow_redirects=False,
    )
    with _understood(provider):
        async with asyncio.timeout(_WHOLE_TALK_S), client:
            yield client


@contextmanager
def _understood(provider: str) -> Iterator[None]:
    try:
        yield
    except (TimeoutError, httpx2.TransportError, OSError):
        log.warning("provider_away", provider=provider)
        raise NotLetIn(Obstacle.AWAY) from None
    except httpx2.HTTPStatusError as error:
        status = error.response.status_code
        log.warning("provider_refused", provider=provider, reason=f"it answered {status}")
        raise NotLetIn(Obstacle.AWAY if status >= _SERVER_ERROR else Obstacle.REFUSED) from None
    except Unsound as error:
        log.warning("provider_refused", provider=provider, reason=str(error))
        raise NotLetIn(Obstacle.REFUSED) from None
    except (AuthlibBaseError, JoseError, httpx2.HTTPError, ValueError) as error:
        # Their text may quote what the provider sent.
        log.warning("provider_refused", provider=provider, reason=type(error).__name__)
        raise NotLetIn(Obstacle.REFUSED) from None


async def read(
    client: AsyncOAuth2Client, url: str, shape: type[Told], *, withhold_token: bool = False
) -> Told:
    """What the provider answers at `url`, of the shape that we can use; anything else raises."""
    response = await client.request("GET", url, withhold_token=withhold_token)
    response.raise_for_status()
    return shape.model_validate_json(response.content)


@contextmanager
def shapeless(what: str) -> Iterator[None]:
    """Around the libraries that take the shape of `what` for granted; none of our own code goes in it."""
    try:
        yield
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unsound(f"{what} have a shape that nobody agreed on") from error


def authorization_url(client: AsyncOAuth2Client, endpoint: str, passage: Passage, **more: str) -> str:
    """With the challenge of PKCE when the client was made for it."""
    verifier = passage.verifier if client.code_challenge_method else None
    url, _ = client.create_authorization_url(endpoint, state=passage.state, code_verifier=verifier, **more)
    return str(url)


async def redeem(client: AsyncOAuth2Client, endpoint: str, passage: Passage, code: str) -> dict[str, Any]:
    """Change the code for tokens."""
    verifier = {"code_verifier": passage.verifier} if client.code_challenge_method else {}
    with shapeless("its tokens"):
        return dict(
            await client.fetch_token(
                endpoint,
                grant_type="authorization_code",
                code=code,
                redirect_uri=passage.redirect_uri,
                **verifier,
            )
        )
