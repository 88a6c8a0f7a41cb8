"""How often an operation may be called: counted by person, or by address where nobody is signed in."""

import ipaddress
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

from career.limiting import Count, Otherwise, Rate, RateExceeded
from career.limits import RateLimits
from server.request import AppRequest

_MINUTE: Final = timedelta(minutes=1)
_HOUSEHOLD: Final = 64
"""Bits of an IPv6 address that one connection has; the rest it may choose."""


class Pace(Enum):
    """The class of an operation: what waits for the same minute's share."""

    FREE = "free"
    """Whoever watches over the service must see it when it is busiest."""
    READS = "reads"
    WRITES = "writes"
    SPENDS = "spends"
    """Starts a job, or takes a worker's or a model's time."""
    CREDENTIALS = "credentials"
    """Takes a password, a code or a mailed link; an address has one share, whoever is signed in there."""


_OTHERWISE: Final = {
    Pace.READS: Otherwise.LET_IN,
    Pace.WRITES: Otherwise.LET_IN,
    # What is asked for waits in the database until there is a queue again, and what costs money has a quota.
    Pace.SPENDS: Otherwise.LET_IN,
    Pace.CREDENTIALS: Otherwise.REFUSE,
}


async def count(request: AppRequest, pace: Pace) -> None:
    """Count the request and note what is left, for its headers; raise `RateExceeded`."""
    if pace is Pace.FREE:
        return
    rate = rate_of(pace, request.services.settings.rates)
    try:
        request.scope["rate"] = await request.services.limiter.take(rate, _subject(request, pace))
    except RateExceeded as reached:
        request.scope["rate"] = Count(rate, 0, reached.resets_at)
        raise


def rate_of(pace: Pace, limits: RateLimits) -> Rate:
    times: int = getattr(limits, pace.value)
    return Rate(pace.value, times, _MINUTE, _OTHERWISE[pace], exact=pace is Pace.CREDENTIALS)


def headers(count: Count) -> Iterator[tuple[str, str]]:
    """As draft-ietf-httpapi-ratelimit-headers had them until its seventh version, which clients know."""
    rate = count.rate
    wait = (count.resets_at - datetime.now(UTC)).total_seconds()
    yield "RateLimit-Limit", str(rate.times)
    yield "RateLimit-Remaining", str(count.remaining)
    yield "RateLimit-Reset", str(max(0, math.ceil(wait)))
    yield "RateLimit-Policy", f"{rate.times};w={rate.seconds}"


HEADERS: Final = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "RateLimit-Policy")


def _subject(request: AppRequest, pace: Pace) -> str:
    person = request.person
    if person is not None and pace is not Pace.CREDENTIALS:
        return str(person.id)
    return _household(request.address)


def _household(address: str) -> str:
    try:
        if ipaddress.ip_address(address).version == 6:
            return str(ipaddress.ip_network(f"{address}/{_HOUSEHOLD}", strict=False))
    except ValueError:
        pass
    return address
