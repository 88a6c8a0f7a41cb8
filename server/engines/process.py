"""Child processes that end with us, even when we are killed with -9."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Unpack

import psutil

from server.engines.account import AsUser

PR_SET_PDEATHSIG = 1  # linux/prctl.h


class SpawnArguments(AsUser, total=False):
    pass_fds: Sequence[int]
    cwd: Path | None


async def spawn(
    command: Sequence[str | Path],
    *,
    output: IO[bytes] | int | None = None,
    env: Mapping[str, str] | None = None,
    when_orphaned: signal.Signals = signal.SIGKILL,
    **more: Unpack[SpawnArguments],
) -> asyncio.subprocess.Process:
    """Start a child in a session of its own: the Ctrl-C of a terminal reaches us, who end it in order.

    `when_orphaned` is what Linux sends it when we die without a word.
    """
    return await asyncio.create_subprocess_exec(
        *map(str, command),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        env=env,
        start_new_session=True,
        preexec_fn=_bound_to_us(when_orphaned),
        **more,
    )


def _bound_to_us(when_orphaned: signal.Signals) -> Callable[[], None] | None:
    """What the child does between fork and exec; elsewhere the next start finds what was left."""
    if sys.platform != "linux":
        return None
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def bind() -> None:
        prctl(PR_SET_PDEATHSIG, int(when_orphaned))
        if os.getppid() != parent:  # died before the line above
            os._exit(1)

    return bind


async def end(process: asyncio.subprocess.Process, *signals: signal.Signals, patience: float) -> None:
    """Send each signal in turn, SIGKILL last, with `patience` seconds after each."""
    for number in (*signals, signal.SIGKILL):
        if process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(number)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), patience)


def left_in(folder: Path, names: Iterable[str]) -> list[psutil.Process]:
    """Processes of these names that work in `folder`: what an earlier start of ours left behind."""
    wanted = frozenset(names)
    found = []
    for process in psutil.process_iter(["name"]):
        with suppress(psutil.Error):
            if process.info["name"] in wanted and process.cwd() == str(folder):
                found.append(process)
    return found


async def end_leftovers(
    processes: Sequence[psutil.Process], first: signal.Signals, *, patience: float
) -> None:
    """Ask the parents among them to leave, then end whatever stays."""
    ids = {process.pid for process in processes}
    for process in processes:
        with suppress(psutil.Error):
            if process.ppid() not in ids:
                process.send_signal(first)
    _, alive = await asyncio.to_thread(psutil.wait_procs, processes, timeout=patience)
    for process in alive:
        with suppress(psutil.Error):
            process.kill()
    await asyncio.to_thread(psutil.wait_procs, alive, timeout=patience)
