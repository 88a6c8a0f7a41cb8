"""Letters that hide, turn a line around or end it: in names, in file names and in texts."""

import httpx2
import pytest

from tests.server.test_journey import keep_posting
from tests.support.house import PASSWORD
from tests.support.texts import RESUME

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "multipart/form-data; boundary=B"}


@pytest.mark.parametrize("name", ["a\r\nX-Evil: 1", "\u202eecilA", "\x1b[31mAlice", "\u200b", "A\u2028B"])
async def test_a_name_that_plays_tricks_on_others_is_refused(
    alice: httpx2.AsyncClient, client: httpx2.AsyncClient, name: str
) -> None:
    assert (await alice.patch("/api/v1/me", json={"name": name})).status_code == 422
    account = {"email": "m@example.org", "password": PASSWORD, "name": name}
    assert (await client.post("/api/v1/auth/register", json=account)).status_code == 422


@pytest.mark.parametrize("name", ["Bjørk Ångström", "李小龍", "علی\u200cرضا", "نور", "O’Brien-Smith"])
async def test_a_name_in_any_script_is_welcome(alice: httpx2.AsyncClient, name: str) -> None:
    assert (await alice.patch("/api/v1/me", json={"name": name})).json()["name"] == name


@pytest.mark.parametrize("raw", [b'{"name": "\xed\xa0\x80"}', b'{"name": "\\ud800"}', b'{"name": "\xff"}'])
async def test_halves_of_letters_are_refused(alice: httpx2.AsyncClient, raw: bytes) -> None:
    assert (await alice.patch("/api/v1/me", content=raw, headers=JSON)).status_code == 422


async def test_nul_is_refused_and_a_text_about_it_is_not(alice: httpx2.AsyncClient) -> None:
    job = await keep_posting(alice)
    path = f"/api/v1/jobs/{job['id']}"
    assert (await alice.patch(path, json={"company": "A\x00B"})).status_code == 422
    kept = await alice.patch(path, json={"company": "A\\u0000B"})
    assert kept.json()["company"] == "A\\u0000B"
    assert (await alice.patch(path, json={"company": "A\\\x00B"})).status_code == 422


@pytest.mark.parametrize(
    "name",
    [
        b"../../etc/passwd",
        b'a\\"; filename=evil.exe',
        b"a%0d%0aX-Evil: 1",
        b"\xed\xa0\x80",
        b"a\x00b",
        b"\xe2\x80\xaefdp.exe",
        b"x" * 3000,
        b"....",
    ],
)
async def test_a_file_name_stays_a_name(alice: httpx2.AsyncClient, name: bytes) -> None:
    head = b'--B\r\nContent-Disposition: form-data; name="file"; filename="' + name + b'"\r\n\r\n'
    form = head + RESUME.encode() + b"\r\n--B--\r\n"
    kept = await alice.post("/api/v1/resumes", content=form, headers=FORM)
    assert kept.status_code == 201
    sent = await alice.get(f"/api/v1/resumes/{kept.json()['id']}/file")
    disposition = sent.headers["content-disposition"]
    assert disposition.isascii()
    assert disposition.isprintable()
    assert disposition.count("filename=") == 1
    assert not {"/", "\\", "\u202e"} & {*kept.json()["filename"]}
    assert "x-evil" not in sent.headers
    assert sent.headers["x-content-type-options"] == "nosniff"
