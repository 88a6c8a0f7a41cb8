"""Frames, cursors and updates of documents, without a socket."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Doc, Text, merge_updates

from career.errors import Unavailable
from realtime.documents.awareness import GONE, Company, State, packed, states
from realtime.documents.protocol import (
    Awareness,
    Malformed,
    Query,
    StepOne,
    Update,
    awareness_frame,
    read,
    step_one,
    step_two,
    update_frame,
    varint,
    written,
)
from realtime.documents.updates import EMPTY, NOTHING, Merging, merged, normalised, opening

PAYLOADS = st.binary(max_size=300)
STATES = st.lists(
    st.builds(
        State,
        st.integers(0, 2**53 - 1),
        st.integers(0, 2**53 - 1),
        st.sampled_from([GONE, "{}", '{"user":"Zoë 👋"}']),
    ),
    max_size=5,
)


class TestFrames:
    @given(PAYLOADS)
    def test_what_is_written_is_read(self, payload: bytes) -> None:
        assert read(step_one(payload)) == StepOne(payload)
        assert read(step_two(payload)) == read(update_frame(payload)) == Update(payload)
        assert read(awareness_frame(payload)) == Awareness(payload)
        assert read(b"\x03") == Query()

    @given(st.binary(max_size=40))
    def test_anything_else_is_malformed_and_nothing_worse(self, frame: bytes) -> None:
        try:
            read(frame)
        except Malformed:
            return

    @given(st.integers(0, 2**53 - 1))
    def test_numbers(self, number: int) -> None:
        assert varint(b"x" + written(number) + b"y", 1) == (number, 1 + len(written(number)))

    @pytest.mark.parametrize("data", [b"", b"\x80", written(2**53), b"\x80" * 20 + b"\0"])
    def test_no_numbers(self, data: bytes) -> None:
        with pytest.raises(Malformed):
            varint(data, 0)


class TestAwareness:
    @given(STATES)
    def test_what_is_packed_is_read(self, found: list[State]) -> None:
        assert states(packed(found)) == found

    @given(st.binary(max_size=40))
    def test_anything_else_is_malformed_and_nothing_worse(self, payload: bytes) -> None:
        try:
            states(payload)
        except Malformed:
            return

    @pytest.mark.parametrize("value", ["", "{", "NaN", "[Infinity]", "[" * 50_000])
    def test_what_a_browser_could_not_read(self, value: str) -> None:
        with pytest.raises(Malformed):
            states(packed([State(1, 1, value)]))

    def test_the_newest_of_everybody_who_is_there(self) -> None:
        company = Company()
        for heard in ([State(1, 1, "1"), State(2, 1, "2")], [State(1, 2, "3")], [State(2, 2, GONE)]):
            company.hear(packed(heard))
        assert company.present() == [State(1, 2, "3")]

    def test_a_crowd_has_an_end(self) -> None:
        company = Company()
        for client in range(500):
            company.hear(packed([State(client, 1, "{}")]))
        assert [state.client for state in company.present()] == list(range(372, 500))


def typed(count: int, text: str = "word ") -> list[bytes]:
    """The updates of somebody who wrote so many times."""
    doc: Doc = Doc(client_id=7)
    found: list[bytes] = []
    doc.observe(lambda event: found.append(event.update))
    shared = doc.get("text", type=Text)
    for _ in range(count):
        shared += text
    return found


def text_of(update: bytes) -> str:
    doc = Doc()
    doc.apply_update(update)
    return str(doc.get("text", type=Text))


class TestUpdates:
    def test_they_commute_and_repeat(self) -> None:
        one, two, three = typed(3)
        assert text_of(merged([three, one, two, one])) == "word word word "
        assert merged([]) == merged([EMPTY]) == EMPTY

    def test_an_opening_says_what_is_missing_on_both_sides(self) -> None:
        found = typed(3)
        first = opening(found[:1], NOTHING)
        later = opening(found, first.state)
        assert text_of(merged([first.missing, later.missing])) == "word word word "
        assert opening(found, later.state).missing == EMPTY
        assert opening([], NOTHING) == (EMPTY, NOTHING, len(EMPTY))

    def test_a_hole_is_not_taken_for_known(self) -> None:
        one, two, three = typed(3)
        assert opening([one, three], NOTHING).state == opening([one], NOTHING).state
        assert text_of(merged([one, three, two])) == "word word word "

    def test_a_state_that_is_none(self) -> None:
        with pytest.raises(Malformed):
            opening(typed(1), b"\x05")

    @given(st.data())
    def test_what_is_taken_can_always_be_merged(self, data: st.DataObject) -> None:
        whole = bytearray(merged(typed(4)))
        for _ in range(data.draw(st.integers(1, 3))):
            whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
        try:
            found = normalised(bytes(whole))
        except Malformed:
            return
        assert normalised(found) == found
        merge_updates(*typed(2), found)

    async def test_small_and_large_merges_say_the_same(self) -> None:
        merging = Merging()
        try:
            assert text_of(await merging.merged(typed(3))) == "word " * 3
            assert text_of(await merging.merged(typed(600, "x"))) == "x" * 600
            large = typed(3, "x" * 100_000)
            assert text_of((await merging.opening(large, NOTHING)).missing) == "x" * 300_000
            with pytest.raises(Malformed):
                await merging.opening(large, b"\x05")
        finally:
            await merging.close()

    async def test_a_large_merge_may_take_so_long_and_a_small_one_is_done_here(self) -> None:
        merging = Merging(limit=timedelta(milliseconds=1))
        try:
            assert await merging.merged(typed(3))
            with pytest.raises(Unavailable):
                await merging.merged(typed(600, "x"))
        finally:
            await merging.close()
