"""Start everything on this machine, and end it in order on Ctrl-C."""

import argparse
import asyncio
import os
import signal
from contextlib import suppress

from server.cli import configuration
from server.listening import listen
from server.plan import plan
from server.supervisor import Supervisor

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reload", action="store_true", help="for development: with Vite, and again when a source changes"
    )


def perform(given: argparse.Namespace) -> int:
    settings = configuration.read()
    with listen(settings.host, settings.port) as listener, suppress(asyncio.CancelledError):
        supervisor = Supervisor(plan(settings, listener, developing=given.reload), listener)
        asyncio.run(_until_told(supervisor))
    return 0


async def _until_told(supervisor: Supervisor) -> None:
    """The first signal ends everything in order, a second one at once: then the engines end by themselves."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task

    def told() -> None:
        for number in SIGNALS:
            loop.add_signal_handler(number, os._exit, 1)
        task.cancel()

    for number in SIGNALS:
        loop.add_signal_handler(number, told)
    await supervisor.run()
