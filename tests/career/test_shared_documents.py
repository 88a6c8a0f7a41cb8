"""Who may open a document, and its snapshot."""

from uuid import UUID, uuid4

import pytest

from career import shared_documents
from career.errors import NotFound
from career.feed import Feed, Listener, Unsubscribe
from career.feed.orders import orders
from career.services import Services
from models.shared_documents import DocumentMember, DocumentRole, SharedDocument
from models.users import Role, User

EDITOR, VIEWER = DocumentRole.EDITOR, DocumentRole.VIEWER


async def user(services: Services, name: str) -> User:
    return await User.create(email=f"{name}@example.org", name=name.title(), role=Role.CANDIDATE)


@pytest.fixture
async def ada(services: Services) -> User:
    return await user(services, "ada")


@pytest.fixture
async def ben(services: Services) -> User:
    return await user(services, "ben")


@pytest.fixture
async def document(ada: User) -> UUID:
    return (await shared_documents.create({ada.id: EDITOR})).id


async def hearing(feed: Feed) -> Listener:
    listener = feed.listener()
    await listener.open()
    await listener.ask("SUBSCRIBE", ["@control"])
    assert (await listener.hear()).kind == "subscribe"
    return listener


class TestMembers:
    async def test_a_stranger_has_no_role(self, document: UUID, ada: User, ben: User) -> None:
        assert await shared_documents.role_of(document, ben.id) is None
        assert await shared_documents.role_of(uuid4(), ada.id) is None
        assert await shared_documents.role_of(document, ada.id) is EDITOR
        assert await SharedDocument.of(ben).count() == 0
        assert (await SharedDocument.of(ada).get()).id == document

    async def test_who_is_admitted_has_one_role_the_last(
        self, services: Services, document: UUID, ben: User
    ) -> None:
        for role in (EDITOR, VIEWER):
            await shared_documents.admit(services, document, ben.id, role)
            assert await shared_documents.role_of(document, ben.id) is role
        assert await DocumentMember.filter(document_id=document, user_id=ben.id).count() == 1

    async def test_nobody_is_admitted_to_what_is_not_there(self, services: Services, ben: User) -> None:
        with pytest.raises(NotFound):
            await shared_documents.admit(services, uuid4(), ben.id, EDITOR)

    async def test_every_change_is_an_order(self, services: Services, document: UUID, ben: User) -> None:
        listener = await hearing(services.feed)
        order = Unsubscribe(user=ben.id, channel=shared_documents.channel(document))
        await shared_documents.admit(services, document, ben.id, VIEWER)
        assert orders.validate_json((await listener.hear()).payload) == order
        await shared_documents.remove(services, document, ben.id)
        assert orders.validate_json((await listener.hear()).payload) == order
        assert await shared_documents.role_of(document, ben.id) is None
        await listener.close()

    async def test_members_go_with_the_document_and_with_the_person(
        self, services: Services, document: UUID, ada: User, ben: User
    ) -> None:
        await shared_documents.admit(services, document, ben.id, VIEWER)
        await ben.delete()
        assert await DocumentMember.all().count() == 1
        assert await shared_documents.role_of(document, ada.id) is EDITOR
        await SharedDocument.filter(id=document).delete()
        assert await DocumentMember.all().count() == 0


class TestSnapshots:
    async def test_each_replaces_the_one_before(self, document: UUID) -> None:
        first = await shared_documents.snapshot_of(document)
        assert first == (b"", 0)
        assert await shared_documents.replace_snapshot(document, first, b"\0one")
        assert await shared_documents.snapshot_of(document) == (b"\0one", 1)

    async def test_of_two_at_once_one_is_refused(self, document: UUID) -> None:
        first = await shared_documents.snapshot_of(document)
        assert first is not None
        assert await shared_documents.replace_snapshot(document, first, b"one")
        assert not await shared_documents.replace_snapshot(document, first, b"other")
        assert await shared_documents.snapshot_of(document) == (b"one", 1)

    async def test_a_document_that_is_gone_has_none(self, services: Services) -> None:
        assert await shared_documents.snapshot_of(uuid4()) is None
