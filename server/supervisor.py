"""Engines, web and worker as one thing that is started, watched over and ended."""

import asyncio
import signal
import socket
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from server.cli.terminal import Refusal, complain, say
from server.engines import EngineFailed, log
from server.parts import Child, Part
from server.plan import Plan

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a part that died is started again, doubling
STEADY = 60.0  # seconds of life after which the next death counts as the first
READY_POLL = 0.02
USUAL_START = 20.0  # seconds after which somebody wants to know why nothing is there yet
SOURCES = ("models", "career", "server", "realtime", "tasks")
SOURCE_KINDS = (".toml", ".json", ".lua")  # besides Python


class Supervisor:
    """One start of everything on this machine."""

    def __init__(self, plan: Plan, listener: socket.socket) -> None:
        self._plan = plan
        self._listener = listener
        self._running: list[Part] = []
        self._changing: set[Part] = set()

    async def run(self) -> None:
        """Start, say where, and keep it up until cancelled. Errors: Refusal, EngineFailed."""
        try:
            await self._start_engines()
            await self._begin(self._plan.web)
            await self._until_ready(self._plan.web)
            await self._begin(*self._plan.others)  # only now: a person waits for the web process alone
            say(f"Shortlist is at {self._plan.address}{await _logins(self._plan.database_url)}")
            await self._watch()
        finally:
            await self._stop()

    async def _start_engines(self) -> None:
        """All at once, while this process imports what the migrations need."""
        _, migrations = await asyncio.gather(
            self._begin(*self._plan.engines), asyncio.to_thread(import_module, "server.migrations")
        )
        await migrations.apply(self._plan.database_url)

    async def _begin(self, *parts: Part) -> None:
        """Every part has come up or failed when this returns or raises, so that `_stop` finds it."""
        self._running += parts
        started = await asyncio.gather(*(part.start() for part in parts), return_exceptions=True)
        for failure in filter(None, started):
            raise failure

    async def _until_ready(self, web: Part) -> None:
        ready, ended = asyncio.create_task(_ready(self._listener)), asyncio.create_task(web.ended())
        either = (ready, ended)
        try:
            done, _ = await asyncio.wait(either, timeout=USUAL_START, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                complain(f"Still waiting for the web process; {_where(web)} says for what.")
                await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
            ended.cancel()
        if ended.done():
            raise Refusal(f"The web process did not start: {log.last_words(web.log)}")

    async def _watch(self) -> None:
        async with asyncio.TaskGroup() as group:
            for part in self._running:
                group.create_task(self._keep(part))
            if self._plan.reloaded:
                group.create_task(self._follow_changes(self._plan.reloaded))

    async def _keep(self, part: Part) -> None:
        """Start a part again whenever it dies; its log says why it did."""
        pause, since = FIRST_PAUSE, time.monotonic()
        while True:
            code = await part.ended()
            if part in self._changing:
                self._changing.discard(part)
            else:
                pause = FIRST_PAUSE if time.monotonic() - since > STEADY else pause
                again = f"see {_where(part)}; starting it again in {pause:g} s."
                complain(f"{part.title} ended ({_cause(code)}), {again}")
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            since = time.monotonic()
            with suppress(EngineFailed):
                await part.stop()
                await part.start()

    async def _follow_changes(self, parts: list[Child]) -> None:
        from watchfiles import PythonFilter, awatch  # noqa: PLC0415 - only development has it

        async for _ in awatch(*SOURCES, watch_filter=PythonFilter(extra_extensions=SOURCE_KINDS)):
            self._changing.update(parts)
            await asyncio.gather(*(part.stop() for part in parts))

    async def _stop(self) -> None:
        """Web first, so that nobody asks for what is no longer there; the engines last."""
        for part in sorted(self._running, key=self._plan.engines.__contains__):
            await part.stop()


async def _logins(database_url: str) -> str:
    """How to sign in as the demo's people, when they are there."""
    people = import_module("server.demo.people")
    return f" ({people.LOGINS})" if await people.are_in(database_url) else ""


def _cause(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def _where(part: Part) -> Path | str:
    return part.log or "above"


async def _ready(listener: socket.socket) -> None:
    while not await _is_ready(listener):  # noqa: ASYNC110 - another process cannot set an Event
        await asyncio.sleep(READY_POLL)


async def _is_ready(listener: socket.socket) -> bool:
    host, port = listener.getsockname()[:2]
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(b"GET /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return b" 200 " in await reader.readline()
    except ConnectionError:
        return False
    finally:
        writer.close()
