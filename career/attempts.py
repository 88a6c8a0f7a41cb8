"""Attempts to sign in, counted before a password is looked at, so that guesses made at once count too.

Each account is guarded on the network that asks, by windows that grow: whoever fails goes on after a
minute, then after a quarter of an hour, then on the next day. All networks together have a hundred attempts
an hour at one account (OWASP ASVS 4.0.3, 2.2.1), and one network has a share for all accounts.
"""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from career.limiting import Otherwise, Rate

if TYPE_CHECKING:
    from career.services import Services
    from career.visitors import Visitor

_QUARTER: Final = timedelta(minutes=15)
_FROM_HERE: Final = (
    Rate("attempts_minute", 5, timedelta(minutes=1), Otherwise.REFUSE),
    Rate("attempts_quarter", 10, _QUARTER, Otherwise.REFUSE),
    Rate("attempts_day", 30, timedelta(days=1), Otherwise.REFUSE),
)
_FROM_ANYWHERE: Final = Rate("attempts_anywhere", 100, timedelta(hours=1), Otherwise.REFUSE)


async def begin(services: "Services", email: str, visitor: "Visitor") -> None:
    """Count one; raise `RateExceeded` when it is too many, `Unavailable` while nobody can count."""
    of_network = services.settings.rates.attempts_per_network
    network = Rate("attempts_network", of_network, _QUARTER, Otherwise.REFUSE)
    await services.limiter.take(network, visitor.place)
    account = pseudonym(services, email)
    await services.limiter.take(_FROM_ANYWHERE, account)
    for rate, subject in _here(account, visitor):
        await services.limiter.take(rate, subject)


async def succeeded(services: "Services", email: str, visitor: "Visitor") -> None:
    """The person was there: what was mistyped before counts no more."""
    for rate, subject in _here(pseudonym(services, email), visitor):
        await services.limiter.forget(rate, subject)


def pseudonym(services: "Services", email: str) -> str:
    """Stands for the address without telling it: with a key of ours nobody tries out a list of addresses."""
    key = services.settings.signing_keys()[0]
    return hashlib.blake2b(email.strip().lower().encode(), key=key, digest_size=16).hexdigest()


def _here(account: str, visitor: "Visitor") -> Iterator[tuple[Rate, str]]:
    for rate in _FROM_HERE:
        yield rate, f"{account} {visitor.place}"
