"""Slots: what happens to a call, and what a call may do to its process."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from career.errors import Invalid
from career.slots import SlotDied, Slots, SlotTimedOut

LIMIT = timedelta(seconds=20)


@pytest.fixture
async def slots() -> AsyncIterator[Slots]:
    pool = Slots(1)
    yield pool
    await pool.close()


async def test_a_result_comes_back(slots: Slots) -> None:
    assert await slots.call(sorted, [3, 1, 2], limit=LIMIT) == [1, 2, 3]


async def test_work_is_done_in_one_other_process(slots: Slots) -> None:
    first, second = [await slots.call(os.getpid, limit=LIMIT) for _ in range(2)]
    assert first == second != os.getpid()


async def test_an_exception_comes_back_as_it_is(slots: Slots) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        await slots.call(int, "twelve", limit=LIMIT)


async def test_a_call_that_takes_too_long_is_killed_and_the_next_one_works(slots: Slots) -> None:
    before = await slots.call(os.getpid, limit=LIMIT)
    with pytest.raises(SlotTimedOut):
        await slots.call(time.sleep, 30, limit=timedelta(milliseconds=300))
    assert await slots.call(os.getpid, limit=LIMIT) != before


async def test_a_call_that_kills_its_process_is_tried_twice(slots: Slots) -> None:
    with pytest.raises(SlotDied):
        await slots.call(os._exit, 1, limit=LIMIT)
    assert await slots.call(len, "abc", limit=LIMIT) == 3


async def test_memory_is_limited(slots: Slots) -> None:
    with pytest.raises(MemoryError):
        await slots.call(bytes, 3 << 30, limit=LIMIT)


async def test_a_cancelled_call_leaves_no_answer_for_the_next_one(slots: Slots) -> None:
    await slots.call(len, "", limit=LIMIT)
    late = asyncio.create_task(slots.call(time.sleep, 0.5, limit=LIMIT))
    await asyncio.sleep(0.1)
    late.cancel()
    await asyncio.wait({late})
    assert await slots.call(len, "four", limit=LIMIT) == 4


async def test_errors_of_the_product_keep_their_kind(slots: Slots) -> None:
    with pytest.raises(Invalid, match="no"):
        await slots.call(_refuse, limit=LIMIT)


def _refuse() -> None:
    raise Invalid("no")
