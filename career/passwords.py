"""Passwords: hashed with Argon2id off the event loop, refused when others would guess them."""

import asyncio
import unicodedata
from collections.abc import Iterable
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from career.errors import Invalid

SHORTEST: Final = 12
LONGEST: Final = 128
"""Characters, as OWASP ASVS 4.0.3 asks (2.1.1, 2.1.2)."""
_AT_ONCE: Final = 2
"""Hashes computed at a time: each takes tens of MiB and a whole core."""
_STRONG: Final = 3
"""Of zxcvbn's 0 to 4: at least 10^8 guesses, with its lists of leaked passwords, names and words."""
_LOOKED_AT: Final = 24
"""Characters: of a hostile text the estimate takes 0.2 s by then, and 1 s at twice as many."""
_OWN: Final = 6
"""Letters and digits that are not of the person's name or address."""


class PasswordGuessable(Invalid):
    """It is among the leaked ones, or made of what everybody would try first."""

    code = "password_guessable"


class Passwords:
    """Hashes and checks passwords in threads, at most two at a time."""

    def __init__(self, *, memory_kib: int, passes: int) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, _one_spelling(password))

    async def matches(self, stored: str | None, password: str) -> bool:
        """Whether it is the password; with nothing stored it takes as long and is never."""
        if self._nobody is None:
            self._nobody = await self.hash("nobody has this password")
        async with self._turn:
            right = await asyncio.to_thread(self._verify, stored or self._nobody, _one_spelling(password))
        return right and stored is not None

    def outdated(self, stored: str) -> bool:
        """Whether it was hashed with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _verify(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


async def require_strong(password: str, *, at: str, about: Iterable[str]) -> None:
    """Raise `PasswordGuessable`, pointing `at` the field; `about` is what others know of the person."""
    warning = await asyncio.to_thread(_weakness, password, tuple(about))
    if warning is not None:
        raise PasswordGuessable(warning, at=at)


def _weakness(password: str, about: tuple[str, ...]) -> str | None:
    known = ["shortlist", *(part.casefold() for text in about for part in _parts(text))]
    spelled = _one_spelling(password)[:_LOOKED_AT]
    judged = zxcvbn(spelled, user_inputs=known, max_length=_LOOKED_AT)
    if judged["score"] >= _STRONG and len(_without(known, spelled)) >= _OWN:
        return None
    why = str(judged["feedback"]["warning"]) or "This would be guessed too soon."
    return f"{why} Add another word or two that nobody would expect."


def _without(known: Iterable[str], password: str) -> str:
    """The letters that are left when everything known of the person is taken out."""
    left = password.casefold()
    for part in sorted(known, key=len, reverse=True):
        left = left.replace(part, "")
    return "".join(filter(str.isalnum, left))


def _parts(text: str) -> Iterable[str]:
    """An address or a name, whole and in its words: all of them are tried first."""
    yield text
    yield from (part for part in text.replace("@", " ").replace(".", " ").split() if len(part) > 2)


def _one_spelling(password: str) -> str:
    """One password on all keyboards: an accented letter comes as one character or as two (NIST 800-63B)."""
    return unicodedata.normalize("NFKC", password)
