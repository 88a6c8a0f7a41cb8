"""Seal anew, with the first of ENCRYPTION_KEYS, whatever another key sealed."""

import argparse
import asyncio

from career import key_rotation
from career.key_rotation import Rotation
from career.wiring import opened
from server.cli import configuration
from server.cli.terminal import complain, say


def declare(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments: the keys are a setting."""


def perform(_given: argparse.Namespace) -> int:
    rotation = asyncio.run(_rotate())
    for place, rows in sorted(rotation.renewed.items()):
        say(f"Sealed anew: {rows} of {place}.")
    for place, rows in sorted(rotation.broken.items()):
        complain(f"Not opened: {rows} of {place}. Their key is not in ENCRYPTION_KEYS.")
    if rotation.broken:
        return 1
    say("Everything is sealed with the first key; the others can go.")
    return 0


async def _rotate() -> Rotation:
    async with configuration.running(configuration.read()) as settings, opened(settings) as services:
        return await key_rotation.rotate(services.vault)
