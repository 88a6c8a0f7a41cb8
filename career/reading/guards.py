"""What a file is, by its content, and whether it is safe to open; its name is never asked."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from enum import Enum
from typing import Any

import orjson

from career.reading.refusals import MAX_BYTES, Refused
from career.schema.reading import UnreadableReason as Reason

MAX_ENTRIES = 2_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
RATIO_FROM = 1024 * 1024
"""An entry up to this size may be packed as well as it likes: XML of one repeated style is."""
MAX_CONTROL_SHARE = 0.01
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    ValueError,
    EOFError,
    RuntimeError,
    OSError,
    struct.error,
)
"""What `zipfile` raises over archives that are none."""
_CHUNK = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NESTED = (".zip", ".docx", ".jar", ".7z", ".rar", ".gz")
_MARKUP = re.compile(r"^\s*(?:\{\\rtf|%!PS|<\?xml|<!doctype|<html|<svg)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Kind(Enum):
    PDF = "pdf"
    DOCX = "docx"
    LINKEDIN = "linkedin"
    JSON_RESUME = "json"
    TEXT = "text"


def kind_of(data: bytes) -> tuple[Kind, Any]:
    """The kind and what finding it out has already opened: entries by name, a dict, or the text.

    Raises `Refused` for every kind of file that is not read.
    """
    if not data:
        raise Refused(Reason.EMPTY)
    if len(data) > MAX_BYTES:
        raise Refused(Reason.TOO_LARGE)
    if data.startswith(_OLE):
        raise Refused(Reason.PASSWORD if _ENCRYPTED in data else Reason.LEGACY_DOC)
    if b"%PDF-" in data[:1024]:
        return Kind.PDF, None
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data)
    return _text(data)


def _zip(data: bytes) -> tuple[Kind, dict[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos}
            bases = {name.rsplit("/", 1)[-1] for name in names}
            _check_directory(infos)
            if "word/document.xml" in names:
                return Kind.DOCX, _unpacked(archive, infos)
            if "Positions.csv" in bases or "Profile.csv" in bases:
                return Kind.LINKEDIN, _unpacked(archive, infos)
    except _BROKEN as error:
        encrypted = isinstance(error, RuntimeError) and "password" in str(error)
        raise Refused(Reason.PASSWORD if encrypted else Reason.DAMAGED) from error
    raise Refused(Reason.WRONG_TYPE)


def _check_directory(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    outside = any(
        name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name for name in names
    )
    packed = any(
        info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        for info in infos
    )
    nested = any(name.casefold().endswith(_NESTED) for name in names)
    large = len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_UNPACKED
    if outside or packed or nested or large:
        raise Refused(Reason.ZIP_BOMB)


def _unpacked(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """The entries, read no further than they declared."""
    entries: dict[str, bytes] = {}
    for info in infos:
        with archive.open(info) as entry:
            content = bytearray()
            while chunk := entry.read(_CHUNK):
                content += chunk
                if len(content) > info.file_size:
                    raise Refused(Reason.ZIP_BOMB)
        if info.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content.upper():
            raise Refused(Reason.ZIP_BOMB)
        entries[info.filename] = bytes(content)
    return entries


def _text(data: bytes) -> tuple[Kind, Any]:
    text = _decoded(data)
    if text is None or _MARKUP.match(text):
        raise Refused(Reason.WRONG_TYPE)
    if not text.strip("\ufeff \t\r\n\f\v\x00\u200b\u00a0"):
        raise Refused(Reason.EMPTY)
    if text.lstrip()[:1] == "{":
        return Kind.JSON_RESUME, _json(text)
    return Kind.TEXT, text


def _json(text: str) -> dict[str, Any]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Refused(Reason.WRONG_TYPE) from error
    if not isinstance(value, dict) or not isinstance(value.get("basics"), dict):
        raise Refused(Reason.WRONG_TYPE)
    return value


def _decoded(data: bytes) -> str | None:
    """UTF-8, UTF-16 with its mark, else Windows-1252; `None` when it holds what text does not."""
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = len(_CONTROL.findall(text))
        return text if controls < max(1.0, MAX_CONTROL_SHARE * len(text)) else None
    return None
