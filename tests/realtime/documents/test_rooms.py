"""Rooms that missed something, settle, obey, and are rid of whoever does not read."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from pycrdt import Doc, Text

from career import shared_documents
from career.feed import Disconnect, MemoryFeed, Unsubscribe
from career.feed.documents import Entry, EntryId
from career.feed.documents.memory import Document
from career.services import Services
from career.shared_documents import Snapshot
from models.shared_documents import DocumentRole, SharedDocument
from realtime.access import Visitor
from realtime.documents import MembersOnly, Records
from realtime.documents.awareness import State, packed
from realtime.documents.protocol import Update, read, step_one, step_two, update_frame
from realtime.documents.updates import NOTHING, merged
from tests.realtime.documents.conftest import LIMITS
from tests.support.documents import (
    Library,
    Page,
    Writer,
    closed_with,
    heard,
    joined,
    library,
    opened,
    settled,
    wire,
)

ELSEWHERE = Page().write("Written elsewhere.")
HONEST = Page().write("An honest line.")


def quietly(feed: MemoryFeed, document: UUID, update: bytes) -> None:
    """Somebody elsewhere writes, and the bell is lost on its way."""
    found = feed.documents.kept.setdefault(document, Document())
    found.count += 1
    found.entries.append(Entry(EntryId(1, found.count), update, "elsewhere"))


class TestCatchingUp:
    async def test_a_bell_that_nobody_heard(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        update = Page().write("quiet")
        async with joined(here, document, ada) as found:
            quietly(feed, document, update)
            for _ in range(here.sockets.limits.reread_seconds):
                here.sockets.tick()
            assert await heard(found) == update_frame(update)

    async def test_what_was_merged_before_it_was_read(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        page = Page()
        async with joined(here, document, ada) as found:
            for word in ("one ", "two "):
                quietly(feed, document, page.write(word))
            assert await here.sockets.contents.compact(document)
            await feed.documents.append(document, page.write("three"), "elsewhere")
            other = Doc()
            for frame in (await heard(found), await heard(found)):
                found_update = read(frame)
                assert isinstance(found_update, Update)
                other.apply_update(found_update.update)
            assert str(other.get("text", type=Text)) == "one two three"

    async def test_when_the_journal_is_back_it_asks_for_what_it_lost(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        page = Page()
        async with joined(here, document, ada) as found:
            await found.send(update_frame(page.write("mine")))
            await opened(found)
            feed.documents.kept.clear()
            for listener in list(feed.listeners):
                listener.cut()
            assert await heard(found) == step_one(NOTHING)
            await found.send(step_two(page.doc.get_update()))
            async with wire(here.address(document, ada)) as late:
                await late.send(step_one(NOTHING))
                assert await heard(late) == step_two(page.doc.get_update())

    async def test_an_entry_that_nobody_can_read_is_left_out(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        update = Page().write("whole")
        await feed.documents.append(document, b"nonsense", "elsewhere")
        await feed.documents.append(document, update, "elsewhere")
        async with wire(here.address(document, ada)) as found:
            assert (await opened(found))[0] == step_two(update)
        await settled(lambda: len(here.sockets.rooms) == 0)
        snapshot = await shared_documents.snapshot_of(document)
        assert snapshot is not None
        assert snapshot.update == update


class Shared(Records):
    """A shelf on which somebody else puts another snapshot, in between."""

    async def take(self, document: UUID) -> Snapshot | None:
        found = await super().take(document)
        if found is not None and not found.revision:
            await self.put(document, found, merged([ELSEWHERE]))
        return found


class Shut(Records):
    async def take(self, document: UUID) -> Snapshot | None:
        raise ConnectionError("the database is away")


class TestSettling:
    async def test_it_waits_for_whoever_is_merging(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        key = await feed.documents.lock(document)
        assert key is not None
        async with joined(here, document, ada) as found:
            await found.send(update_frame(HONEST))
            await opened(found)
        await asyncio.sleep(0.1)
        assert (await feed.documents.load(document)).snapshot is None
        await feed.documents.unlock(document, key)
        await settled(lambda: len(here.sockets.rooms) == 0)
        assert (await feed.documents.load(document)).snapshot == HONEST

    async def test_of_two_snapshots_at_once_none_is_lost(
        self, services: Services, document: UUID, ada: Writer
    ) -> None:
        feed = MemoryFeed()
        await feed.documents.append(document, HONEST, "me")
        async with library(services, feed, shelf=Shared()) as here:
            assert not await here.sockets.contents.compact(document)
            assert (await feed.documents.load(document)).snapshot is None
            assert await here.sockets.contents.compact(document)
        snapshot = await shared_documents.snapshot_of(document)
        assert snapshot is not None
        assert snapshot.update == merged([ELSEWHERE, HONEST])

    async def test_what_cannot_be_stored_stays_in_the_journal(
        self, services: Services, document: UUID, ada: Writer
    ) -> None:
        feed = MemoryFeed()
        async with library(services, feed, shelf=Shut()) as here:
            async with wire(here.address(document, ada)) as found:
                await found.send(step_one(NOTHING))
                assert await closed_with(found) == 4503
            await feed.documents.append(document, HONEST, "me")
            assert not await here.sockets.contents.compact(document)
        assert [entry.update for entry in (await feed.documents.load(document)).entries] == [HONEST]

    async def test_a_document_that_is_gone_leaves_nothing(
        self, here: Library, document: UUID, feed: MemoryFeed
    ) -> None:
        await feed.documents.append(document, HONEST, "me")
        await SharedDocument.filter(id=document).delete()
        assert await here.sockets.contents.compact(document)
        assert (await feed.documents.load(document)).entries == ()


class TestOrders:
    async def test_without_an_answer_who_was_spoken_of_leaves(
        self, here: Library, document: UUID, ada: Writer
    ) -> None:
        class Away(MembersOnly):
            async def role(self, visitor: Visitor, document: UUID) -> DocumentRole | None:
                raise ConnectionError("the database is away")

        async with joined(here, document, ada) as found:
            here.sockets._gate = Away(here.services)
            for _ in range(here.sockets.limits.review_seconds):
                here.sockets.tick()
            await opened(found)
            await shared_documents.review(here.services, document, ada.id)
            assert await closed_with(found) == 4503

    async def test_orders_about_others_change_nothing(
        self, here: Library, document: UUID, ada: Writer
    ) -> None:
        async with joined(here, document, ada) as found:
            await here.services.feed.tell(Unsubscribe(user=ada.id, channel=shared_documents.channel(uuid4())))
            await here.services.feed.tell(Disconnect(user=ada.id, sid=uuid4()))
            await here.services.feed.tell(Disconnect(user=uuid4()))
            await opened(found)
            await here.services.feed.tell(Disconnect(user=ada.id))
            assert await closed_with(found) == 4401


class TestPulse:
    async def test_who_says_nothing_is_closed(self, here: Library, document: UUID, ada: Writer) -> None:
        here.sockets.limits = LIMITS.model_copy(update={"silence_seconds": 0.5})
        async with joined(here, document, ada) as silent, joined(here, document, ada) as other:
            async with asyncio.timeout(5):
                while not silent.close_code:
                    await other.send(b"\x03")
                    await asyncio.sleep(0.1)
            assert silent.close_code == 3012
            await opened(other)


class TestSlowReaders:
    @asynccontextmanager
    async def stalled(self, here: Library, document: UUID, ada: Writer) -> AsyncIterator[None]:
        """A reader that has stopped, with a receive buffer as small as the kernel allows."""
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.setblocking(False)
        await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", here.port))
        async with wire(here.address(document, ada), sock=raw, close_timeout=0.1) as found:
            await opened(found)
            found.transport.pause_reading()
            try:
                yield
            finally:
                found.transport.abort()

    async def test_the_queue_is_bounded_and_the_socket_freed(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        async with self.stalled(here, document, ada):
            (member,) = here.sockets.members
            largest = 0
            awareness = packed([State(1, 1, f'"{"x" * 15_000}"')])
            async with asyncio.timeout(20):
                while here.sockets.members:
                    member.heard_at = asyncio.get_running_loop().time()
                    await feed.documents.tell_awareness(document, awareness)
                    await asyncio.sleep(0.001)
                    largest = max(largest, member.outlet.size)
        assert largest <= LIMITS.queue_bytes + 16_000
        assert here.engine.counts.closes["3008"] == 1

    async def test_a_write_that_never_ends_is_given_up(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        awareness = packed([State(1, 1, f'"{"x" * 15_000}"')])
        async with self.stalled(here, document, ada):
            (member,) = here.sockets.members
            async with asyncio.timeout(10):
                while member.outlet.suspended_at is None or member.outlet.size < 40_000:
                    await feed.documents.tell_awareness(document, awareness)
                    await asyncio.sleep(0.001)
            await settled(lambda: not here.sockets.members, within=10)
        assert here.engine.counts.closes["3009"] == 1
