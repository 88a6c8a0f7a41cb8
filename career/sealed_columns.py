"""The columns whose content is sealed at rest: each row's can be opened in its own place alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, cast
from uuid import UUID

import orjson

from career.vault import SealBroken, Vault
from models.generations import Generation, GenerationVersion
from models.idempotency import IdempotentCall
from models.profiles import Profile
from models.record import JsonObject, Record
from models.resumes import Import
from models.second_factors import Authenticator
from models.users import User

if TYPE_CHECKING:
    from collections.abc import Mapping

_MEMBER: Final = "sealed"


class Column(Protocol):
    """Either kind, as far as changing the key goes."""

    @property
    def record(self) -> type[Record]: ...

    @property
    def column(self) -> str: ...

    @property
    def place(self) -> str: ...

    def resealed(self, vault: Vault, row: Record) -> Any:
        """What to store in place of what an older key sealed, or nobody; `None` when nothing is to be done.

        Raises `SealBroken`.
        """


@dataclass(frozen=True)
class SealedText:
    """A text that stands in its column as `Vault` sealed it; what is older than the seals is plain."""

    record: type[Record]
    column: str
    place: str
    """Bound into the seal, and the same for ever, however table and column come to be called."""

    def seal(self, vault: Vault, row_id: UUID, plain: str) -> str:
        return vault.seal(plain, about=_about(self, row_id))

    def open(self, vault: Vault, row: Record) -> str:
        """Raise `SealBroken` for what was sealed elsewhere, or for another row."""
        return self.opened(vault, row.id, getattr(row, self.column))

    def opened(self, vault: Vault, row_id: UUID, stored: str) -> str:
        return vault.open(stored, about=_about(self, row_id)) if vault.is_sealed(stored) else stored

    def resealed(self, vault: Vault, row: Record) -> str | None:
        stored = getattr(row, self.column)
        if not stored or vault.is_newest(stored):
            return None
        return self.seal(vault, row.id, self.open(vault, row))


@dataclass(frozen=True)
class SealedDocument:
    """A document, whose column holds one member: all of it, sealed. What is older than the seals is plain."""

    record: type[Record]
    column: str
    place: str

    def seal(self, vault: Vault, row_id: UUID, document: JsonObject) -> JsonObject:
        return {_MEMBER: vault.seal(orjson.dumps(document).decode(), about=_about(self, row_id))}

    def open(self, vault: Vault, row: Record) -> JsonObject:
        """Raise `SealBroken` for what was sealed elsewhere, or for another row, or is not there."""
        return self.opened(vault, row.id, getattr(row, self.column))

    def opened(self, vault: Vault, row_id: UUID, stored: JsonObject | None) -> JsonObject:
        if stored is None:
            raise SealBroken
        sealed = _sealed(stored)
        if sealed is None:
            return stored
        return cast("JsonObject", orjson.loads(vault.open(sealed, about=_about(self, row_id))))

    def resealed(self, vault: Vault, row: Record) -> JsonObject | None:
        stored = getattr(row, self.column)
        if not stored or vault.is_newest(_sealed(stored) or ""):
            return None
        return self.seal(vault, row.id, self.open(vault, row))


def _about(column: Column, row_id: UUID) -> str:
    return f"{column.place}:{row_id}"


def _sealed(stored: JsonObject) -> str | None:
    sealed = stored.get(_MEMBER)
    return sealed if len(stored) == 1 and isinstance(sealed, str) else None


PASSWORD: Final = SealedText(User, "password_hash", "users.password_hash")
"""Guesses at what Argon2 made of it need the key as well (OWASP ASVS 4.0.3, 2.4.5)."""
PROFILE: Final = SealedDocument(Profile, "document", "profiles.document")
READING: Final = SealedDocument(Import, "reading", "imports.reading")
BASE: Final = SealedDocument(Generation, "base", "generations.base")
EDITS: Final = SealedDocument(Generation, "edits", "generations.edits")
TEXT: Final = SealedText(Generation, "text", "generations.text")
VERSION: Final = SealedText(GenerationVersion, "text", "generation_versions.text")
ANSWER: Final = SealedText(IdempotentCall, "body", "idempotent_calls.body")
"""It repeats what was answered: profiles, and keys that are shown once."""
TOTP_SECRET: Final = SealedText(Authenticator, "secret", "authenticators.secret")

COLUMNS: Final[tuple[SealedText | SealedDocument, ...]] = (
    PASSWORD,
    PROFILE,
    READING,
    BASE,
    EDITS,
    TEXT,
    VERSION,
    ANSWER,
    TOTP_SECRET,
)


def open_row(vault: Vault, record: type[Record], row: "Mapping[str, Any]") -> dict[str, Any]:
    """The columns of a row, read without its record, with those that are sealed open."""
    sealed = [one for one in COLUMNS if one.record is record and row.get(one.column)]
    return {**row, **{one.column: one.opened(vault, row["id"], row[one.column]) for one in sealed}}
