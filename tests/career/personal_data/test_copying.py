"""A copy has all that is kept about its person, nothing that proves who they are, and no end of size."""

import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from uuid import UUID
from zipfile import ZipFile

import httpx2
import pytest

from career import housekeeping, profiles
from career.documents.jsonresume import from_json_resume
from career.errors import Unavailable
from career.jobs import MakePersonalCopy
from career.mailer import MemoryMailer
from career.personal_data import archive, copies, copying
from career.personal_data.copying import safe_name
from career.personal_data.tables import TABLES
from career.queue import MemoryQueue
from career.sealed_columns import open_row
from career.services import Services
from career.storage import Folder, Key, ObjectStorage, keys
from models.generations import Generation
from models.mails import Mail
from models.personal_copies import PersonalCopy
from models.profiles import Profile
from models.resumes import Resume
from models.status import Status
from tests.career.personal_data.test_erasing import rows_of
from tests.server.test_journey import fill_profile, keep_posting
from tests.server.test_loop import LONGEST_MS, Watch
from tests.server.test_personal_data import COPIES, made
from tests.support.accounts import user_of
from tests.support.house import House, run_jobs
from tests.support.life import ZOE, Person, lead


@pytest.fixture
async def zoe(app: House, mailbox: MemoryMailer) -> AsyncIterator[Person]:
    async with app.client() as client:
        yield await lead(ZOE, app, client, mailbox)


