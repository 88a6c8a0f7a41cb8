"""Fill in people, a company and postings to look around in, and say how to sign in as them."""

import argparse
import asyncio

from career.settings import Environment, Settings
from career.wiring import opened
from server import migrations
from server.cli import configuration
from server.cli.terminal import Refusal, say
from server.demo.filling import fill
from server.demo.people import LOGINS


def declare(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments."""


def perform(_given: argparse.Namespace) -> int:
    settings = configuration.read()
    if settings.environment is Environment.PRODUCTION:
        raise Refusal("The demo's passwords are known to everybody: ENVIRONMENT=production does without it.")
    asyncio.run(_fill(settings))
    say(f"There are people, a company and postings now: {LOGINS}.")
    return 0


async def _fill(settings: Settings) -> None:
    async with configuration.running(settings) as found:
        assert found.database_url
        await migrations.apply(found.database_url)
        async with opened(found) as services:
            await fill(services)
