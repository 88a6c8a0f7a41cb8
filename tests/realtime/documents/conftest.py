"""Document sockets without Redis, with limits that a test can reach, and people to open documents."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from career import shared_documents
from career.feed import MemoryFeed
from career.services import Services
from realtime.documents import DocumentLimits
from tests.support.documents import EDITOR, Editors, Library, Writer, editors, library, signed_in

LIMITS = DocumentLimits(
    members=4,
    connections=6,
    connections_per_user=3,
    document_bytes=300_000,
    queue_bytes=200_000,
    frame_burst=300,
    write_seconds=1.0,
)


@pytest.fixture
async def here(services: Services) -> AsyncIterator[Library]:
    async with library(services, MemoryFeed(), limits=LIMITS) as found:
        yield found


@pytest.fixture
def feed(here: Library) -> MemoryFeed:
    assert isinstance(here.services.feed, MemoryFeed)
    return here.services.feed


@pytest.fixture
async def tabs() -> AsyncIterator[Editors]:
    async with editors() as found:
        yield found


@pytest.fixture
async def ada(services: Services) -> Writer:
    return await signed_in(services, "ada")


@pytest.fixture
async def ben(services: Services) -> Writer:
    return await signed_in(services, "ben")


@pytest.fixture
async def document(ada: Writer, ben: Writer) -> UUID:
    """Ada and Ben may write it."""
    return (await shared_documents.create({ada.id: EDITOR, ben.id: EDITOR})).id
