"""Start everything on this machine, and end it in order on Ctrl-C."""

import argparse
import asyncio
import os
import signal
from contextlib import suppress

from server.cli import configuration
from server.supervisor import Supervisor


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reload", action="store_true", help="start web and worker again when the source changes"
    )


def perform(given: argparse.Namespace) -> int:
    supervisor = Supervisor(configuration.read(), watching=given.reload)
    with suppress(asyncio.CancelledError):
        asyncio.run(_until_told(supervisor))
    return 0


async def _until_told(supervisor: Supervisor) -> None:
    """The first signal ends everything in order, a second one at once: then the engines end by themselves."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task

    def told() -> None:
        for number in signals:
            loop.add_signal_handler(number, os._exit, 1)
        task.cancel()

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in signals:
        loop.add_signal_handler(number, told)
    await supervisor.run()
