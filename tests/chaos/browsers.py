"""npm `centrifuge`, many in one process, and what each of them heard."""

import asyncio
import contextlib
import fcntl
import json
import subprocess
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.people import Document, Person
from tests.chaos.property import Heard, Told
from tests.chaos.publisher import Said, serial_of
from tests.support import sockets

_FOLDER = Path(__file__).parent / "node"
_LINE = 16 * 1024 * 1024


_SOONEST = 200
"""Milliseconds that the SDK waits before it comes back: shorter than in `web/src/realtime/socket.ts` …"""
_LATEST = 2_000
"""… at first and at most, since these few make no stampede."""


@dataclass
class Ledger:
    """All that one browser said about one channel."""

    entries: list[Heard | Told] = field(default_factory=list)
    subscribed: int = 0
    data: list[Said] = field(default_factory=list)

    def write(self, said: Said) -> None:
        at = float(str(said["at"]))
        match said["event"]:
            case "publication":
                data = said["data"]
                assert isinstance(data, dict)
                self.data.append(data)
                if (serial := serial_of(data)) is not None:
                    self.entries.append(Heard(serial, at))
            case "subscribed":
                self.subscribed += 1
                if said["wasRecovering"] and not said["recovered"]:
                    self.entries.append(Told(at))
            case "state" if self.subscribed:
                self.entries.append(Told(at))

    @property
    def newest(self) -> int:
        return next((entry.serial for entry in reversed(self.entries) if isinstance(entry, Heard)), -1)


class Browsers:
    """`ledgers` by the browser's name and the channel."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._said: dict[str, list[Said]] = defaultdict(list)
        self.ledgers: dict[tuple[str, str], Ledger] = defaultdict(Ledger)

    def open(
        self, name: str, site: str, person: Person, document: Document, *, loads_state: bool = False
    ) -> None:
        """A browser of this person, on their own channel and on that of the document."""
        self.do(
            "open",
            name,
            site=site,
            bearer=person.bearer,
            token=person.token,
            channel=document.channel,
            state=f"{site}{document.path}" if loads_state else None,
            minReconnectDelay=_SOONEST,
            maxReconnectDelay=_LATEST,
        )

    def do(self, command: str, name: str, **detail: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"command": command, "name": name, **detail}).encode() + b"\n")

    def said(self, name: str, event: str, **detail: object) -> list[Said]:
        """By this browser, in order."""
        wanted = {"event": event, **detail}
        return [said for said in self._said[name] if wanted.items() <= said.items()]

    async def listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            said: Said = json.loads(line)
            self._said[str(said["name"])].append(said)
            if "channel" in said:
                self.ledgers[str(said["name"]), str(said["channel"])].write(said)


@contextlib.asynccontextmanager
async def browsers() -> AsyncIterator[Browsers]:
    await asyncio.to_thread(_install)
    process = await asyncio.create_subprocess_exec(
        *("node", "crowd.mjs"), cwd=_FOLDER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, limit=_LINE
    )
    found = Browsers(process)
    listening = asyncio.create_task(found.listen())
    try:
        yield found
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
        await listening


def _install() -> None:
    """Two processes of pytest at once would remove each other's files."""
    with (sockets.NODE / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sockets.install()