async def unpacked(person: httpx2.AsyncClient, services: Services) -> dict[str, bytes]:
    copy = await made(person, services)
    answer = await person.get(f"{COPIES}/{copy['id']}/file")
    with ZipFile(io.BytesIO(answer.content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def plain(value: object) -> object:
    """As it comes out of JSON."""
    return json.loads(
        json.dumps(value, default=lambda one: one.isoformat() if isinstance(one, datetime) else str(one))
    )


class TestEverything:
    async def test_every_row_is_in_the_file_of_its_kind(self, zoe: Person, services: Services) -> None:
        files = await unpacked(zoe.client, services)
        rows = await rows_of(zoe.user.id)
        for table in TABLES:
            told = json.loads(files[table.file])
            told = [told] if table.alone else told
            for sealed in rows[table.name]:
                row = open_row(services.vault, table.record, sealed)
                kept = plain({name: value for name, value in row.items() if not isinstance(value, datetime)})
                ids = [one for one in told if one["id"] == kept["id"]]
                # What came after the copy was begun, and what told of it, is not in it.
                if table.name in {"audit_entries", "mails", "outbox", "personal_copies"} and not ids:
                    continue
                assert len(ids) == 1, table.name
                if table.name != "personal_copies":
                    assert {name: ids[0][name] for name in kept} == kept, table.name
        assert zoe.life.dialled in files["profile.json"].decode()

    async def test_a_file_is_as_it_was_uploaded_and_its_row_names_it(
        self, zoe: Person, services: Services
    ) -> None:
        files = await unpacked(zoe.client, services)
        [row] = json.loads(files["resumes.json"])
        [kept] = await Resume.all()
        assert files[row["file"]] == await services.storage.get(kept.storage_key)
        [printed] = json.loads(files["exports.json"])
        assert files[printed["file"]].startswith(b"%PDF-")
        assert json.loads(files["left_out.json"]) == {"items": []}

    async def test_a_shared_text_is_there_with_what_was_written_last(
        self, zoe: Person, services: Services
    ) -> None:
        files = await unpacked(zoe.client, services)
        updates = [content for name, content in files.items() if zoe.document_alone in name]
        assert updates == [f"yjs {ZOE.secret}".encode(), ZOE.secret.encode()]

    async def test_the_profile_is_a_json_resume_that_reads_back(
        self, zoe: Person, services: Services
    ) -> None:
        files = await unpacked(zoe.client, services)
        resume = from_json_resume(json.loads(files["json_resume.json"]))
        assert resume == profiles.resume_of(services, await Profile.get())

    async def test_times_are_rfc_3339_in_utc(self, zoe: Person, services: Services) -> None:
        account = json.loads((await unpacked(zoe.client, services))["account.json"])
        assert account["created_at"].endswith("Z")
        assert datetime.fromisoformat(account["created_at"]) == zoe.user.created_at

    async def test_a_person_with_nothing_has_the_same_files(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        files = await unpacked(alice, services)
        assert set(files) == {
            *(table.file for table in TABLES),
            *("json_resume.json", "left_out.json", "README.txt"),
        }
        assert (json.loads(files["resumes.json"]), json.loads(files["authenticator.json"])) == ([], None)

    async def test_the_readme_names_every_file_and_what_is_withheld(
        self, zoe: Person, services: Services
    ) -> None:
        files = await unpacked(zoe.client, services)
        readme = files["README.txt"].decode()
        assert not [table.file for table in TABLES if table.file not in readme]
        assert "account.json, password_hash" in readme
        assert max(map(len, readme.splitlines())) <= 96


class TestNothingMore:
    async def test_nothing_that_proves_who_somebody_is_is_given_out(
        self, zoe: Person, services: Services
    ) -> None:
        secrets = [
            str(value)
            for table in TABLES
            for row in await (await table.of(zoe.user.id)).values(*(table.withheld or ("id",)))
            for name, value in row.items()
            if name in {"password_hash", "digest", "salt", "secret", "fingerprint"}
        ]
        assert len(secrets) > 10
        everything = b"".join((await unpacked(zoe.client, services)).values()).decode("utf-8", "replace")
        assert [secret for secret in secrets if secret in everything] == []

    async def test_nothing_of_anybody_else(
        self, zoe: Person, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        await fill_profile(charlie, services)
        everything = b"".join((await unpacked(zoe.client, services)).values()).decode("utf-8", "replace")
        assert "charlie" not in everything.lower()
        assert "Nadia" not in everything

    @pytest.mark.parametrize(
        ("filename", "expected"),
        [
            ("Lebenslauf 2024.PDF", "lebenslauf-2024-7.pdf"),
            ("../../etc/passwd", "document-7.etcpassw"),
            ("../../etc/passwd.txt", "etc-passwd-7.txt"),
            ("C:\\temp\\con.docx", "c-temp-con-7.docx"),
            ("履歴書.pdf", "document-7.pdf"),
            (".htaccess", "htaccess-7"),
            ("a.b/c\x00d" * 99, ""),
            ("", "document-7"),
        ],
    )
    def test_names_are_safe_on_any_system(self, filename: str, expected: str) -> None:
        name = safe_name(filename, "7")
        assert re.fullmatch(r"[a-z0-9][a-z0-9-]*(\.[a-z0-9]{1,8})?", name)
        assert PurePosixPath(name).name == name
        assert len(name) < 120
        assert not expected or name == expected


class TestSize:
    async def test_what_has_no_room_is_named(self, alice: httpx2.AsyncClient, services: Services) -> None:
        await fill_profile(alice, services)
        user = await user_of(alice)
        asked = await PersonalCopy.create(user=user)
        async with archive.opened(asked.created_at, largest=4_000) as zipped:
            await copying.fill(services, asked, zipped)
            packed = await zipped.pack()
            with ZipFile(packed.file) as read:
                told = json.loads(read.read("left_out.json"))["items"]
                assert {item["file"] for item in told} == {"imports.json"}
                assert json.loads(read.read("imports.json")) == []
                assert "1 of the things that are kept" in read.read("README.txt").decode()
                assert sum(info.file_size for info in read.infolist() if "json" not in info.filename) < 14_000

    async def test_a_file_that_is_gone_is_named(self, alice: httpx2.AsyncClient, services: Services) -> None:
        await fill_profile(alice, services)
        await services.storage.delete((await Resume.get()).storage_key)
        files = await unpacked(alice, services)
        [missing] = json.loads(files["left_out.json"])["items"]
        [row] = json.loads(files["resumes.json"])
        assert missing["file"] == row["file"] not in files

    async def test_rows_come_in_batches_and_none_is_lost(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        user = await user_of(alice)
        await Mail.bulk_create([Mail(user=user, kind="copy_ready", facts={"n": n}) for n in range(250)])
        told = json.loads((await unpacked(alice, services))["mails.json"])
        assert [row["facts"]["n"] for row in told if "n" in row["facts"]] == list(range(250))

    async def test_the_loop_never_waits_for_it(self, alice: httpx2.AsyncClient, services: Services) -> None:
        """Thirty letters with the largest profile that there may be."""
        await fill_profile(alice, services)
        user, job = await user_of(alice), await keep_posting(alice)
        base = {"texts": ["Lorem ipsum dolor sit amet. " * 100] * 85}
        for number in range(30):
            await Generation.create(
                user=user, job_id=UUID(job["id"]), kind="resume", status="failed", base=base, text=f"{number}"
            )
        await made(alice, services)
        async with Watch() as watch:
            await made(alice, services)
        assert watch.longest_ms < LONGEST_MS


class TestRuns:
    async def test_a_store_that_is_away_is_tried_again_at_once(
        self, alice: httpx2.AsyncClient, services: Services, queue: MemoryQueue
    ) -> None:
        class Away(ObjectStorage):
            async def put(self, key: Key, data: object) -> None:
                raise Unavailable("The file store does not answer.")

        await alice.post(COPIES)
        job = next(job for job in queue.jobs if isinstance(job, MakePersonalCopy))
        with pytest.raises(Unavailable):
            await copies.make(replace(services, storage=Away(services.storage._store)), job.copy_id)
        assert (await PersonalCopy.get()).status is Status.PENDING
        await copies.make(services, job.copy_id)
        assert (await PersonalCopy.get()).status is Status.COMPLETED

    async def test_a_second_job_finds_it_made_or_being_made(
        self, alice: httpx2.AsyncClient, services: Services, mailbox: MemoryMailer
    ) -> None:
        copy = await made(alice, services)
        before = await services.storage.names(keys.folder_of(Folder.COPIES, (await user_of(alice)).id))
        await copies.make(services, UUID(copy["id"]))
        await PersonalCopy.all().update(status=Status.RUNNING, updated_at=datetime.now(UTC))
        await copies.make(services, UUID(copy["id"]))
        assert (
            await services.storage.names(keys.folder_of(Folder.COPIES, (await user_of(alice)).id)) == before
        )
        assert [one.subject for one in mailbox.messages].count("The copy of your data is ready") == 1

    async def test_of_two_runs_the_slower_one_leaves_nothing(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        """The first run hung, and another one took over: whichever ends first has the copy's file."""
        copy = await made(alice, services)
        await PersonalCopy.all().update(
            status=Status.RUNNING, updated_at=datetime.now(UTC) - timedelta(minutes=1)
        )

        class Slow(ObjectStorage):
            async def put(self, key: Key, data: object) -> None:
                await ObjectStorage.put(self, key, data)
                await PersonalCopy.all().update(status=Status.COMPLETED)

        await copies.make(replace(services, storage=Slow(services.storage._store)), UUID(copy["id"]))
        [name] = await services.storage.names(keys.folder_of(Folder.COPIES, (await user_of(alice)).id))
        assert name == (await PersonalCopy.get()).storage_key
        assert (await alice.get(f"{COPIES}/{copy['id']}/file")).status_code == 200

    async def test_one_that_nobody_makes_is_found_by_the_sweeper(
        self, alice: httpx2.AsyncClient, services: Services, queue: MemoryQueue
    ) -> None:
        await alice.post(COPIES)
        for status, age in ((Status.PENDING, timedelta(minutes=1)), (Status.RUNNING, timedelta(minutes=11))):
            queue.jobs.clear()
            await PersonalCopy.all().update(status=status, updated_at=datetime.now(UTC) - age)
            await housekeeping.resume_work(services)
            assert MakePersonalCopy(copy_id=(await PersonalCopy.get()).id) in queue.jobs
        await run_jobs(services)
        assert (await PersonalCopy.get()).status is Status.COMPLETED

    async def test_one_that_waits_in_a_long_queue_is_not_queued_again_and_again(
        self, alice: httpx2.AsyncClient, services: Services, queue: MemoryQueue
    ) -> None:
        await alice.post(COPIES)
        queue.jobs.clear()
        await PersonalCopy.all().update(updated_at=datetime.now(UTC) - timedelta(minutes=1))
        for _ in range(3):
            await housekeeping.resume_work(services)
        assert len([job for job in queue.jobs if isinstance(job, MakePersonalCopy)]) == 1

    async def test_after_the_last_try_the_person_hears_it_and_may_ask_again(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        asked = (await alice.post(COPIES)).json()
        await copies.give_up(services, UUID(asked["id"]))
        told = (await alice.get(f"{COPIES}/{asked['id']}")).json()
        assert (told["status"], told["problem"]["code"]) == ("failed", "failed")
        history = await services.feed.history(f"user:{(await user_of(alice)).id}", 0, -1)
        assert json.loads(history.publications[-1].body)["data"]["status"] == "failed"
        assert (await alice.post(COPIES)).json()["id"] != asked["id"]
