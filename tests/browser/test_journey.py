"""The main job, as a person does it: from a real PDF and a posting to a letter that downloads."""

import asyncio
import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.async_api import Browser, expect

from tests.browser import walking
from tests.support.chromium import Scheme, tab
from tests.support.house import real
from tests.support.processes import Site, start
from tests.support.texts import POSTING, RESUME

pytestmark = pytest.mark.browser

PDF = "resumes/reactive-resume/kakuna.pdf"


@pytest.fixture
def resume(tmp_path: Path) -> Path:
    file = tmp_path / "resume.txt"
    file.write_text(RESUME)
    return file


async def test_from_a_real_pdf_to_a_letter_in_a_pdf(product: Site, browser: Browser, tmp_path: Path) -> None:
    file = real(PDF)
    async with tab(browser, product.address) as page:
        await walking.sign_up(page)
        await walking.bring_resume(page, file)
        await expect(page.get_by_text("john.doe@gmail.com").first).to_be_visible()
        await expect(page.get_by_text("Creative Solutions Inc.").first).to_be_visible()
        await walking.accept(page)
        await expect(page.get_by_text("Creative Solutions Inc.").first).to_be_visible()
        await walking.add_job(page, POSTING)
        await expect(page.get_by_label("Title")).to_have_value("Senior Data Engineer")
        await walking.confirm_job(page)
        await walking.write(page)
        await expect(page.get_by_role("tab", name="Cover letter")).to_be_visible()
        await page.get_by_role("tab", name="Cover letter").click()
        letter = page.get_by_role("textbox", name=re.compile("letter", re.IGNORECASE)).first
        await expect(letter).to_contain_text("Harbour Energy Data")
        async with page.expect_download() as downloading:
            await page.get_by_role("button", name="PDF").click()
        saved = tmp_path / "letter.pdf"
        await (await downloading.value).save_as(saved)
        await page.goto("/applications")
        await expect(page.get_by_role("region", name="Preparing")).to_contain_text("Senior Data Engineer")
    with pypdfium2.PdfDocument(saved) as printed:
        text = printed[0].get_textpage().get_text_bounded()
    assert "John Doe" in text
    assert "Harbour Energy Data" in text
    assert "Kafka" not in text


async def test_what_was_written_is_there_after_leaving_and_in_another_tab(
    product: Site, browser: Browser, resume: Path
) -> None:
    async with tab(browser, product.address) as page:
        await walking.sign_up(page)
        await walking.bring_resume(page, resume)
        await walking.accept(page)
        await walking.add_job(page, POSTING)
        await walking.confirm_job(page)
        await walking.write(page)
        address = page.url
        await page.goto("/documents")
        await page.goto(address)
        await expect(page.get_by_text("Brightwater Utilities").first).to_be_visible()
        other = await page.context.new_page()
        await other.goto(address)
        await expect(other.get_by_text("Brightwater Utilities").first).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("Brightwater Utilities").first).to_be_visible()


async def test_a_move_in_one_tab_is_seen_in_another_one_and_after_being_offline(
    product: Site, browser: Browser, resume: Path
) -> None:
    async with tab(browser, product.address) as page:
        await walking.sign_up(page)
        await walking.bring_resume(page, resume)
        await walking.accept(page)
        await walking.add_job(page, POSTING)
        await walking.confirm_job(page)
        await page.get_by_role("button", name="Track").click()
        other = await page.context.new_page()
        await other.goto("/applications")
        await expect(other.get_by_role("region", name="Saved")).to_contain_text("Senior Data Engineer")
        await page.goto("/applications")
        await expect(page.get_by_text("Live")).to_be_visible()
        await page.context.set_offline(True)
        await expect(page.get_by_text("Offline").first).to_be_visible()
        await page.context.set_offline(False)
        await expect(page.get_by_text("Live")).to_be_visible()
        await other.get_by_role("button", name="Move Senior Data Engineer").click()
        await other.get_by_role("menuitem", name="Applied").click()
        await expect(page.get_by_role("region", name="Applied", exact=True)).to_contain_text(
            "Senior Data Engineer"
        )


async def test_a_page_catches_up_with_a_server_that_was_killed(
    product: Site, browser: Browser, resume: Path, tmp_path: Path
) -> None:
    async with tab(browser, product.address) as page:
        await walking.sign_up(page)
        await walking.bring_resume(page, resume)
        await walking.accept(page)
        await walking.add_job(page, POSTING)
        await walking.confirm_job(page)
        await page.get_by_role("button", name="Track").click()
        # Leaving the page would take back a request that is still under way.
        await expect(page.get_by_role("link", name="On your board")).to_be_visible()
        await page.goto("/applications")
        await expect(page.get_by_role("region", name="Saved")).to_contain_text("Senior Data Engineer")
        await expect(page.get_by_text("Live")).to_be_visible()
        product.web.kill()
        await expect(page.get_by_text("Live")).not_to_be_visible()
        product.web = await start(product.environment, tmp_path / "web.log", "server", "web")
        await expect(page.get_by_text("Live")).to_be_visible()
        await page.get_by_role("button", name="Move Senior Data Engineer").click()
        await page.get_by_role("menuitem", name="Applied").click()
        await expect(page.get_by_role("region", name="Applied", exact=True)).to_contain_text(
            "Senior Data Engineer"
        )


async def test_a_file_that_cannot_be_read_says_why(product: Site, browser: Browser, tmp_path: Path) -> None:
    picture = tmp_path / "resume.pdf"
    picture.write_bytes(b"%PDF-1.4 broken")
    async with tab(browser, product.address) as page:
        await walking.sign_up(page)
        await page.goto("/profile")
        await page.locator("input[type=file]").first.set_input_files(picture)
        await expect(page.get_by_text("We could not open it").first).to_be_visible()
        await page.goto("/jobs/new")
        await page.get_by_label("Text of the posting").fill("Dear diary, today it rained. " * 20)
        await page.get_by_role("button", name="Read posting").click()
        await expect(page.get_by_text("does not read like a job posting").first).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)]
)
async def test_every_screen_is_photographed_and_open_to_everybody(
    product: Site, browser: Browser, resume: Path, scheme: Scheme, width: int
) -> None:
    async with tab(browser, product.address, scheme=scheme, width=width) as page:
        await page.goto("/sign-in")
        await walking.seen(page, "sign-in")
        await walking.sign_up(page, "Nadia Okafor")
        await walking.seen(page, "home-new")
        await walking.bring_resume(page, resume)
        await walking.seen(page, "review")
        await walking.accept(page)
        await walking.seen(page, "profile")
        await walking.add_job(page, POSTING)
        await walking.seen(page, "job-check")
        await walking.confirm_job(page)
        await walking.seen(page, "match")
        await walking.write(page)
        await expect(page.get_by_role("button", name="PDF")).to_be_visible()
        await walking.seen(page, "written")
        for name in ("applications", "documents", "jobs", "account"):
            await page.goto(f"/{name}")
            await expect(page.get_by_role("heading").first).to_be_visible()
            await asyncio.sleep(0.3)
            await walking.seen(page, name)
        await page.goto("/")
        await walking.seen(page, "home")
