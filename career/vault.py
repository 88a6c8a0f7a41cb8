"""Encryption at rest: secrets and contact details are sealed before they reach the database.

AES-256-GCM by `cryptography`. A sealed text is `v1.<key id>.<base64 of nonce and ciphertext>`. `about` is
bound into the seal as additional data, so that a sealed text copied to another row or column does not open.
Changing a key: put the new one first, run `python -m server rotate-keys`, then take the old one away.
"""

import base64
import hashlib
import os
import re
from collections.abc import Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION: Final = "v1"
_SEALED: Final = re.compile(rf"{_VERSION}\.[0-9a-f]{{8}}\.[\w-]+=*\Z")
_NONCE_BYTES: Final = 12
"""96 random bits, as NIST SP 800-38D advises; good for 2^32 seals of one key."""


class SealBroken(Exception):
    """A sealed text was changed, moved to another place, or its key is no longer in the ring."""

    def __init__(self) -> None:
        super().__init__("a sealed text does not open")


class Vault:
    """`keys` are 32 bytes each: the first seals, all of them open."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._ciphers = {_key_id(key): AESGCM(key) for key in keys}
        self._newest = _key_id(keys[0])

    def seal(self, text: str, *, about: str) -> str:
        """`about` says whose it is and where it stands, such as `authenticator:<id>`."""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._newest].encrypt(nonce, text.encode(), about.encode())
        return f"{_VERSION}.{self._newest}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, *, about: str) -> str:
        """Raise `SealBroken` for whatever was not sealed here, for this `about`."""
        version, _, rest = sealed.partition(".")
        key_id, _, encoded = rest.partition(".")
        cipher = self._ciphers.get(key_id)
        if version != _VERSION or cipher is None:
            raise SealBroken
        try:
            raw = base64.b64decode(encoded, altchars=b"-_", validate=True)
            return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], about.encode()).decode()
        except (InvalidTag, ValueError):
            raise SealBroken from None

    @staticmethod
    def is_sealed(text: str) -> bool:
        """Whether it looks like a sealed text, of whichever key."""
        return _SEALED.match(text) is not None

    def is_newest(self, sealed: str) -> bool:
        """Whether it was sealed with the key that seals now."""
        return sealed.startswith(f"{_VERSION}.{self._newest}.")


def _key_id(key: bytes) -> str:
    """Names a key without telling anything of it."""
    return hashlib.sha256(b"key id\0" + key).hexdigest()[:8]
