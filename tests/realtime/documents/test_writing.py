"""Several people write one document: y-websocket as browsers have it, against running document sockets."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from career import sessions, shared_documents
from career.feed import Feed
from career.services import Services
from models.sessions import SessionEnd
from models.shared_documents import DocumentMember, DocumentRole
from tests.support.documents import (
    EDITOR,
    VIEWER,
    Editors,
    Library,
    Writer,
    editors,
    eventually,
    library,
    signed_in,
)


@pytest.fixture
async def here(services: Services, journal: Feed) -> AsyncIterator[Library]:
    async with library(services, journal) as found:
        yield found


class TestWriting:
    async def test_two_editors_and_a_late_joiner_have_one_text(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer, ben: Writer
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        await tabs.joined("ben", here, document, ben)
        tabs.do("insert", name="ada", text="Hello 👋")
        await tabs.shows("ben", "Hello 👋")
        tabs.do("insert", name="ben", text="Say: ", at=0)
        await tabs.shows("ada", "Say: Hello 👋")
        await tabs.joined("late", here, document, ben)
        await tabs.shows("late", "Say: Hello 👋")

    async def test_what_was_written_offline_comes_up(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer, ben: Writer
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        await tabs.joined("ben", here, document, ben)
        tabs.do("insert", name="ada", text="one")
        await tabs.shows("ben", "one")
        tabs.do("offline", name="ada")
        await tabs.hear("disconnected", name="ada")
        tabs.do("insert", name="ada", text=" two")
        tabs.do("insert", name="ben", text="zero ", at=0)
        tabs.do("online", name="ada")
        await tabs.shows("ben", "zero one two")
        await tabs.shows("ada", "zero one two")

    async def test_two_processes_share_a_document(
        self,
        here: Library,
        tabs: Editors,
        document: UUID,
        ada: Writer,
        ben: Writer,
        services: Services,
        journal: Feed,
    ) -> None:
        async with library(services, journal) as there:
            await tabs.joined("ada", here, document, ada)
            await tabs.joined("ben", there, document, ben)
            tabs.do("insert", name="ada", text="here")
            await tabs.shows("ben", "here")
            tabs.do("insert", name="ben", text=" and there")
            await tabs.shows("ada", "here and there")

    async def test_everybody_sees_who_is_there(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer, ben: Writer
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        tabs.do("be", name="ada", user="Ada")
        await tabs.hear("people", name="ada", people=["Ada"])
        # Nobody repeats themselves within 15 s: the newcomer is told.
        await tabs.joined("ben", here, document, ben)
        await tabs.hear("people", name="ben", people=["Ada"], within=3)
        tabs.do("be", name="ben", user="Ben")
        await tabs.hear("people", name="ada", people=["Ada", "Ben"])
        # A tab that vanished leaves nobody behind.
        tabs.do("shut", name="ben")
        await tabs.hear("people", name="ada", people=["Ada"])


class TestRights:
    async def test_a_stranger_is_turned_away_for_good(
        self, here: Library, tabs: Editors, document: UUID, services: Services
    ) -> None:
        charlie = await signed_in(services, "charlie")
        for name, where in (("here", document), ("nowhere", uuid4())):
            tabs.open(name, here.url, where, charlie.token())
            assert (await tabs.hear("closed", name=name))["code"] == 4403
        tabs.do("open", name="odd", url=here.url, document="notes", token=charlie.token())
        assert (await tabs.hear("closed", name="odd"))["code"] == 4403

    async def test_without_a_good_token_nobody_comes_in(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer
    ) -> None:
        old = ada.token(age=timedelta(minutes=11))
        for name, token in (("none", ""), ("bad", "nonsense"), ("old", old), ("long", "x" * 5000)):
            tabs.open(name, here.url, document, token, text="kept")
            assert (await tabs.hear("closed", name=name))["code"] == 4401
        # The page gets another token, and what was written meanwhile is not lost.
        tabs.do("online", name="old", token=ada.token())
        await tabs.hear("synced", name="old")
        await tabs.joined("ada", here, document, ada)
        await tabs.shows("ada", "kept")

    async def test_a_viewer_reads_and_cannot_write(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer, services: Services
    ) -> None:
        viewer = await signed_in(services, "vera")
        await shared_documents.admit(here.services, document, viewer.id, VIEWER)
        tabs.open("vera", here.url, document, viewer.token(), text="mine")
        await tabs.hear("synced", name="vera")
        await tabs.joined("ada", here, document, ada)
        tabs.do("insert", name="vera", text=" too")
        tabs.do("insert", name="ada", text="ours")
        await tabs.joined("late", here, document, ada)
        await tabs.shows("late", "ours")
        await tabs.shows("ada", "ours")
        async with editors() as others:
            await others.joined("reader", here, document, viewer)
            await others.shows("reader", "ours")

    async def test_who_is_removed_is_out_at_once(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer, ben: Writer
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        await tabs.joined("ben", here, document, ben)
        await shared_documents.remove(here.services, document, ben.id)
        assert (await tabs.hear("closed", name="ben", within=1))["code"] == 4403
        tabs.do("insert", name="ada", text="alone")
        await tabs.joined("again", here, document, ada)
        await tabs.shows("again", "alone")

    async def test_another_role_counts_at_once(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer, ben: Writer
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        await tabs.joined("ben", here, document, ben)
        await shared_documents.admit(here.services, document, ben.id, VIEWER)
        await eventually(lambda: roles(here, ben, VIEWER))
        tabs.do("insert", name="ben", text="not any more")
        await shared_documents.admit(here.services, document, ada.id, EDITOR)
        tabs.do("insert", name="ada", text="still")
        await tabs.joined("late", here, document, ada)
        await tabs.shows("late", "still")

    async def test_a_logout_closes_the_documents_of_its_session(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        await sessions.end(here.services, ada.session, SessionEnd.LOGOUT)
        assert (await tabs.hear("closed", name="ada"))["code"] == 4401

    async def test_what_no_order_told_is_found_within_a_minute(
        self, here: Library, tabs: Editors, document: UUID, ada: Writer, ben: Writer
    ) -> None:
        await tabs.joined("ada", here, document, ada)
        await tabs.joined("ben", here, document, ben)
        await DocumentMember.filter(user_id=ben.id).delete()
        for _ in range(here.sockets.limits.review_seconds):
            here.sockets.tick()
        assert (await tabs.hear("closed", name="ben"))["code"] == 4403
        assert [member.visitor.user_id for member in here.sockets.members if member.visitor] == [ada.id]


async def roles(here: Library, writer: Writer, role: DocumentRole) -> bool:
    mine = [
        member for member in here.sockets.members if member.visitor and member.visitor.user_id == writer.id
    ]
    return [member.role for member in mine] == [role]
