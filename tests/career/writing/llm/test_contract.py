"""Every language model keeps one contract: the twin, and the adapter against a server of the tests' own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from career.errors import Unavailable
from career.writing import prompts
from career.writing.llm.openai import OpenAIModel
from career.writing.llm.port import LanguageModel, Slot, SourceFact, Usage, WritingRequest, WrittenItem
from career.writing.llm.scripted import ScriptedModel
from tests.career.writing.llm.server import ChatServer

REQUEST = WritingRequest(
    task="letter",
    language="en",
    slots=tuple(Slot(key=f"s{n}", plain=f"I built part {n}.", evidence_ids=(f"b_{n}",)) for n in range(3)),
    facts=tuple(SourceFact(id=f"b_{n}", text=f"Built part {n}") for n in range(3)),
    job_quotes=("Build parts",),
    prompt_version=prompts.VERSION,
)
ITEMS = [
    WrittenItem(key=f"s{n}", text=f"I built part {n}, “quoted”.", evidence_ids=(f"b_{n}",)) for n in range(3)
]
LIMIT = timedelta(seconds=1)


@asynccontextmanager
async def scripted(ending: str) -> AsyncIterator[LanguageModel]:
    gone: list[WrittenItem | Exception] = [*ITEMS[:1], RuntimeError(ending)]
    answers = {"whole": ITEMS, "nothing": [RuntimeError(ending)]}
    yield ScriptedModel(lambda _: answers.get(ending, gone))


@asynccontextmanager
async def openai(ending: str) -> AsyncIterator[LanguageModel]:
    async with ChatServer(ITEMS, ending=ending) as server:
        model = OpenAIModel(api_key="test", model="test-model", base_url=server.url, limit=LIMIT)
        try:
            yield model
        finally:
            await model.aclose()


@pytest.fixture(params=[scripted, openai], ids=["scripted", "openai"])
def adapter(request):
    return request.param


class TestContract:
    async def test_it_writes_every_item_and_then_what_it_used(self, adapter):
        async with adapter("whole") as model:
            told = [item async for item in model.write(REQUEST)]
        assert told[:-1] == ITEMS
        assert isinstance(told[-1], Usage)
        assert told[-1].model == model.model

    async def test_items_before_a_failure_stay_good(self, adapter):
        async with adapter("broken") as model:
            told = model.write(REQUEST)
            assert await anext(told) == ITEMS[0]
            with pytest.raises(Unavailable):
                await anext(told)

    async def test_a_silent_server_is_unavailable(self, adapter):
        async with adapter("hanging") as model:
            async with asyncio.timeout(LIMIT.total_seconds() * 3):
                told = model.write(REQUEST)
                assert await anext(told) == ITEMS[0]
                with pytest.raises(Unavailable):
                    await anext(told)

    async def test_a_failing_server_is_unavailable(self, adapter):
        async with adapter("nothing") as model:
            with pytest.raises(Unavailable):
                [item async for item in model.write(REQUEST)]

    async def test_it_can_be_left_in_the_middle(self, adapter):
        async with adapter("whole") as model:
            writing = model.write(REQUEST)
            assert await anext(writing) == ITEMS[0]
            await writing.aclose()
