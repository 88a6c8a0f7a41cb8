"""What people do with their account: in by a provider, a second factor, sign-ins, keys, and out for good."""

import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from zipfile import ZipFile

import httpx2
import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from server.engines import Postgres, Redis
from tests.browser import walking
from tests.support.chromium import Scheme, program, tab
from tests.support.engines import cloned
from tests.support.house import PASSWORD
from tests.support.oidc import CLIENT_ID, CLIENT_SECRET, openid_provider
from tests.support.processes import Site, free_port, site, worker

pytestmark = pytest.mark.browser

SECTIONS = {
    "": "You",
    "/security": "Security",
    "/sessions": "Sign-ins",
    "/connections": "Connections",
    "/keys": "API keys",
    "/notifications": "Notifications",
    "/data": "Your data",
}


@pytest.fixture(scope="module")
async def product(
    built: None, postgres: Postgres, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Site]:
    """With a provider, and a mailbox that can be looked into."""
    program()
    folder = tmp_path_factory.mktemp("accounts")
    port = free_port()
    back = f"http://localhost:{port}/api/v1/auth/oauth/oidc/callback"
    async with (
        Redis(folder, durable=False) as redis,
        cloned(postgres, template) as url,
        openid_provider(back) as issuer,
        site(
            url,
            redis.url,
            folder,
            port,
            ENVIRONMENT="development",
            OAUTH_OIDC_ISSUER=issuer.address,
            OAUTH_OIDC_NAME="Example",
            OAUTH_OIDC_CLIENT_ID=CLIENT_ID,
            OAUTH_OIDC_CLIENT_SECRET=CLIENT_SECRET,
        ) as ours,
        worker(ours, folder),
    ):
        yield ours


def address() -> str:
    return f"{uuid.uuid4().hex[:12]}@example.org"


async def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    await page.goto("/sign-in")
    await page.get_by_label("E-mail").fill(email)
    await page.get_by_label("Password", exact=True).fill(password)
    await page.get_by_role("button", name="Sign in", exact=True).click()


async def sign_out(page: Page) -> None:
    await page.get_by_role("button", name="Account of").click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()


async def confirm_address(page: Page, email: str) -> None:
    """Look into the mailbox and follow the link, as a person does."""
    await expect(page.get_by_text(f"Is {email} yours?")).to_be_visible()
    await follow_mail(page, email, "Confirm")
    await expect(page.get_by_text("This address is yours")).to_be_visible()
    await page.get_by_role("link", name="Go on").click()
    await expect(page.get_by_text(f"Is {email} yours?")).not_to_be_visible()


async def follow_mail(page: Page, email: str, subject: str) -> None:
    mail = (
        page.get_by_role("listitem")
        .filter(has_text=email)
        .filter(has_text=re.compile(subject, re.IGNORECASE))
    )
    for _ in range(50):
        await page.goto("/dev/mailbox")
        if await mail.count():
            break
        await page.wait_for_timeout(200)
    await mail.first.get_by_role("link").click()
    await page.get_by_role("link", name=re.compile("#token=")).click()


async def go_with_provider(page: Page, login: str) -> None:
    """From our sign-in over the provider's own pages, up to where it leads back."""
    await stay_here(page)
    await page.get_by_role("link", name="Go on with Example").click()
    await agree(page, login)


async def stay_here(page: Page) -> None:
    """The provider's pages ask for a typeface of another host, which nobody here needs."""
    here = re.compile(r"https?://(127\.0\.0\.1|localhost)[:/]")
    await page.context.route(lambda url: not here.match(url), lambda route: route.abort())


async def agree(page: Page, login: str) -> None:
    await page.locator("input[name=login]").fill(login)
    await page.locator("input[name=password]").fill("any")
    await page.locator("button[type=submit]").click()
    await page.get_by_role("button", name="Continue").click()


