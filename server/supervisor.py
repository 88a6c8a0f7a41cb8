"""Engines, web and worker as one thing that is started, watched over and ended."""

import asyncio
import signal
import socket
import sys
import time
from contextlib import suppress
from importlib import import_module

from career.settings import Settings
from server.cli import configuration
from server.cli.terminal import Refusal, complain, say
from server.engines import EngineFailed, log
from server.listening import listen
from server.parts import Child, Part

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds before a part that died is started again, doubling
STEADY = 60.0  # seconds of life after which the next death counts as the first
READY_POLL = 0.02
OURS = (sys.executable, "-m", "server")


class Supervisor:
    """One start of everything on this machine."""

    def __init__(self, settings: Settings, *, watching: bool = False) -> None:
        self._settings = settings
        self._watching = watching
        """Development: start web and worker again when the source changes, and show what they say."""
        self._engines = configuration.engines(settings)
        self._running: list[Part] = []
        self._changing: set[Part] = set()

    async def run(self) -> None:
        """Start, say where, and keep it up until cancelled. Errors: Refusal, EngineFailed."""
        with listen(self._settings.host, self._settings.port) as listener:
            web, worker = self._children(listener)
            try:
                await self._start_engines()
                await self._start(web, worker)
                await self._until_ready(web, listener)
                say(f"Shortlist is at {self._settings.address}")
                await self._watch(web, worker)
            finally:
                await self._stop()

    def _children(self, listener: socket.socket) -> tuple[Child, Child]:
        environment = configuration.environment(self._engines)
        logs = self._settings.data_dir / "logs"
        handed_over = listener.fileno()
        web = Child(
            "web",
            (*OURS, "web", "--socket", str(handed_over)),
            environment,
            logs / "web.log",
            self._watching,
            signal.SIGINT,  # leave at once: there is no other web process to send anybody to
            (handed_over,),
        )
        worker = Child("worker", (*OURS, "worker"), environment, logs / "worker.log", self._watching)
        return web, worker

    async def _start_engines(self) -> None:
        """All at once, while this process imports what the migrations need."""
        loading = asyncio.create_task(asyncio.to_thread(import_module, "server.migrations"))
        started = await asyncio.gather(*map(self._begin, self._engines), return_exceptions=True)
        for failure in started:
            if failure:
                raise failure
        migrations = await loading
        addresses = configuration.environment(self._engines)
        await migrations.apply(self._settings.database_url or addresses["DATABASE_URL"])

    async def _start(self, *parts: Part) -> None:
        await asyncio.gather(*map(self._begin, parts))

    async def _begin(self, part: Part) -> None:
        self._running.append(part)
        await part.start()

    async def _until_ready(self, web: Part, listener: socket.socket) -> None:
        ready, ended = asyncio.create_task(_ready(listener)), asyncio.create_task(web.ended())
        try:
            await asyncio.wait((ready, ended), return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
            ended.cancel()
        if ended.done():
            raise Refusal(f"The web process did not start: {log.last_words(web.log)}")

    async def _watch(self, web: Part, worker: Part) -> None:
        async with asyncio.TaskGroup() as group:
            for part in self._running:
                group.create_task(self._keep(part))
            if self._watching:
                group.create_task(self._follow_changes(web, worker))

    async def _keep(self, part: Part) -> None:
        """Start a part again whenever it dies; its log says why it did."""
        pause, since = FIRST_PAUSE, time.monotonic()
        while True:
            code = await part.ended()
            if part in self._changing:
                self._changing.discard(part)
            else:
                pause = FIRST_PAUSE if time.monotonic() - since > STEADY else pause
                complain(
                    f"{part.title} ended ({_cause(code)}), see {part.log}; starting it again in {pause:g} s."
                )
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            since = time.monotonic()
            with suppress(EngineFailed):
                await part.stop()
                await part.start()

    async def _follow_changes(self, *parts: Part) -> None:
        from watchfiles import PythonFilter, awatch  # noqa: PLC0415 - only development has it

        packages = ("models", "career", "server", "realtime", "tasks")
        async for _ in awatch(
            *packages, watch_filter=PythonFilter(extra_extensions=(".toml", ".json", ".lua"))
        ):
            self._changing.update(parts)
            await asyncio.gather(*(part.stop() for part in parts))

    async def _stop(self) -> None:
        """Web first, so that nobody asks for what is no longer there; the engines last."""
        for part in sorted(self._running, key=self._engines.__contains__):
            await part.stop()


def _cause(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


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
