"""What a person does, step by step, in the words that the screens use."""

import uuid
from pathlib import Path

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.support.house import PASSWORD

SCREENS = Path(__file__).parent / "screens"
"""Where the suite leaves a picture of every screen, for whoever changes one to look at."""


async def sign_up(page: Page, name: str = "John Doe", email: str = "") -> None:
    await page.goto("/sign-up")
    await page.get_by_label("Name").fill(name)
    await page.get_by_label("E-mail").fill(email or f"{uuid.uuid4().hex[:12]}@example.org")
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Make account").click()
    await expect(page.get_by_role("heading", name="Hello")).to_be_visible()


async def bring_resume(page: Page, file: Path) -> None:
    """Upload, watch it being read, look it over."""
    await page.goto("/profile")
    await page.locator("input[type=file]").first.set_input_files(file)
    await expect(page.get_by_role("button", name="Accept into profile")).to_be_visible()


async def accept(page: Page) -> None:
    await page.get_by_role("button", name="Accept into profile").click()
    await page.wait_for_url("**/profile")


async def add_job(page: Page, text: str) -> None:
    """Paste a posting, look at what was read, confirm it."""
    await page.goto("/jobs/new")
    await page.get_by_label("Text of the posting").fill(text)
    await page.get_by_role("button", name="Read posting").click()
    await expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()


async def confirm_job(page: Page) -> None:
    await page.get_by_role("button", name="Looks right").click()
    await expect(page.get_by_role("heading", name="Skills asked for")).to_be_visible()


async def write(page: Page) -> None:
    await page.get_by_role("link", name="Write").first.click()
    await page.get_by_role("button", name="Write").click()


async def photograph(page: Page, name: str) -> None:
    """A picture of what the person sees, once it has come to rest."""
    SCREENS.mkdir(exist_ok=True)
    await page.wait_for_load_state("networkidle")
    width = page.viewport_size["width"] if page.viewport_size else 0
    scheme = "dark" if await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    await page.screenshot(path=SCREENS / f"{name}-{scheme}-{width}.png")


async def seen(page: Page, name: str) -> None:
    """Photographed, and axe finds nothing on it."""
    await photograph(page, name)
    found = (await Axe().run(page)).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []
