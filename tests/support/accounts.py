"""What tests of accounts need of a person: their user, a confirmed address, the code of their app."""

import time

import httpx2
import pyotp

from career.mailer import MemoryMailer
from career.mailer.words import link_in
from career.services import Services
from models.users import User
from tests.support.house import PASSWORD, run_jobs

LOGIN = "/api/v1/auth/login"
TOTP = "/api/v1/auth/totp"


async def user_of(person: httpx2.AsyncClient) -> User:
    return await User.get(id=(await person.get("/api/v1/me")).json()["id"])


async def verify(person: httpx2.AsyncClient) -> User:
    """As if the mailed link had been followed."""
    user = await user_of(person)
    await User.filter(id=user.id).update(email_verified_at=user.created_at)
    return user


async def enrol(person: httpx2.AsyncClient) -> tuple[pyotp.TOTP, list[str]]:
    """The person's authenticator app, asked for from now on, and the recovery codes."""
    await verify(person)
    secret = (await person.post(TOTP)).json()["secret"]
    app = pyotp.TOTP(secret)
    # A code of the step before, so that the test may use the present one.
    answer = await person.put(TOTP, json={"code": app.at(time.time() - 30)})
    assert answer.status_code == 200, answer.text
    return app, answer.json()["recovery_codes"]


async def sign_in(
    stranger: httpx2.AsyncClient, name: str, password: str = PASSWORD, **more: str
) -> httpx2.Response:
    body = {"email": f"{name}@example.org", "password": password, "refresh_in": "body", **more}
    return await stranger.post(LOGIN, json=body)


async def mailed_token(mailbox: MemoryMailer, services: Services) -> str:
    """The token of the newest mail's link, once everything queued was sent."""
    await run_jobs(services)
    _, link, _ = link_in(mailbox.messages[-1].text)
    return link.partition("#token=")[2]
