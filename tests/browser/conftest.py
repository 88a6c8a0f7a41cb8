"""A whole product for the browser: web, worker and engines of its own, and one Chromium."""

import shutil
import subprocess
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from server.engines import Postgres, Redis
from tests.support.chromium import chromium, program
from tests.support.engines import cloned
from tests.support.processes import ROOT, Site, site, worker

APP = ROOT / "server" / "static" / "app" / "index.html"


@pytest.fixture(scope="session")
def built() -> None:
    """The browser application, as `make test` builds it."""
    if APP.exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("the browser application is not built, and there is no npm to build it")
    subprocess.run([npm, "ci", "--prefix", "web"], cwd=ROOT, check=True)
    subprocess.run([npm, "run", "build", "--prefix", "web"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
async def product(
    built: None, postgres: Postgres, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Site]:
    """Not the Redis that other tests empty."""
    program()
    folder = tmp_path_factory.mktemp("product")
    async with (
        Redis(folder, durable=False) as redis,
        cloned(postgres, template) as url,
        site(url, redis.url, folder) as ours,
        worker(ours, folder),
    ):
        yield ours


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as found:
        yield found
