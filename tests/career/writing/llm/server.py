"""A small server that speaks OpenAI's chat completions, well or badly, on loopback."""

import asyncio
import json
from collections.abc import Sequence
from typing import Self

from career.writing.llm.port import WrittenItem


class ChatServer:
    """`ending`: whole, broken (the list stops), hanging (silent after an item), nothing (500 always),
    schemaless (400 for every response_format), chatty (words around the JSON), once (500 first, then whole),
    garbage (no JSON at all), refusing (401).
    """

    def __init__(self, items: Sequence[WrittenItem], *, ending: str = "whole") -> None:
        self._answer = json.dumps({"items": [item.model_dump() for item in items]}, ensure_ascii=False)
        self._ending = ending
        self.requests: list[dict] = []
        self.headers: list[str] = []
        self.url = ""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/v1"
        self._tasks: set[asyncio.Task] = set()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length")
        )
        self.requests.append(json.loads(await reader.readexactly(length)))
        self.headers.append(head)
        status = self._status()
        if status != 200:
            body = b'{"error": {"message": "no"}}'
            writer.write(
                f"HTTP/1.1 {status} No\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
                f"connection: close\r\n\r\n".encode()
                + body
            )
            await writer.drain()
            return
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        await self._stream(writer)

    def _status(self) -> int:
        if self._ending == "nothing" or (self._ending == "once" and len(self.requests) == 1):
            return 500
        if self._ending == "refusing":
            return 401
        if self._ending == "schemaless" and "response_format" in self.requests[-1]:
            return 400
        return 200

    async def _stream(self, writer: asyncio.StreamWriter) -> None:
        answer = self._answer
        if self._ending == "chatty":
            answer = f"Certainly, here it is:\n```json\n{answer}\n```\nAnything [else]?"
        if self._ending == "garbage":
            answer = "I am sorry, I cannot."
        if self._ending in {"broken", "hanging"}:
            answer = answer[: answer.index("}", 12) + 14]
        for start in range(0, len(answer), 7):
            await self._chunk(writer, {"choices": [_choice(answer[start : start + 7])]})
        if self._ending == "hanging":
            await asyncio.sleep(60)
        usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
        await self._chunk(writer, {"choices": [], "usage": usage})
        writer.write(b"data: [DONE]\n\n")
        await writer.drain()

    async def _chunk(self, writer: asyncio.StreamWriter, part: dict) -> None:
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "test-model", **part}
        writer.write(f"data: {json.dumps(chunk)}\n\n".encode())
        await writer.drain()
        await asyncio.sleep(0)


def _choice(text: str) -> dict:
    return {"index": 0, "delta": {"content": text}, "finish_reason": None}
