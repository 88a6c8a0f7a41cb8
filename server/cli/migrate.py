"""Bring the database up to date; `release` of a Procfile, and safe from any number of hosts at once."""

import argparse
import asyncio

from server import migrations
from server.cli import configuration
from server.cli.terminal import say


def declare(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments: there is one way, forward."""


def perform(_given: argparse.Namespace) -> int:
    applied = asyncio.run(_migrate())
    say("\n".join(f"Applied {name}." for name in applied) or "The database is up to date.")
    return 0


async def _migrate() -> list[str]:
    async with configuration.running(configuration.read()) as settings:
        assert settings.database_url
        return await migrations.apply(settings.database_url)
