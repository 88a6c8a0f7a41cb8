"""Fetches one page that a person asked for. The URL is hostile until proved public: see `addresses`.

The address that was checked is the address that is connected to, so a name server that changes its mind
between the two gains nothing. Redirects start again at the first check.
"""

import asyncio
import json
import re
import ssl
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

import httpx2

from career.reading.addresses import Address, AddressRule, Resolver, is_public, parse, system_resolver

USER_AGENT: Final = "Shortlist/1.0 (reads a job posting when a person asks for it)"
BOARD_APIS: Final = frozenset(
    {"boards-api.greenhouse.io", "api.greenhouse.io", "api.lever.co", "api.eu.lever.co", "api.ashbyhq.com"}
)
"""The only hosts whose JSON is read."""
_LONGEST_URL: Final = 2_000
_CLOSED: Final = ("linkedin.com", "lnkd.in")
"""Sites whose terms forbid reading by programs."""
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_ENCODINGS: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_TINY: Final = 100_000
"""Below this many bytes the packing ratio says nothing."""
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_KNOWN_CHARSET: Final = re.compile(
    r"utf-?(?:8|16(?:[lb]e)?)|us-ascii|ascii|iso-?8859-?\d\d?|latin-?\d|(?:windows|cp)-?\d{3,4}"
    r"|shift_?jis|euc-?(?:jp|kr)|gb(?:k|2312|18030)|big5|koi8-?[ru]",
    re.IGNORECASE,
)
"""Codecs by name only from this list: some of Python's are quadratic or no text at all."""


class Refused(Exception):
    """Why a URL gave no page, in words for the person; it never names an address."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Page:
    """`html` of a page or `json` of a board's API; `url` is where it was found after all redirects."""

    url: str
    content_type: str
    fetched_at: datetime
    html: str = ""
    json: object = None


@dataclass(frozen=True, slots=True)
class Policy:
    """The limits of §5.2. Only tests pass another one, to reach a server on this machine."""

    allowed: AddressRule = is_public
    ports: frozenset[int] = frozenset({80, 443})
    redirects: int = 3
    connect: float = 5.0
    total: float = 10.0
    largest: int = 3_000_000
    ratio: int = 100
    tls: ssl.SSLContext | None = None


PUBLIC_ONLY: Final = Policy()


@dataclass(slots=True)
class Pace:
    """At most one request per `interval` seconds to a host, in this process."""

    interval: float = 1.0
    _free_at: dict[str, float] = field(default_factory=dict)

    async def wait(self, host: str) -> None:
        now = time.monotonic()
        self._free_at = {name: at for name, at in self._free_at.items() if at > now}
        turn = self._free_at.get(host, now)
        self._free_at[host] = turn + self.interval
        await asyncio.sleep(turn - now)


@lru_cache(maxsize=1)
def _pace() -> Pace:
    return Pace()


async def fetch(
    url: str, *, resolver: Resolver = system_resolver, policy: Policy = PUBLIC_ONLY, pace: Pace | None = None
) -> Page:
    """The page at `url`, within ten seconds; raises `Refused`."""
    try:
        async with asyncio.timeout(policy.total):
            return await _follow(url, resolver, policy, pace or _pace())
    except (TimeoutError, httpx2.TimeoutException):
        raise Refused("The site did not answer in time. Paste the text of the posting instead.") from None
    except httpx2.InvalidURL:
        raise Refused("This is not a web address.") from None
    except httpx2.DecodingError:
        raise Refused("The site sent something that is not a web page.") from None
    except (httpx2.HTTPError, ssl.SSLError, OSError):
        raise Refused("The site could not be reached. Paste the text of the posting instead.") from None


async def _follow(url: str, resolver: Resolver, policy: Policy, pace: Pace) -> Page:
    at = _checked(url, policy)
    for _ in range(policy.redirects + 1):
        address = await _address(at, resolver, policy)
        await pace.wait(at.host)
        async with _client(address, policy) as client, client.stream("GET", at) as response:
            if not response.has_redirect_location:
                return await _page(response, policy)
            target = _checked(str(at.join(response.headers["location"])), policy)
        if at.scheme == "https" and target.scheme == "http":
            raise Refused("The site leads from a safe address to an unsafe one.")
        at = target
    raise Refused("The site redirects too often.")


def _checked(url: str, policy: Policy) -> httpx2.URL:
    """The URL, if its spelling alone gives no reason to refuse it."""
    url = url.strip()
    if len(url) > _LONGEST_URL:
        raise Refused(f"The address is longer than {_LONGEST_URL:,} characters.")
    if not url.isprintable() or " " in url or "\\" in url:
        raise Refused("This is not a web address.")
    parsed = httpx2.URL(url)
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise Refused("Only addresses that begin with http:// or https:// are read.")
    if parsed.userinfo or "@" in parsed.netloc.decode("ascii", "replace"):
        raise Refused("Addresses with a user name or password are not read.")
    if (parsed.port or {"http": 80, "https": 443}[parsed.scheme]) not in policy.ports:
        raise Refused("Only the usual ports of web sites are read.")
    host = parsed.raw_host.decode("ascii").rstrip(".")
    if any(host == site or host.endswith(f".{site}") for site in _CLOSED):
        raise Refused("LinkedIn does not let programs read its pages: paste the text of the posting instead.")
    return parsed.copy_with(fragment=None)


