"""Any server with OpenAI's chat completions: OpenAI, Groq, Ollama, vLLM and the like."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import openai
from openai import AsyncOpenAI
from pydantic import ValidationError

from career.errors import Unavailable
from career.writing import prompts
from career.writing.llm.breaker import Breaker
from career.writing.llm.port import Usage, WritingRequest, WrittenItem
from career.writing.llm.stream import ItemStream

MAX_TOKENS = 2000
TEMPERATURE = 0.2
LIMIT = timedelta(seconds=30)
"""All the time that is spent waiting for one answer, tries included."""
RETRIES = 2

_SCHEMA = {
    "type": "json_schema",
    "json_schema": {
        "name": "written",
        "strict": True,
        "schema": {
            "type": "object",
            "additionalProperties": False,
            "required": ["items"],
            "properties": {
                "items": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["key", "text", "evidence_ids"],
                        "properties": {
                            "key": {"type": "string"},
                            "text": {"type": "string"},
                            "evidence_ids": {"type": "array", "items": {"type": "string"}},
                        },
                    },
                }
            },
        },
    },
}
_DIALECTS: tuple[dict[str, Any], ...] = (
    {"response_format": _SCHEMA, "max_completion_tokens": MAX_TOKENS, "temperature": TEMPERATURE},
    {"response_format": {"type": "json_object"}, "max_tokens": MAX_TOKENS, "temperature": TEMPERATURE},
    {"max_tokens": MAX_TOKENS, "temperature": TEMPERATURE},
    {"max_completion_tokens": MAX_TOKENS},
)
"""From the most to the least that servers understand; the one that worked is kept."""


class OpenAIModel:
    """One model on one server; close it with `aclose` when the process ends."""

    def __init__(
        self,
        *,
        api_key: str,
        model: str,
        base_url: str | None = None,
        limit: timedelta = LIMIT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.model = model
        self._limit = limit.total_seconds()
        self._client = AsyncOpenAI(
            api_key=api_key, base_url=base_url, timeout=self._limit, max_retries=RETRIES
        )
        self._breaker = Breaker(clock)
        self._dialect = 0

    async def aclose(self) -> None:
        await self._client.close()

    async def write(self, request: WritingRequest) -> AsyncIterator[WrittenItem | Usage]:
        self._breaker.check()
        wait = _Patience(self._limit)
        try:
            stream = await wait.of(self._open(request))
            try:
                async for piece in _read(stream, wait):
                    yield piece if isinstance(piece, WrittenItem) else self._usage(piece)
            finally:
                await stream.close()
        except (openai.OpenAIError, TimeoutError, ValueError) as problem:
            self._breaker.failed()
            raise Unavailable(_told(problem)) from problem

    async def _open(self, request: WritingRequest) -> openai.AsyncStream[Any]:
        """The stream in the best dialect that the server takes."""
        messages = prompts.messages(request)
        while True:
            try:
                stream: openai.AsyncStream[Any] = await self._client.chat.completions.create(
                    model=self.model,
                    messages=messages,
                    stream=True,
                    stream_options={"include_usage": True},
                    **_DIALECTS[self._dialect],
                )
            except (openai.BadRequestError, openai.UnprocessableEntityError):
                if self._dialect + 1 == len(_DIALECTS):
                    raise
                self._dialect += 1
            else:
                return stream

    def _usage(self, usage: Any) -> Usage:
        return Usage(
            model=self.model,
            prompt_tokens=getattr(usage, "prompt_tokens", None),
            completion_tokens=getattr(usage, "completion_tokens", None),
        )


class _Patience:
    """Counts the time spent waiting for the server, not the time in which its answer is used."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    async def of(self, waiting: Any) -> Any:
        started = time.monotonic()
        try:
            return await asyncio.wait_for(waiting, self._left)
        finally:
            self._left = max(0.0, self._left - (time.monotonic() - started))


async def _read(stream: Any, wait: _Patience) -> AsyncIterator[Any]:
    """Items as they are completed, then what the server says it used (or `None`)."""
    items, usage = ItemStream(), None
    chunks = aiter(stream)
    while True:
        try:
            chunk = await wait.of(anext(chunks))
        except StopAsyncIteration:
            break
        usage = chunk.usage or usage
        delta = chunk.choices[0].delta.content if chunk.choices else None
        for value in items.feed(delta or ""):
            item = _item(value)
            if item is not None:
                yield item
    if not items.closed:
        raise ValueError("the answer ended before its list did")
    yield usage


def _item(value: dict[str, object]) -> WrittenItem | None:
    known = {name: value[name] for name in ("key", "text", "evidence_ids") if name in value}
    try:
        return WrittenItem.model_validate(known)
    except ValidationError:
        return None


def _told(problem: Exception) -> str:
    """A sentence without anything that the server said: it may quote the request."""
    if isinstance(problem, (TimeoutError, openai.APITimeoutError)):
        return "The language model did not answer in time."
    if isinstance(problem, (openai.AuthenticationError, openai.PermissionDeniedError)):
        return "The language model refuses the key."
    if isinstance(problem, ValueError):
        return "The language model gave an answer that cannot be read."
    return "The language model cannot be reached."