class TestProvider:
    async def test_a_newcomer_is_in_with_a_confirmed_address(self, product: Site, browser: Browser) -> None:
        async with tab(browser, product.address) as page:
            await page.goto("/documents")
            await go_with_provider(page, f"new{uuid.uuid4().hex[:8]}")
            await expect(page.get_by_role("heading", name="Documents")).to_be_visible()
            await page.goto("/account")
            await expect(page.get_by_text("Confirmed")).to_be_visible()
            await page.get_by_role("link", name="Connections").click()
            await expect(page.get_by_role("button", name="Disconnect Example")).to_be_visible()
            await page.get_by_role("button", name="Disconnect Example").click()
            await page.get_by_role("dialog").get_by_role("button", name="Disconnect").click()
            await expect(page.get_by_text("You could not sign in any more")).to_be_visible()
            await page.get_by_role("button", name="Keep").click()
            await page.get_by_role("link", name="Security").click()
            await expect(page.get_by_role("button", name="Set a password")).to_be_visible()

    async def test_an_address_that_has_an_account_is_linked_after_its_password(
        self, product: Site, browser: Browser
    ) -> None:
        login = f"old{uuid.uuid4().hex[:8]}"
        async with tab(browser, product.address) as page:
            await walking.sign_up(page, email=f"{login}@example.org")
            await confirm_address(page, f"{login}@example.org")
            await sign_out(page)
            await go_with_provider(page, login)
            await expect(page.get_by_text(f"There is an account with {login}@example.org")).to_be_visible()
            await walking.seen(page, "prove-address")
            await page.get_by_label("Password of your account here").fill("something else entirely")
            await page.get_by_role("button", name="Sign in", exact=True).click()
            await expect(page.get_by_text("This is not your password.")).to_be_visible()
            await page.get_by_label("Password of your account here").fill(PASSWORD)
            await page.get_by_role("button", name="Sign in", exact=True).click()
            await expect(page.get_by_role("heading", name="Hello")).to_be_visible()
            await page.goto("/account/connections")
            await expect(page.get_by_role("button", name="Disconnect Example")).to_be_visible()

    async def test_one_is_connected_in_the_settings(self, product: Site, browser: Browser) -> None:
        email = address()
        async with tab(browser, product.address) as page:
            await walking.sign_up(page, email=email)
            await confirm_address(page, email)
            await page.goto("/account/connections")
            await page.get_by_role("button", name="Connect Example").click()
            await page.get_by_label("Your password").fill("something else entirely")
            await page.get_by_role("button", name="Go on").click()
            await expect(page.get_by_text("This is not your password.")).to_be_visible()
            await page.get_by_label("Your password").fill(PASSWORD)
            await stay_here(page)
            await page.get_by_role("button", name="Go on").click()
            await agree(page, f"two{uuid.uuid4().hex[:8]}")
            await expect(page.get_by_text("Example is connected.")).to_be_visible()

    async def test_whoever_says_no_over_there_is_told_so(self, product: Site, browser: Browser) -> None:
        async with tab(browser, product.address) as page:
            await page.goto("/sign-in")
            await stay_here(page)
            await page.get_by_role("link", name="Go on with Example").click()
            await page.get_by_role("link", name="Cancel").click()
            await expect(page.get_by_text("You did not agree over there")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_password_is_judged_while_it_is_typed(
    product: Site, browser: Browser, scheme: Scheme
) -> None:
    async with tab(browser, product.address, scheme=scheme, width=390) as page:
        await page.goto("/sign-up")
        field = page.get_by_label("Password", exact=True)
        verdict = page.get_by_role("status")
        for typed, word in (
            ("shorter", "Too short"),
            ("password1234", "Guessed"),
            ("tundra violin quarrel", "Very hard to guess"),
        ):
            await field.fill("")
            await field.press_sequentially(typed)
            await expect(verdict).to_contain_text(word)
            await walking.seen(page, f"sign-up-{word.split()[-1].lower()}")


async def test_passwords_can_be_pasted_shown_and_filled_in_by_a_program(
    product: Site, browser: Browser
) -> None:
    async with tab(browser, product.address) as page:
        for screen, kind, name in (
            ("/sign-up", "new-password", "email"),
            ("/sign-in", "current-password", "username"),
        ):
            await page.goto(screen)
            await expect(page.get_by_label("E-mail")).to_have_attribute("autocomplete", name)
            field = page.get_by_label("Password", exact=True)
            await expect(field).to_have_attribute("autocomplete", kind)
            await page.get_by_label("E-mail").fill(PASSWORD)
            await page.get_by_label("E-mail").press("ControlOrMeta+A")
            await page.keyboard.press("ControlOrMeta+X")
            await field.press("ControlOrMeta+V")
            await expect(field).to_have_value(PASSWORD)
            await expect(field).to_have_attribute("type", "password")
            await page.get_by_role("button", name="Toggle password visibility").click()
            await expect(field).to_have_attribute("type", "text")


async def test_a_second_factor_from_its_qr_code_to_the_next_sign_in(product: Site, browser: Browser) -> None:
    email = address()
    async with tab(browser, product.address) as page:
        await walking.sign_up(page, email=email)
        await page.goto("/account/security")
        await page.get_by_role("button", name="Set up").click()
        await expect(page.get_by_text(re.compile("confirm", re.IGNORECASE)).last).to_be_visible()
        await confirm_address(page, email)
        await page.goto("/account/security")
        await page.get_by_role("button", name="Set up").click()
        picture = page.get_by_role("img", name="QR code of the secret")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => image.complete && image.naturalWidth > 0")
        secret = await page.get_by_text(re.compile(r"^([A-Z2-7]{4} ){3,}")).inner_text()
        await walking.seen(page, "enrolment")
        app = pyotp.TOTP(secret.replace(" ", ""))
        await page.get_by_label("Code").fill("000000")
        await page.get_by_role("button", name="Turn on").click()
        await expect(page.get_by_label("Code")).to_have_attribute("aria-invalid", "true")
        await page.get_by_label("Code").fill(app.now())
        await page.get_by_role("button", name="Turn on").click()
        codes = page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
        await expect(codes).to_have_count(10)
        recovery = await codes.first.inner_text()
        await walking.seen(page, "recovery-codes")
        await page.get_by_role("button", name="I have kept them").click()
        await expect(page.get_by_text("10 recovery codes left")).to_be_visible()
        await sign_out(page)
        await sign_in(page, email)
        await expect(page.get_by_role("heading", name="One more step")).to_be_visible()
        await page.get_by_label("Code").fill(recovery)
        await page.get_by_role("button", name="Sign in", exact=True).click()
        await expect(page.get_by_role("heading", name="Hello")).to_be_visible()
        await page.goto("/account/security")
        await expect(page.get_by_text("9 recovery codes left")).to_be_visible()
        await expect(page.get_by_text("A recovery code was used")).to_be_visible()
        await page.get_by_role("button", name="Turn off").click()
        await page.get_by_label("Your password").fill(PASSWORD)
        await page.get_by_role("dialog").get_by_role("button", name="Turn off").click()
        await expect(page.get_by_role("button", name="Set up")).to_be_visible()


async def test_a_new_password_and_the_sign_ins_elsewhere(product: Site, browser: Browser) -> None:
    email = address()
    async with tab(browser, product.address) as page, tab(browser, product.address) as elsewhere:
        await walking.sign_up(page, email=email)
        await sign_in(elsewhere, email)
        await expect(elsewhere.get_by_text("Live")).to_be_visible()
        await page.goto("/account/sessions")
        await expect(page.get_by_text("This one")).to_be_visible()
        await page.get_by_role("button", name="End the sign-in of").click()
        # The page over there is told by its socket, and shows the sign-in at once.
        await expect(elsewhere.get_by_role("heading", name="Welcome back")).to_be_visible()
        await page.goto("/account/security")
        await page.get_by_role("button", name="Change password").click()
        await page.get_by_label("Current password").fill("something else entirely")
        await page.get_by_label("New password").fill("seven otters hum at night")
        await page.get_by_role("button", name="Save password").click()
        await expect(page.get_by_text("This is not your password.")).to_be_visible()
        await page.get_by_label("Current password").fill(PASSWORD)
        await page.get_by_role("button", name="Save password").click()
        await expect(page.get_by_text("Your password was changed.")).to_be_visible()
        await sign_in(elsewhere, email)
        await expect(elsewhere.get_by_role("alert")).to_be_visible()
        await sign_in(elsewhere, email, "seven otters hum at night")
        await expect(elsewhere.get_by_role("heading", name="Hello")).to_be_visible()


async def test_whoever_guesses_sees_when_the_door_opens_again(product: Site, browser: Browser) -> None:
    async with tab(browser, product.address) as page:
        await page.goto("/sign-in")
        await page.get_by_label("E-mail").fill(address())
        await page.get_by_label("Password", exact=True).fill("something else entirely")
        door = page.get_by_role("button", name=re.compile(r"^Sign in$|^Try again in \d+ s$"))
        for _ in range(6):
            await expect(door).to_have_text("Sign in")
            async with page.expect_response("**/auth/login"):
                await door.click()
        await expect(door).to_have_text(re.compile(r"Try again in \d+ s"))
        await expect(door).to_be_disabled()
        await walking.seen(page, "too-often")


async def test_a_key_opens_what_it_may_and_no_more(product: Site, browser: Browser) -> None:
    email = address()
    async with tab(browser, product.address) as page:
        await walking.sign_up(page, email=email)
        await confirm_address(page, email)
        await page.goto("/account/keys")
        await page.get_by_role("button", name="Make a key").click()
        await page.get_by_role("button", name="Make it").click()
        await expect(page.get_by_text("Choose something that it may do.")).to_be_visible()
        await page.get_by_role("textbox", name="Name").fill("Nightly export")
        await page.get_by_role("checkbox", name="Read: Jobs").check()
        await walking.seen(page, "key-draft")
        await page.get_by_role("button", name="Make it").click()
        key = await page.get_by_text(re.compile(r"^sl_\S{20,}$")).inner_text()
        await walking.seen(page, "key-shown")
        async with httpx2.AsyncClient(base_url=product.address) as program:
            program.headers["Authorization"] = f"Bearer {key}"
            assert (await program.get("/api/v1/jobs")).status_code == 200
            assert (await program.get("/api/v1/profile")).status_code == 403
            await page.get_by_role("button", name="I have kept it").click()
            await page.get_by_role("button", name="Delete the key Nightly export").click()
            await page.get_by_role("dialog").get_by_role("button", name="Delete").click()
            await expect(page.get_by_role("heading", name="No keys")).to_be_visible()
            assert (await program.get("/api/v1/jobs")).status_code == 401


async def test_everything_is_taken_along_and_then_gone(
    product: Site, browser: Browser, tmp_path: Path
) -> None:
    email = address()
    async with tab(browser, product.address) as page:
        await walking.sign_up(page, email=email)
        await page.goto("/account/data")
        await page.get_by_role("button", name="Make a copy").click()
        async with page.expect_download() as downloading:
            await page.get_by_role("button", name="Download").click()
        saved = tmp_path / "copy.zip"
        await (await downloading.value).save_as(saved)
        assert email in ZipFile(saved).read("account.json").decode()
        await page.get_by_role("button", name="Delete account").click()
        await walking.seen(page, "delete-account")
        await page.get_by_label("Your password").fill(PASSWORD)
        await page.get_by_role("button", name="Delete everything").click()
        await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
        await sign_in(page, email)
        await expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)]
)
async def test_every_section_is_photographed_and_open_to_everybody(
    product: Site, browser: Browser, scheme: Scheme, width: int
) -> None:
    async with tab(browser, product.address, scheme=scheme, width=width) as page:
        for name in ("sign-in", "sign-up"):
            await page.goto(f"/{name}")
            await expect(page.get_by_role("link", name="Go on with Example")).to_be_visible()
            await walking.seen(page, f"{name}-with-provider")
        await walking.sign_up(page, "Nadia Okafor")
        for section, title in SECTIONS.items():
            await page.goto(f"/account{section}")
            await expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
            await walking.seen(page, f"account{section.replace('/', '-')}")
