"""Say what is configured, what can be reached and what is missing."""

import argparse
import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from redis.exceptions import RedisError

from career.settings import Settings
from career.wiring import connect_redis
from server import migrations
from server.cli import configuration
from server.cli.terminal import say

ROOT = Path(__file__).parents[2]
PATIENCE = 5.0  # seconds for a database to answer

Line = tuple[bool, str, str]
"""Whether it is as it should be, what it is, and what was found."""


def declare(_parser: argparse.ArgumentParser) -> None:
    """It takes no arguments."""


def perform(_given: argparse.Namespace) -> int:
    settings = configuration.read()
    return 0 if asyncio.run(_report(settings)) else 1


async def _report(settings: Settings) -> bool:
    well = True
    async for fine, subject, found in _lines(settings):
        say(f"{'ok     ' if fine else 'PROBLEM'}  {subject:<20}{found}")
        well = well and fine
    return well


async def _lines(settings: Settings) -> AsyncIterator[Line]:
    yield True, "settings", f"{settings.environment} at {settings.address}"
    async with configuration.running(settings) as found:
        yield await _database(found, own=settings.database_url is None)
        yield await _redis(found, own=settings.redis_url is None)
    yield (
        True,
        "files",
        _without_secrets(settings.storage_url) if settings.storage_url else str(settings.data_dir / "files"),
    )
    yield True, "language model", _model(settings)
    yield _is_there("browser application", ROOT / "server" / "static" / "app" / "index.html", "make run")
    yield _is_there("typefaces", ROOT / "career" / "documents" / "fonts", "python tools/fonts.py")


async def _database(settings: Settings, *, own: bool) -> Line:
    assert settings.database_url
    where = f"our own in {settings.data_dir}" if own else _without_secrets(settings.database_url)
    try:
        async with asyncio.timeout(PATIENCE):
            missing = await migrations.missing(settings.database_url)
    except TimeoutError:
        return False, "PostgreSQL", f"{where} does not answer."
    except migrations.Unreachable as error:
        return False, "PostgreSQL", f"{where}: {error}"
    if missing:
        return False, "PostgreSQL", f"{where} needs `python -m server migrate`: {', '.join(missing)}"
    return True, "PostgreSQL", where


async def _redis(settings: Settings, *, own: bool) -> Line:
    assert settings.redis_url
    where = f"our own in {settings.data_dir}" if own else _without_secrets(settings.redis_url)
    client = connect_redis(settings.redis_url)
    try:
        about = await client.info("server")
    except (RedisError, OSError) as error:
        return False, "Redis", f"{where} does not answer: {error}"
    finally:
        with suppress(RedisError, OSError):
            await client.aclose()
    return True, "Redis", f"{where}, version {about['redis_version']}"


def _model(settings: Settings) -> str:
    if settings.openai_api_key is None:
        return "none: the deterministic writer does all the wording"
    return f"{settings.openai_model} at {settings.openai_base_url or 'the address of the SDK'}"


def _is_there(subject: str, path: Path, remedy: str) -> Line:
    return (True, subject, "there") if path.exists() else (False, subject, f"`{remedy}` brings it")


def _without_secrets(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"
