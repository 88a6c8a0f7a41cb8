"""Every file that cannot be read says why, and nothing is invented for it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import docx
import pytest

from career import reading
from career.reading import read, read_in_slot
from career.schema.reading import Reading, Unreadable
from career.schema.reading import UnreadableReason as Reason
from career.slots import SlotDied, Slots, SlotTimedOut
from tests.career.reading import files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def _many_paragraphs() -> bytes:
    body = b"<w:p><w:r><w:t>word</w:t></w:r></w:p>" * 20_050
    document = docx.Document()
    data = files.saved(document)
    return _with_part(data, "word/document.xml", _body(body))


def _body(inner: bytes) -> bytes:
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return b"<w:document " + space + b"><w:body>" + inner + b"</w:body></w:document>"


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {entry: archive.read(entry) for entry in archive.namelist()}
    entries[name] = content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for entry, inner in entries.items():
            archive.writestr(entry, inner)
    return out.getvalue()


ROWS: list[tuple[str, Reason, Callable[[], bytes]]] = [
    ("no bytes", Reason.EMPTY, lambda: b""),
    ("white space", Reason.EMPTY, lambda: b" \n\t \r\n"),
    ("a mark and nothing else", Reason.EMPTY, lambda: b"\xef\xbb\xbf"),
    ("a blank PDF", Reason.EMPTY, lambda: files.paged_pdf(1)),
    ("a blank DOCX", Reason.EMPTY, files.docx_of),
    ("over 5 MB", Reason.TOO_LARGE, lambda: b"a" * (5 * 1024 * 1024 + 1)),
    ("an old Word file", Reason.LEGACY_DOC, lambda: OLE),
    ("an encrypted DOCX", Reason.PASSWORD, lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    ("a protected PDF", Reason.PASSWORD, files.protected_pdf),
    ("a picture", Reason.WRONG_TYPE, lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
    ("rich text", Reason.WRONG_TYPE, lambda: rb"{\rtf1\ansi Jane Smith}"),
    ("a web page", Reason.WRONG_TYPE, lambda: b"<!DOCTYPE html><html><body>Jane</body></html>"),
    ("another archive", Reason.WRONG_TYPE, lambda: files.zip_of({"content.xml": b"<a/>"})),
    ("other JSON", Reason.WRONG_TYPE, lambda: b'{"name": "Jane"}'),
    ("random bytes", Reason.WRONG_TYPE, lambda: bytes((n * 197 + n // 7) % 256 for n in range(4_000))),
    ("a bomb", Reason.ZIP_BOMB, lambda: files.zip_of({"word/document.xml": bytes(40 * 1024 * 1024)})),
    ("many entries", Reason.ZIP_BOMB, lambda: files.zip_of({f"word/{n}.xml": b"" for n in range(2_001)})),
    ("a path upwards", Reason.ZIP_BOMB, lambda: files.zip_of({"word/document.xml": b"", "../x": b""})),
    ("an absolute path", Reason.ZIP_BOMB, lambda: files.zip_of({"word/document.xml": b"", "/etc/x": b""})),
    ("an archive inside", Reason.ZIP_BOMB, lambda: files.zip_of({"word/document.xml": b"", "a.zip": b""})),
    (
        "entities",
        Reason.ZIP_BOMB,
        lambda: files.zip_of({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>"}),
    ),
    ("31 pages", Reason.TOO_MANY_PAGES, lambda: files.paged_pdf(31)),
    ("200 pages", Reason.TOO_MANY_PAGES, lambda: files.paged_pdf(200)),
    ("400,001 characters", Reason.TOO_MUCH_TEXT, lambda: b"word " * 80_001),
    ("20,050 paragraphs", Reason.TOO_MUCH_TEXT, _many_paragraphs),
    ("a cut PDF", Reason.DAMAGED, lambda: b"%PDF-1.7\n1 0 obj\n<< /Type"),
    ("a DOCX of nonsense", Reason.DAMAGED, lambda: files.zip_of({"word/document.xml": b"<a/>"})),
    ("a cut archive", Reason.DAMAGED, lambda: files.docx_of("a")[:900]),
    ("a JSON Resume of other shapes", Reason.NO_RESUME, lambda: b'{"basics": {"name": {"a": 1}}, "work": 3}'),
    ("a scan", Reason.SCANNED, files.scanned_pdf),
    ("fonts without text", Reason.GARBLED, files.garbled_pdf),
    ("running text", Reason.NO_RESUME, lambda: files.pdf_of(f"<p>{files.WORDS}</p>")),
    ("few words", Reason.NO_RESUME, lambda: b"Jane Smith\njane@example.com\n"),
    ("an empty JSON Resume", Reason.NO_RESUME, lambda: b'{"basics": {}}'),
]


@pytest.mark.parametrize(("reason", "make"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_cannot_be_read_says_why_and_leaves_nothing(reason, make):
    result = read(make(), today=files.TODAY)
    assert isinstance(result, Unreadable), f"invented: {result}"
    assert result.reason is reason
    assert result.message
    assert result.hint
    assert "{" not in result.message


def test_entries_that_hold_more_than_they_declare_are_refused():
    result = read(files.lying_docx(), today=files.TODAY)
    assert isinstance(result, Unreadable)
    assert result.reason in {Reason.ZIP_BOMB, Reason.DAMAGED}


def test_the_size_is_told():
    result = read(b"a" * (6 * 1024 * 1024), today=files.TODAY)
    assert isinstance(result, Unreadable)
    assert "6.0 MB" in result.message


def test_each_reason_has_words():
    for reason in Reason:
        told = reading.refusal(reason, size=7_000_000)
        assert told.message.endswith(".")
        assert told.hint.endswith(".")


class TestInSlot:
    @pytest.fixture
    async def slots(self) -> AsyncIterator[Slots]:
        slots = Slots(1)
        yield slots
        await slots.close()

    async def test_a_resume_is_read(self, slots):
        result = await read_in_slot(slots, files.RESUME_TEXT.encode(), today=files.TODAY)
        assert isinstance(result, Reading)
        assert result.resume.basics.name == "Jane Q. Smith"
        assert result.stats.ms > 0

    async def test_a_large_file_starts_no_process(self):
        result = await read_in_slot(_Broken(AssertionError()), b"a" * 6_000_000, today=files.TODAY)
        assert isinstance(result, Unreadable)
        assert result.reason is Reason.TOO_LARGE

    @pytest.mark.parametrize(
        ("error", "reason"),
        [
            (SlotDied("twice"), Reason.DAMAGED),
            (SlotTimedOut("20 s"), Reason.TOO_SLOW),
            (MemoryError(), Reason.DAMAGED),
        ],
    )
    async def test_a_process_that_fails_is_told(self, error, reason):
        result = await read_in_slot(_Broken(error), b"text", today=files.TODAY)
        assert isinstance(result, Unreadable)
        assert result.reason is reason


class _Broken(Slots):
    """Slots whose every call ends like this."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(1)
        self._error = error

    async def call(self, function, *args, limit: timedelta):
        await asyncio.sleep(0)
        raise self._error
