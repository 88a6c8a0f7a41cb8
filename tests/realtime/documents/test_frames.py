"""What y-websocket would never send: bare sockets against document sockets."""

from contextlib import suppress
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, InvalidStatus

from career.feed import MemoryFeed
from career.services import Services
from realtime.documents.awareness import GONE, State, packed, states
from realtime.documents.protocol import awareness_frame, step_one, step_two, update_frame
from realtime.documents.updates import EMPTY, NOTHING
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
from tests.support.sockets import ORIGIN

HONEST = Page().write("An honest line.")


class TestHandshake:
    async def test_a_foreign_page_is_refused_before_the_socket_opens(
        self, here: Library, document: UUID, ada: Writer
    ) -> None:
        with pytest.raises(InvalidStatus) as refused:
            async with wire(here.address(document, ada), origin="https://elsewhere.test"):
                pass
        assert refused.value.response.status_code == 403
        async with wire(here.address(document, ada), origin=ORIGIN) as found:
            await opened(found)

    async def test_so_many_sockets_a_person(self, here: Library, document: UUID, ada: Writer) -> None:
        async with (
            joined(here, document, ada),
            joined(here, document, ada),
            joined(here, document, ada),
            wire(here.address(document, ada)) as over,
        ):
            assert await closed_with(over) == 3504
        await settled(lambda: not here.sockets.members)
        async with joined(here, document, ada):
            assert len(here.sockets.members) == 1

    async def test_so_many_sockets_a_document(self, services: Services, document: UUID, ada: Writer) -> None:
        limits = LIMITS.model_copy(update={"members": 1})
        async with library(services, MemoryFeed(), limits=limits) as here, joined(here, document, ada):
            async with wire(here.address(document, ada)) as over:
                assert await closed_with(over) == 3504
            assert len(here.sockets.rooms) == 1

    async def test_so_many_sockets_a_process(self, here: Library, document: UUID, ada: Writer) -> None:
        here.sockets.limits = LIMITS.model_copy(update={"connections": 1})
        async with joined(here, document, ada):
            with pytest.raises(InvalidStatus) as refused:
                async with wire(here.address(document, ada)):
                    pass
            assert refused.value.response.status_code == 503

    async def test_a_drain_sends_everybody_away_to_come_back_elsewhere(
        self, here: Library, document: UUID, ada: Writer
    ) -> None:
        async with joined(here, document, ada) as found:
            await here.engine.drain(0.1)
            assert await closed_with(found) == 3001
            with pytest.raises(InvalidStatus) as refused:
                async with wire(here.address(document, ada)):
                    pass
            assert refused.value.response.status_code == 503

    async def test_while_the_journal_is_down_they_shall_come_back(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        async with joined(here, document, ada) as found:
            feed.down = True
            await found.send(update_frame(Page().write("lost?")))
            assert await closed_with(found) == 4503
        for listener in list(feed.listeners):
            listener.cut()
        await settled(lambda: not here.engine.hub.backend.up)
        async with wire(here.address(document, ada)) as found:
            assert await closed_with(found) == 4503
        feed.down = False


class TestFrames:
    @pytest.mark.parametrize(
        ("frame", "code"),
        [
            ("text", 4400),
            (b"", 4400),
            (b"\x02\x00", 4400),
            (b"\x00\x03\x00", 4400),
            (b"\x00\x02\x05ab", 4400),
            (b"\x00\x02\x01ab", 4400),
            (b"\xff" * 12, 4400),
            (step_one(b"\x05"), 4400),
            (update_frame(b"nonsense"), 4400),
            (awareness_frame(packed([State(1, 1, "{")])), 4400),
            (awareness_frame(packed([State(1, 1, "NaN")])), 4400),
            (update_frame(b"\0" * (256 * 1024 + 1)), 4413),
            (awareness_frame(b"\0" * (16 * 1024 + 1)), 4413),
            (b"\0" * (512 * 1024 + 1), 1009),
        ],
        ids=str,
    )
    async def test_what_cannot_be_taken(
        self, here: Library, document: UUID, ada: Writer, frame: str | bytes, code: int
    ) -> None:
        async with joined(here, document, ada) as found:
            await found.send(frame)
            assert await closed_with(found) == code
        await settled(lambda: not here.sockets.members)

    async def test_an_update_goes_to_the_others_and_awareness_to_everybody(
        self, here: Library, document: UUID, ada: Writer
    ) -> None:
        update, awareness = Page().write("x"), packed([State(7, 1, '{"user":"Ada"}')])
        async with joined(here, document, ada) as one, joined(here, document, ada) as two:
            await one.send(update_frame(update))
            await one.send(awareness_frame(awareness))
            # A bell is followed by a read, so what needs none may be there first.
            assert {await heard(two), await heard(two)} == {update_frame(update), awareness_frame(awareness)}
            assert await heard(one) == awareness_frame(awareness)
            await two.send(b"\x03")
            assert await heard(two) == awareness_frame(awareness)
            await one.close()
            assert states((await heard(two))[2:]) == [State(7, 1, GONE)]

    async def test_who_has_nothing_new_writes_nothing(
        self, here: Library, document: UUID, ada: Writer, feed: MemoryFeed
    ) -> None:
        async with joined(here, document, ada) as found:
            await found.send(step_two(EMPTY))
            await opened(found)
            assert (await feed.documents.load(document)).entries == ()

    async def test_a_document_has_an_end(self, here: Library, document: UUID, ada: Writer) -> None:
        page = Page()
        async with joined(here, document, ada) as found, joined(here, document, ada) as other:
            await found.send(update_frame(page.write("x" * 200_000)))
            await heard(other)
            # The same again is no more than before, though it was counted twice.
            await found.send(update_frame(page.doc.get_update()))
            await heard(other)
            await found.send(update_frame(page.write("small")))
            await heard(other)
            await found.send(update_frame(page.write("y" * 100_000)))
            assert await closed_with(found) == 4413
            await opened(other)

    async def test_too_many_frames(self, here: Library, document: UUID, ada: Writer) -> None:
        async with joined(here, document, ada) as found:
            with suppress(ConnectionClosed):
                for _ in range(2_000):
                    await found.send(b"\x03")
            assert await closed_with(found) == 3013


FRAMES = st.one_of(
    st.binary(max_size=60),
    st.builds(
        lambda kind, rest: bytes(kind) + rest, st.tuples(st.integers(0, 3), st.integers(0, 3)), st.binary()
    ),
    st.builds(update_frame, st.binary(max_size=40)),
    st.builds(awareness_frame, st.binary(max_size=40)),
    st.builds(lambda at, byte: broken(update_frame(HONEST), at, byte), st.integers(0), st.integers(0, 255)),
    st.sampled_from([step_one(NOTHING), update_frame(HONEST), b"\x03"]),
    st.text(max_size=5),
)


def broken(frame: bytes, at: int, byte: int) -> bytes:
    """The frame with one other byte."""
    at %= len(frame)
    return frame[:at] + bytes((byte,)) + frame[at + 1 :]


@given(st.lists(st.lists(FRAMES, max_size=12), min_size=1, max_size=4))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
async def test_no_frames_whatever_wedge_a_room(
    here: Library, document: UUID, ada: Writer, sockets: list[list[bytes | str]]
) -> None:
    for frames in sockets:
        async with wire(here.address(document, ada)) as found:
            with suppress(ConnectionClosed):
                for frame in frames:
                    await found.send(frame)
    page = Page()
    async with joined(here, document, ada) as one, joined(here, document, ada) as two:
        update = page.write("still")
        await one.send(update_frame(update))
        while await heard(two) != update_frame(update):
            pass
        await one.send(step_one(page.doc.get_state()))
        await heard(one)
    await settled(lambda: not here.sockets.members)
