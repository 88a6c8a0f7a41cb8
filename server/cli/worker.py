"""Perform jobs of the queues until told to stop."""

import argparse
import os
import sys

from server.cli import configuration
from server.cli.terminal import Refusal

QUEUES = ("interactive", "batch")


def declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "queue", nargs="*", metavar="queue", help="interactive, batch; both when none is named"
    )


def perform(given: argparse.Namespace) -> int:
    """Become the worker: `server` and `tasks` never import each other."""
    settings = configuration.read()
    configuration.require_addresses(settings)
    if strange := set(given.queue) - set(QUEUES):
        raise Refusal(f"There is no queue {min(strange)!r}; there are {' and '.join(QUEUES)}.")
    os.execv(sys.executable, [sys.executable, "-m", "tasks", *(given.queue or QUEUES)])  # noqa: S606 - ourselves
