"""A client that keeps books: what it sent, what it is owed, and for what it may be closed."""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, field

import orjson
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.realtime.frames import BAD_REQUEST, Frame

WITHIN = 5.0
"""Seconds after which the SDK gives a command up."""
NO_PONG = 3012
TOO_MANY = 111
ERRORS = {102, 103, 104, 105, 106, 107, 108, 109, TOO_MANY, 112, 413, 422}
"""Not 100: nothing is broken but the frames."""


@dataclass
class Heard:
    """What all clients together were told; and how many frames they sent."""

    frames: int = 0
    replies: Counter[str] = field(default_factory=Counter)
    errors: Counter[int] = field(default_factory=Counter)
    pushes: Counter[str] = field(default_factory=Counter)
    closes: Counter[int] = field(default_factory=Counter)


class Caller:
    """One socket, which holds the server to its word: every command is answered, in order, or the socket is
    closed for a reason that this client gave.
    """

    def __init__(self, wire: ClientConnection, heard: Heard, *, polite: bool) -> None:
        self._wire = wire
        self._heard = heard
        self._polite = polite
        self._sent: str | bytes = ""
        self._owed: deque[int] = deque()
        self._codes: set[int] = set()
        self._lasting: set[int] = set()

    async def send(self, frame: Frame) -> None:
        self._sent = frame.content
        self._owed += frame.owed
        self._codes = set(frame.codes)
        if frame.content == "{}":
            # It may have taken the place of an answer that is under way.
            self._lasting.add(BAD_REQUEST)
        content = frame.content
        if isinstance(content, str) and len(content) % 5 == 1:
            await self._wire.send([content[:1], content[1:]])
        else:
            await self._wire.send(content, text=not frame.binary)
        if frame.fatal:
            await self._last()
        elif frame.codes:
            await self.answered()

    async def answered(self) -> None:
        """It still answers, this and whatever was asked before."""
        await self._wire.send('{"id":7,"unsubscribe":{"channel":"nowhere"}}')
        self._owed.append(7)
        async with asyncio.timeout(WITHIN):
            while self._owed:
                await self._hear()
        self._codes.clear()

    async def refused(self) -> None:
        """The connect was answered with an error; nothing else is until the socket is closed."""
        await self.told()
        await self._wire.send('{"id":2,"rpc":{}}\n{}')

    async def told(self) -> None:
        async with asyncio.timeout(WITHIN):
            await self._hear()

    async def _last(self) -> None:
        async with asyncio.timeout(WITHIN):
            while True:
                await self._hear()

    async def _hear(self) -> None:
        for line in str(await self._wire.recv()).split("\n"):
            said = orjson.loads(line)
            if not said:
                self._lasting.add(NO_PONG)
                if self._polite:
                    await self._wire.send("{}")
            elif "push" in said:
                self._heard.pushes[next(name for name in said["push"] if name != "channel")] += 1
            else:
                self._reply(said)

    def _reply(self, said: dict[str, object]) -> None:
        number, error = said.pop("id"), said.pop("error", None)
        assert [number] == list(self._owed)[:1], (number, said, error, self._sent)
        self._owed.popleft()
        if isinstance(error, dict):
            assert error["code"] in ERRORS, (error, self._sent)
            self._heard.errors[error["code"]] += 1
        else:
            (name,) = said
            self._heard.replies[name] += 1

    async def closed(self) -> None:
        """It was closed; after what was said before that, for a reason of this client's making."""
        with pytest.raises(ConnectionClosed) as closed:
            await self._last()
        code = closed.value.rcvd.code if closed.value.rcvd else 1006
        assert code in self._codes | self._lasting, (code, self._sent)
        self._heard.closes[code] += 1