async def _address(url: httpx2.URL, resolver: Resolver, policy: Policy) -> Address:
    """The address to connect to; refuses the host unless all of its addresses are allowed."""
    port = url.port or {"http": 80, "https": 443}[url.scheme]
    try:
        answers = await resolver(url.raw_host.decode("ascii"), port)
    except (OSError, UnicodeError):
        answers = []
    if not answers:
        raise Refused("There is no site at this address.")
    addresses = [parse(answer) for answer in answers]
    if not all(address is not None and policy.allowed(address) for address in addresses):
        raise Refused("This address is not on the public internet.")
    return next(address for address in addresses if address is not None)


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Loading the certificates takes tens of milliseconds: once a process."""
    return httpx2.create_ssl_context(trust_env=False)


class _Pinned(httpx2.AsyncBaseTransport):
    """Connects to one address, whatever the URL's host; TLS name and Host header stay the host's."""

    def __init__(self, address: Address, tls: ssl.SSLContext | None) -> None:
        self._address = str(address)
        self._inner = httpx2.AsyncHTTPTransport(verify=tls or _trusted(), trust_env=False)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        pinned = httpx2.Request(
            request.method,
            request.url.copy_with(host=self._address),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": request.url.raw_host.decode("ascii")},
        )
        return await self._inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        await self._inner.aclose()


def _client(address: Address, policy: Policy) -> httpx2.AsyncClient:
    """Made for one request, so that no cookie and no connection outlives it."""
    return httpx2.AsyncClient(
        transport=_Pinned(address, policy.tls),
        timeout=httpx2.Timeout(policy.total, connect=policy.connect),
        headers={
            "User-Agent": USER_AGENT,
            "Accept": "text/html, application/xhtml+xml, application/json;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        },
        trust_env=False,
        follow_redirects=False,
    )


async def _page(response: httpx2.Response, policy: Policy) -> Page:
    _check_answer(response, policy)
    url = response.url
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = kind == "application/json" and url.host in BOARD_APIS
    if kind not in _PAGES and not is_json:
        raise Refused("This address leads to a file, not to a web page. Paste the posting's text instead.")
    body = await _body(response, policy)
    page = Page(url=str(url), content_type=kind, fetched_at=datetime.now(UTC))
    if not is_json:
        return replace(page, html=_decoded(body, response.charset_encoding))
    try:
        return replace(page, json=json.loads(body))
    except (ValueError, RecursionError):
        raise Refused("The job board sent something that cannot be read.") from None


def _check_answer(response: httpx2.Response, policy: Policy) -> None:
    if response.status_code in {404, 410}:
        raise Refused("The page is gone: the posting may have been taken down.")
    if response.status_code in {401, 403, 407, 429, 451}:
        raise Refused("The site does not let programs read this page. Paste the text of the posting instead.")
    if response.status_code != httpx2.codes.OK:
        raise Refused("The site answered with an error. Try again later, or paste the text.")
    if response.headers.get("content-encoding", "").strip().lower() not in _ENCODINGS:
        raise Refused("The site sent something that is not a web page.")
    if response.headers.get("content-length", "0").isdigit():
        _check_size(int(response.headers.get("content-length", "0")), policy)


def _check_size(size: int, policy: Policy) -> None:
    if size > policy.largest:
        raise Refused(f"The page is larger than {policy.largest // 1_000_000} MB.")


async def _body(response: httpx2.Response, policy: Policy) -> bytes:
    """The unpacked body, counted while it comes, so that a small bomb never becomes a large buffer."""
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        _check_size(len(body), policy)
        if len(body) > max(_TINY, response.num_bytes_downloaded * policy.ratio):
            raise Refused("The page is packed in a way that no normal page is.")
    return bytes(body)


def _decoded(body: bytes, charset: str | None) -> str:
    """Text by byte order mark, header, `meta`, UTF-8, in this order; bytes that fit nothing are replaced."""
    marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    for mark, codec in marked.items():
        if body.startswith(mark):
            return body.decode(codec, "replace")
    meta = _CHARSET.search(body[:4096])
    declared = meta.group(1).decode("ascii", "replace") if meta else None
    for name in (charset, declared, "utf-8"):
        if name and _KNOWN_CHARSET.fullmatch(name):
            try:
                return body.decode(name)
            except (LookupError, UnicodeDecodeError):
                continue
    return body.decode("cp1252", "replace")
