"""What a start consists of: engines, and processes of our own."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from server.engines import log
from server.engines.process import end, spawn

PATIENCE = 15.0  # seconds for a request to end, or a job to reach a point where it can be taken up again


class Part(Protocol):
    """An `Engine` or a `Child`."""

    @property
    def title(self) -> str:
        """What to call it when something is wrong with it."""

    @property
    def log(self) -> Path | None:
        """Where it says what it does; None when that is the terminal."""

    async def start(self) -> None:
        """Return when it runs; may be called again after `stop`."""

    async def stop(self) -> None:
        """End it in its own gentle way, and with SIGKILL when that takes too long."""

    async def ended(self) -> int:
        """Return its exit code when it is gone, whoever ended it; negative for a signal."""


@dataclass(eq=False)
class Child:
    """A process with additions to our environment; what it says goes to its log, or to the terminal."""

    title: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    inherits: Sequence[int] = ()
    folder: Path | None = None
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)

    async def start(self) -> None:
        with ExitStack() as files:
            self._process = await spawn(
                self.command,
                output=files.enter_context(log.opened(self.log)) if self.log else None,
                env=os.environ | self.environment,
                pass_fds=self.inherits,
                cwd=self.folder,
            )

    async def stop(self) -> None:
        if self._process:
            await end(self._process, self.stop_signal, patience=PATIENCE)

    async def ended(self) -> int:
        return await self._process.wait() if self._process else 0
