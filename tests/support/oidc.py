"""A real OpenID provider on this machine (npm `oidc-provider`), and a person who goes through its pages."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx2

from career.oauth.openid import OpenIDProvider
from tests.support.node import install
from tests.support.processes import free_port

FOLDER = Path(__file__).parents[1] / "server" / "node_oidc"
CLIENT_ID, CLIENT_SECRET = "shortlist", "the secret of this client"
_PATIENCE_S = 30
_MOST_PAGES = 12


@dataclass(frozen=True)
class Issuer:
    address: str

    def provider(self) -> OpenIDProvider:
        """As the settings make one."""
        return OpenIDProvider(
            name="oidc",
            label="Example",
            issuer=self.address,
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            any_issuer=True,
        )


@asynccontextmanager
async def openid_provider(*redirect_uris: str) -> AsyncIterator[Issuer]:
    install(FOLDER)
    port = free_port()
    running = await asyncio.create_subprocess_exec(
        "node", "provider.mjs", str(port), *redirect_uris, cwd=FOLDER, stdout=asyncio.subprocess.PIPE
    )
    assert running.stdout is not None
    try:
        async with asyncio.timeout(_PATIENCE_S):
            while (await running.stdout.readline()).strip() != b"ready":
                assert running.returncode is None
        yield Issuer(f"http://127.0.0.1:{port}")
    finally:
        with contextlib.suppress(ProcessLookupError):
            running.kill()
        await running.wait()


async def go_through(address: str, login: str, *, agrees: bool = True) -> str:
    """Sign in over there as `login`, consent or decline, and say where that leads back to."""
    home = httpx2.URL(address).host, httpx2.URL(address).port
    async with httpx2.AsyncClient(timeout=_PATIENCE_S) as browser:
        response = await browser.get(address)
        for _ in range(_MOST_PAGES):
            if response.has_redirect_location:
                led = httpx2.URL(urljoin(str(response.url), response.headers["location"]))
                if (led.host, led.port) != home:
                    return str(led)
                response = await browser.get(led)
            elif agrees or 'name="login"' in response.text:
                response = await browser.post(_form(response), data=_filled(response, login))
            else:
                [abort] = re.findall(r'href="([^"]+/abort)"', response.text)
                response = await browser.get(urljoin(str(response.url), abort))
    raise AssertionError("the provider never let go")


def _form(page: httpx2.Response) -> str:
    [action] = re.findall(r'action="([^"]+)"', page.text)
    return urljoin(str(page.url), action)


def _filled(page: httpx2.Response, login: str) -> dict[str, str]:
    [prompt] = re.findall(r'name="prompt" value="([^"]+)"', page.text)
    return {"prompt": prompt, **({"login": login, "password": "any"} if prompt == "login" else {})}
