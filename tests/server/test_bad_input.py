"""What cannot be a resume or a posting: told clearly, stored nowhere, and nothing is made up for it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from career import postings
from career.postings import AddressRefused
from career.reading.fetch import Policy
from career.services import Services
from models.applications import Application
from models.jobs import Job
from models.profiles import Profile
from models.resumes import Import, Resume
from models.users import User
from server.problems import Problem
from tests.career.reading import files
from tests.career.reading.test_fetch import answer, serving
from tests.server.test_journey import everything, fill_profile
from tests.support.house import run_jobs
from tests.support.texts import POSTING, RESUME

_FIVE_POINT_ONE_MB = 5_100_000
_NAMELESS = RESUME.partition("\n")[2].replace("nadia.okafor@example.org | ", "")


def bomb() -> bytes:
    """60 MB of spaces in 60 kB, as a DOCX."""
    return files.zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 60_000_000})


AT_THE_DOOR: list[tuple[str, int, str, Callable[[], bytes]]] = [
    ("a picture", 415, "wrong_type", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
    ("a program", 415, "wrong_type", lambda: b"\x7fELF" + bytes(5000)),
    ("a web page", 415, "wrong_type", lambda: b"<!doctype html><html><body>Jane</body></html>"),
    ("JSON of another kind", 415, "wrong_type", lambda: b'{"name": "Jane"}'),
    ("an old Word file", 415, "wrong_type", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ("an empty file", 422, "empty", lambda: b""),
    ("white space", 422, "empty", lambda: b" \r\n\t"),
    ("5.1 MB", 413, "too_large", lambda: b"%PDF-1.7\n" + b"x" * (_FIVE_POINT_ONE_MB - 9)),
    ("one byte too many", 413, "too_large", lambda: b"a" * 5_000_001),
    ("a zip bomb as DOCX", 415, "wrong_type", bomb),
    (
        "a DOCX with a way out",
        415,
        "wrong_type",
        lambda: files.zip_of({"word/document.xml": b"", "../x": b""}),
    ),
]

IN_THE_READING: list[tuple[str, str, Callable[[], bytes]]] = [
    ("a scanned PDF", "scanned", files.scanned_pdf),
    ("a PDF with a password", "password", files.protected_pdf),
    ("a cut PDF", "damaged", lambda: files.resume_pdf()[:2000]),
    ("running text", "no_resume", ("It was a dark and stormy night. " * 40).encode),
]


def upload(data: bytes, name: str = "resume.pdf") -> dict:
    return {"file": (name, data, "application/pdf")}


def stored(services: Services) -> list[Path]:
    return [path for path in (services.settings.data_dir / "files").rglob("*") if path.is_file()]


def problem_of(refused: httpx2.Response) -> Problem:
    assert refused.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate(refused.json())
    assert problem.status == refused.status_code
    assert problem.detail.endswith(".")
    return problem


@pytest.mark.parametrize(
    ("status", "kind", "make"), [row[1:] for row in AT_THE_DOOR], ids=[row[0] for row in AT_THE_DOOR]
)
async def test_a_file_that_is_no_resume_is_refused_and_not_stored(
    alice: httpx2.AsyncClient, services: Services, status: int, kind: str, make: Callable[[], bytes]
) -> None:
    before = stored(services)
    refused = await alice.post("/api/v1/resumes", files=upload(make()))
    assert (refused.status_code, problem_of(refused).type) == (status, kind)
    assert await Resume.all().count() == 0
    assert stored(services) == before
    assert (await alice.get("/health")).status_code == 200


async def test_the_size_of_a_large_file_and_the_limit_are_told(alice: httpx2.AsyncClient) -> None:
    slightly = await alice.post("/api/v1/resumes", files=upload(b"a" * 5_010_000))
    assert problem_of(slightly).detail == "The limit is 5 MB; yours has 5.01 MB."
    far = await alice.post("/api/v1/resumes", files=upload(b"a" * 9_000_000))
    assert problem_of(far).detail == "This is larger than 5 MB."


async def test_a_form_without_a_file_says_what_is_missing(alice: httpx2.AsyncClient) -> None:
    boundary = {"Content-Type": "multipart/form-data; boundary=B"}
    text = b'--B\r\nContent-Disposition: form-data; name="file"\r\n\r\nmy resume\r\n--B--\r\n'
    refused = await alice.post("/api/v1/resumes", content=text, headers=boundary)
    (told,) = problem_of(refused).errors or []
    assert (refused.status_code, told.at, told.detail) == (422, "/file", "Attach a file.")


@pytest.mark.parametrize(
    ("reason", "make"), [row[1:] for row in IN_THE_READING], ids=[row[0] for row in IN_THE_READING]
)
async def test_a_file_that_cannot_be_read_fails_with_its_reason_and_leaves_the_profile_alone(
    alice: httpx2.AsyncClient, services: Services, reason: str, make: Callable[[], bytes]
) -> None:
    before = (await alice.get("/api/v1/profile")).json()
    read = await imported(alice, services, make())
    assert (read["status"], read["problem"]["reason"]) == ("failed", reason)
    assert read["problem"]["message"].endswith(".")
    assert read["problem"]["hint"].endswith(".")
    assert read["reading"] is None
    accepted = await alice.put(f"/api/v1/imports/{read['id']}/decision", json={"accept": ["/basics/name"]})
    assert (accepted.status_code, problem_of(accepted).type) == (409, "not_read_yet")
    assert (await alice.get("/api/v1/profile")).json() == before
    good = await imported(alice, services, RESUME.encode())
    assert good["status"] == "completed"


async def test_a_resume_without_a_name_gets_none(alice: httpx2.AsyncClient, services: Services) -> None:
    read = await imported(alice, services, _NAMELESS.encode())
    assert read["status"] == "completed"
    assert read["reading"]["resume"]["basics"]["name"] is None
    assert read["reading"]["resume"]["work"]
    accept = everything(read["reading"]["resume"])
    assert "/basics/name" not in accept
    await alice.put(f"/api/v1/imports/{read['id']}/decision", json={"accept": accept})
    kept = (await alice.get("/api/v1/profile")).json()["resume"]["basics"]
    assert kept["name"] == (await alice.get("/api/v1/me")).json()["name"]


@pytest.mark.parametrize(
    "data",
    [
        RESUME.replace("Airflow", "Air\x00flow").encode(),
        b'{"basics": {"name": "J\\u0000ane", "email": "j@example.org", "summary": "' + b"word " * 60 + b'"}}',
    ],
    ids=["text", "json"],
)
async def test_a_file_with_nul_characters_is_read_without_them(
    alice: httpx2.AsyncClient, services: Services, data: bytes
) -> None:
    read = await imported(alice, services, data)
    assert read["status"] == "completed"
    assert read["reading"]["resume"]["basics"]["name"] in {"Nadia Okafor", "Jane"}


HIDDEN = [
    "http://127.0.0.1:{port}/",
    "http://localhost/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://10.0.0.1/",
    "http://0.0.0.0/",
    "http://user:secret@example.org/",
    "file:///etc/passwd",
    "gopher://127.0.0.1/",
    "//127.0.0.1/",
    "no address at all",
]


@pytest.mark.parametrize("url", HIDDEN)
async def test_an_address_that_is_not_public_is_never_asked(alice: httpx2.AsyncClient, url: str) -> None:
    async with serving(lambda _: answer(POSTING)) as server:
        refused = await alice.post("/api/v1/job-imports", json={"url": url.format(port=server.port)})
        assert server.asked == []
    problem = problem_of(refused)
    assert (refused.status_code, problem.type) == (422, "address_refused")
    assert (problem.errors or [])[0].at == "/url"
    assert "127.0.0.1" not in problem.detail
    assert await Job.all().count() == 0


async def test_a_page_that_leads_to_a_private_address_is_not_followed(
    services: Services, alice: httpx2.AsyncClient
) -> None:
    await refused_page(
        services, lambda _: answer("", status="302 Found", location="http://10.0.0.1/x"), "public"
    )
    await refused_page(
        services, lambda _: answer("", status="302 Found", location="file:///etc/passwd"), "http"
    )


async def test_a_page_that_never_answers_is_given_up(services: Services, alice: httpx2.AsyncClient) -> None:
    silent = await asyncio.start_server(_say_nothing, "127.0.0.1", 0)
    async with silent:
        port = silent.sockets[0].getsockname()[1]
        await refused_address(services, port, "in time", total=0.3)


async def test_a_page_that_is_no_posting_is_refused(services: Services, alice: httpx2.AsyncClient) -> None:
    async with serving(lambda _: answer("<html><title>Soup</title><p>" + "Boil the water. " * 80)) as server:
        with pytest.raises(postings.NotAPosting):
            await postings.import_url(
                services, await User.get(), f"http://127.0.0.1:{server.port}/", policy=server.policy()
            )
    assert await Job.all().count() == 0


@pytest.mark.parametrize(
    "text",
    ["Boil the water and add salt. " * 30, "x", RESUME, "🍲" * 500, "-" * 50_000],
    ids=["a recipe", "a letter", "a resume", "pictures", "a line"],
)
async def test_a_text_that_is_no_posting_is_refused_and_not_stored(
    alice: httpx2.AsyncClient, text: str
) -> None:
    refused = await alice.post("/api/v1/job-imports", json={"text": text})
    assert (refused.status_code, problem_of(refused).type) == (422, "not_a_posting")
    assert await Job.all().count() == await Application.all().count() == 0


async def test_nothing_else_is_written_by_refusals(alice: httpx2.AsyncClient, services: Services) -> None:
    await fill_profile(alice, services)
    before = await Profile.get()
    await alice.post("/api/v1/resumes", files=upload(b""))
    await alice.post("/api/v1/job-imports", json={"text": "x"})
    assert (await Resume.all().count(), await Import.all().count()) == (1, 1)
    assert (await Profile.get()).version == before.version


async def imported(person: httpx2.AsyncClient, services: Services, data: bytes) -> dict:
    uploaded = await person.post("/api/v1/resumes", files=upload(data))
    assert uploaded.status_code == 201, uploaded.text
    started = await person.post(f"/api/v1/resumes/{uploaded.json()['id']}/imports")
    await run_jobs(services)
    read = await person.get(f"/api/v1/imports/{started.json()['id']}")
    assert read.status_code == 200
    return read.json()


async def refused_page(services: Services, reply: Callable[[str], bytes], why: str) -> None:
    async with serving(reply) as server:
        await refused_address(services, server.port, why)
        assert len(server.asked) == 1


async def refused_address(services: Services, port: int, why: str, *, total: float = 3.0) -> None:
    """Ask for a page of a server on this machine, which only this policy allows."""
    here = Policy(allowed=lambda address: address.is_loopback, ports=frozenset({port, 80}), total=total)
    with pytest.raises(AddressRefused) as told:
        await postings.import_url(services, await User.get(), f"http://127.0.0.1:{port}/", policy=here)
    assert why in told.value.detail
    assert told.value.at == "/url"
    assert await Job.all().count() == 0


async def _say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()
