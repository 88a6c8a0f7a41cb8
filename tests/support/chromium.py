"""A real Chromium, found on the machine; tests that need one skip, saying so, where there is none."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_PATIENCE_MS = 20_000

Scheme = Literal["light", "dark"]


def program() -> str:
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    pytest.skip("no Chromium on this machine")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    executable = program()
    expect.set_options(timeout=_PATIENCE_MS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=list(_QUIET))
        yield browser
        await browser.close()


@asynccontextmanager
async def tab(
    browser: Browser, address: str, *, scheme: Scheme = "light", width: int = 1440, height: int = 900
) -> AsyncIterator[Page]:
    """A page of its own profile that fails the test when a script of ours throws or a policy is broken."""
    context = await browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    context.set_default_timeout(_PATIENCE_MS)
    page = await context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None,
    )
    yield page
    await context.close()
    assert faults == []
