"""Erasing somebody while something of theirs is at work, and what they leave to others."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import asyncpg
import httpx2
import pytest

from career import exports, generations, matches, profiles, resumes, shared_documents
from career.errors import Unauthenticated, Unavailable
from career.jobs import RemoveLeftovers, WriteGeneration
from career.personal_data import companies, copies, leftovers
from career.personal_data.leftovers import LONGEST_WORK
from career.queue import MemoryQueue
from career.services import Services
from career.storage import Folder, ObjectStorage, keys
from career.visitors import Visitor
from models.applications import Application
from models.companies import Company, Member, MemberRole
from models.exports import Export
from models.generations import Generation
from models.jobs import Job, JobStatus
from models.personal_copies import DoomedObject, PersonalCopy
from models.record import Record
from models.shared_documents import DocumentRole, SharedDocument
from models.status import Status
from models.users import Role, User
from tests.server.test_journey import fill_profile, keep_posting
from tests.server.test_personal_data import erase
from tests.server.test_races import statuses
from tests.support.accounts import user_of
from tests.support.house import PASSWORD, run_jobs
from tests.support.texts import POSTING, RESUME
from tests.support.traces import everything, traces

NADIA = ["Nadia", "Okafor", "Brightwater"]


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 - what is kept is what tells
            await asyncio.sleep(0.005)


async def erased(person: httpx2.AsyncClient) -> None:
    assert (await erase(person, password=PASSWORD)).status_code == 204


async def swept(services: Services) -> None:
    await services.queue.put(RemoveLeftovers())
    await run_jobs(services)


async def files_of(services: Services, user_id: UUID) -> list[str]:
    return [name for folder in keys.folders_of(user_id) for name in await services.storage.names(folder)]


class TestWorkUnderWay:
    async def test_a_text_that_grows_is_stopped_and_leaves_nothing(
        self, alice: httpx2.AsyncClient, services: Services, queue: MemoryQueue
    ) -> None:
        # What a worker loads before its first job would hold up the loop here.
        await asyncio.to_thread(matches.load)
        before = traces(await everything(services), NADIA)
        await fill_profile(alice, services)
        draft = {"kind": "resume", "job_id": (await keep_posting(alice))["id"]}
        written = UUID((await alice.post("/api/v1/generations", json=draft)).json()["id"])
        queue.jobs.remove(WriteGeneration(generation_id=written))
        writing = asyncio.create_task(generations.write(services, written))
        channel = generations.channel(written)

        async def grows() -> bool:
            return (await services.feed.position(channel)).offset > 5

        await until(grows)
        await erased(alice)
        await run_jobs(services)
        await writing
        checkpoint = await services.feed.texts.read(channel)
        assert checkpoint is not None
        assert (checkpoint.text, checkpoint.attempt > 1) == ("", True)
        await swept(services)
        assert traces(await everything(services), NADIA) == before
        assert (await services.feed.history(channel, 0, -1)).publications == ()

    @pytest.mark.parametrize("record", [Export, PersonalCopy])
    async def test_a_file_that_is_being_made_is_not_kept(
        self, alice: httpx2.AsyncClient, services: Services, queue: MemoryQueue, record: type[Record]
    ) -> None:
        await fill_profile(alice, services)
        user = await user_of(alice)
        await alice.post("/api/v1/exports", json={"documents": [{"profile": True}], "format": "pdf"})
        await alice.post("/api/v1/me/exports")
        queue.jobs.clear()
        make = exports.make if record is Export else copies.make
        making = asyncio.create_task(make(services, (await record.get()).id))

        async def runs() -> bool:
            return (await record.get()).status is Status.RUNNING

        await until(runs)
        await erased(alice)
        queue.jobs.clear()
        await making
        # The upload waits for the job that was lost; what was being made is gone without it.
        assert [name.partition("/")[0] for name in await files_of(services, user.id)] == ["resumes"]
        await swept(services)
        assert await files_of(services, user.id) == []

    async def test_a_file_that_comes_late_is_found(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        """Of a request or a worker that was killed after it stored the file, before it could look again."""
        user = await user_of(alice)
        await erased(alice)
        await run_jobs(services)
        for folder in Folder:
            await services.storage.put(keys.key(folder, user.id, UUID(int=1)), b"late")
        await swept(services)
        assert await files_of(services, user.id) == []

    async def test_a_request_that_is_late_creates_nothing(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        """Whoever was let in a moment before is nobody now."""
        user = await user_of(alice)
        await erased(alice)
        await run_jobs(services)
        late = (
            copies.request(services, user, Visitor("", "")),
            resumes.keep(services, user, filename="resume.txt", data=RESUME.encode()),
            profiles.of(services, user),
        )
        for asked in late:
            with pytest.raises(Unauthenticated):
                await asked
        assert await files_of(services, user.id) == []


class TestCrashes:
    async def test_a_job_that_was_lost_is_nothing_that_stays(
        self, alice: httpx2.AsyncClient, services: Services, queue: MemoryQueue
    ) -> None:
        before = traces(await everything(services), NADIA)
        await fill_profile(alice, services)
        user = await user_of(alice)
        assert traces(await everything(services), NADIA) != before
        await erased(alice)
        queue.jobs.clear()
        assert await files_of(services, user.id)
        await swept(services)
        assert await files_of(services, user.id) == []
        assert traces(await everything(services), NADIA) == before

    async def test_while_storage_is_away_the_rest_goes_and_files_wait(
        self, alice: httpx2.AsyncClient, services: Services
    ) -> None:
        class Away(ObjectStorage):
            async def clear(self, folder: str) -> None:
                raise Unavailable("The file store does not answer.")

        await fill_profile(alice, services)
        user = await user_of(alice)
        await erased(alice)
        await DoomedObject.all().update(created_at=datetime.now(UTC) - 2 * LONGEST_WORK)
        await leftovers.remove(replace(services, storage=Away(services.storage._store)))
        assert {row.kind for row in await DoomedObject.all()} == {"files"}
        assert not [key for key in (await everything(services)).redis if str(user.id) in key]
        await leftovers.remove(services)
        assert (await files_of(services, user.id), await DoomedObject.all().count()) == ([], 0)

    async def test_what_was_just_looked_at_waits_behind_the_rest(self, services: Services) -> None:
        began = datetime.now(UTC)
        row = await DoomedObject.create(kind="files", name="resumes/somebody")
        await DoomedObject.all().update(updated_at=began - LONGEST_WORK)
        await leftovers.remove(services)
        assert (await DoomedObject.get(id=row.id)).updated_at > began

    async def test_two_that_wait_for_each_other_are_settled(
        self, alice: httpx2.AsyncClient, session_database: str
    ) -> None:
        """Somebody changes a mail of the account, then the account; erasing does it the other way round."""
        user = await user_of(alice)
        somebody = await asyncpg.connect(session_database)
        async with somebody.transaction():
            await somebody.execute("UPDATE mails SET used_at = now() WHERE user_id = $1", user.id)
            erasing = asyncio.create_task(erased(alice))
            await until(partial(waits, session_database))
            # PostgreSQL ends whoever has waited for longer, which is the erasing.
            await somebody.execute("UPDATE users SET name = 'Somebody' WHERE id = $1", user.id)
        await somebody.close()
        await erasing
        assert await User.all().count() == 0


async def waits(session_database: str) -> bool:
    """Whether somebody waits for a lock."""
    database = await asyncpg.connect(session_database)
    waiting = await database.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted")
    await database.close()
    return bool(waiting)


async def company(*members: tuple[User, MemberRole]) -> Company:
    made = await Company.create(name="Fernweg", slug="fernweg")
    for user, role in members:
        await Member.create(company=made, user=user, role=role)
    return made


async def hired(name: str) -> User:
    return await User.create(email=f"{name}@example.org", name=name.title(), role=Role.RECRUITER)


class TestCompanies:
    @pytest.mark.parametrize(
        ("roles", "expected"),
        [
            ((MemberRole.RECRUITER, MemberRole.OWNER, MemberRole.OWNER), 1),
            ((MemberRole.VIEWER, MemberRole.HIRING_MANAGER, MemberRole.RECRUITER), 1),
            ((MemberRole.VIEWER, MemberRole.INTERVIEWER), 0),
        ],
    )
    async def test_its_postings_pass_to_whoever_is_nearest(
        self, bob: httpx2.AsyncClient, roles: tuple[MemberRole, ...], expected: int
    ) -> None:
        others = [await hired(f"colleague{number}") for number, _ in enumerate(roles)]
        await company((await user_of(bob), MemberRole.OWNER), *zip(others, roles, strict=True))
        job = (await bob.post("/api/v1/jobs", json={"title": "Engineer", "text": POSTING})).json()
        await erased(bob)
        kept = await Job.get()
        assert (str(kept.id), kept.user_id) == (job["id"], others[expected].id)
        assert await Member.all().count() == len(roles)

    async def test_so_do_those_that_somebody_wrote_who_has_left(self, bob: httpx2.AsyncClient) -> None:
        colleague = await hired("colleague")
        await company((await user_of(bob), MemberRole.OWNER), (colleague, MemberRole.OWNER))
        await bob.post("/api/v1/jobs", json={"title": "Engineer", "text": POSTING})
        await Member.filter(user=await user_of(bob)).delete()
        await erased(bob)
        assert (await Job.get()).user_id == colleague.id

    async def test_without_anybody_it_goes_and_whoever_applied_keeps_a_copy(
        self, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, services: Services
    ) -> None:
        await company((await user_of(bob), MemberRole.OWNER))
        job = (await bob.post("/api/v1/jobs", json={"title": "Engineer", "text": POSTING})).json()
        await bob.patch(f"/api/v1/jobs/{job['id']}", json={"status": "open"})
        await fill_profile(alice, services)
        draft = {"kind": "cover_letter", "job_id": job["id"]}
        letter = (await alice.post("/api/v1/generations", json=draft)).json()
        await run_jobs(services)
        await alice.patch(f"/api/v1/applications/{letter['application_id']}", json={"note": "Mine."})

        before = await Job.get()
        await erased(bob)
        assert await Company.all().count() == 0
        [kept] = await Job.all()
        assert (kept.user_id, kept.company_record_id, kept.status) == (
            (await user_of(alice)).id,
            None,
            JobStatus.ARCHIVED,
        )
        assert (kept.text, kept.document["id"]) == (before.text, str(kept.id))
        assert kept.id != before.id
        assert ((await Application.get()).job_id, (await Application.get()).note) == (kept.id, "Mine.")
        assert (await Generation.get()).job_id == kept.id
        assert (await alice.get(f"/api/v1/generations/{letter['id']}")).json()["text"]

    async def test_two_who_leave_at_once_leave_nothing_behind(
        self, alice: httpx2.AsyncClient, bob: httpx2.AsyncClient
    ) -> None:
        people = [await user_of(alice), await user_of(bob)]
        await company(*((user, MemberRole.OWNER) for user in people))
        await bob.post("/api/v1/jobs", json={"title": "Engineer", "text": POSTING})
        told = await statuses(erase(person, password=PASSWORD) for person in (alice, bob))
        assert told == {204: 2}
        assert (await Company.all().count(), await Job.all().count()) == (0, 0)

    def test_of_equals_the_one_who_came_first(self) -> None:
        members = [Member(id=UUID(int=number), role=MemberRole.VIEWER) for number in (2, 1, 3)]
        assert companies.heir(members).id == UUID(int=1)


class TestSharedDocuments:
    async def test_it_stays_with_whoever_is_left(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        people = [await user_of(alice), await user_of(charlie)]
        document = await shared_documents.create({user.id: DocumentRole.EDITOR for user in people})
        await services.feed.documents.append(document.id, b"ours", "socket")
        await erased(alice)
        await run_jobs(services)
        assert await shared_documents.role_of(document.id, people[1].id) is DocumentRole.EDITOR
        assert len((await services.feed.documents.load(document.id)).entries) == 1

    async def test_the_last_two_who_leave_at_once_take_it_along(
        self, alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, services: Services
    ) -> None:
        people = [await user_of(alice), await user_of(charlie)]
        document = await shared_documents.create({user.id: DocumentRole.EDITOR for user in people})
        await services.feed.documents.append(document.id, b"ours", "socket")
        told = await statuses(erase(person, password=PASSWORD) for person in (alice, charlie))
        assert told == {204: 2}
        await run_jobs(services)
        assert await SharedDocument.all().count() == 0
        assert (await services.feed.documents.load(document.id)).entries == ()
