"""Stable ids of resume items: the same text gets the same id on every reading, whatever its position."""

import base64
import hashlib
import secrets
import unicodedata
from collections import Counter

_LENGTH = 12
"""Characters of base 32, so 60 bits: a resume has hundreds of items, not billions."""


class IdMaker:
    """Makes ids for the items of one document, counting equal ones so that twins differ.

    An id is a kind letter and 12 base-32 characters of blake2b(kind, normalised text, twins before).
    """

    def __init__(self) -> None:
        self._twins: Counter[tuple[str, str]] = Counter()

    def make(self, kind: str, *texts: str | None) -> str:
        """`kind` is the letter (`w` work, `b` bullet …); `texts` are what identifies the item."""
        text = "\x1f".join(_normalised(text or "") for text in texts)
        twin = self._twins[kind, text]
        self._twins[kind, text] += 1
        digest = hashlib.blake2b(f"{kind}\x1e{text}\x1e{twin}".encode(), digest_size=8).digest()
        return f"{kind}_{_base32(digest)}"


def fresh_id(kind: str) -> str:
    """The id of an item that a person made by hand, whose text will change."""
    return f"{kind}_{_base32(secrets.token_bytes(8))}"


def _base32(data: bytes) -> str:
    return base64.b32hexencode(data).decode().lower()[:_LENGTH]


def _normalised(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
