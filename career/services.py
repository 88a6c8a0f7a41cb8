"""Everything a use case may need of the outside, built once by `career/wiring.py`."""

from collections.abc import Mapping
from dataclasses import dataclass

from career.feed import Feed
from career.limiting import Limiter
from career.mailer import Mailer
from career.oauth.port import Provider
from career.passwords import Passwords
from career.people import People
from career.queue import Queue
from career.settings import Settings
from career.slots import Slots
from career.storage import Storage
from career.tokens import Tokens
from career.vault import Vault
from career.writing.llm.port import LanguageModel


@dataclass(frozen=True, kw_only=True)
class Services:
    """One a process; its parts are opened and closed by the process's lifespan alone."""

    settings: Settings
    tokens: Tokens
    passwords: Passwords
    vault: Vault
    people: People
    feed: Feed
    limiter: Limiter
    queue: Queue
    mailer: Mailer
    storage: Storage
    slots: Slots
    providers: Mapping[str, Provider]
    """Of identities, by name: with these people may sign in."""
    language_model: LanguageModel | None
    """`None`: nobody configured one, and the deterministic writer does all the wording."""
