"""The twin of a language model: says what it was told to say, fails as it was told to fail."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta

import structlog

from career.errors import Unavailable
from career.writing.llm.port import Usage, WritingRequest, WrittenItem

Answer = Sequence[WrittenItem | Exception]
"""Items in order; an exception among them is raised at its place."""


def echo(request: WritingRequest) -> Answer:
    """Every slot as the deterministic writer has it."""
    return [WrittenItem(key=s.key, text=s.plain, evidence_ids=s.evidence_ids) for s in request.slots]


class ScriptedModel:
    """Stands for a language model in development and tests; no traffic, no key."""

    model = "scripted"

    def __init__(
        self, script: Callable[[WritingRequest], Answer] = echo, *, pause: timedelta = timedelta()
    ) -> None:
        self._script = script
        self._pause = pause
        self.requests: list[WritingRequest] = []

    async def write(self, request: WritingRequest) -> AsyncIterator[WrittenItem | Usage]:
        structlog.get_logger().warning("language_model.scripted", task=request.task)
        self.requests.append(request)
        for item in self._script(request):
            await asyncio.sleep(self._pause.total_seconds())
            if isinstance(item, Exception):
                raise Unavailable("The language model does not answer.") from item
            yield item
        yield Usage(model=self.model)
