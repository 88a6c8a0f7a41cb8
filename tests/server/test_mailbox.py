"""`/dev/mailbox` shows in development what would have been mailed, and does not exist elsewhere."""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx2
import pytest

from career.errors import Unavailable
from career.mailer import DevelopmentMailbox, Message
from career.settings import Environment
from career.wiring import connect_redis
from server.app import create_app
from server.engines import Redis
from tests.support.house import House

LINK = "http://localhost:8000/verify-email#token=abc"
MAIL = Message(
    id="01a2",
    to="ada@example.org",
    subject="Confirm <b>it</b>",
    text=f"Hello,\n\n{LINK}\n\nBye\n",
    html='<p style="color:red">Hello</p><script>alert(1)</script>',
)


@asynccontextmanager
async def visitor(app: House, mailbox: DevelopmentMailbox | None, where: Environment) -> AsyncIterator:
    settings = app.services.settings.model_copy(update={"environment": where})
    services = replace(app.services, settings=settings, **({"mailer": mailbox} if mailbox else {}))
    shown = replace(app, app=create_app(settings), services=services, state={"services": services})
    async with shown.client() as client:
        yield client


@pytest.fixture
async def kept(redis_server: Redis) -> AsyncIterator[DevelopmentMailbox]:
    client = connect_redis(redis_server.url)
    await client.delete("development:mailbox")
    yield DevelopmentMailbox(client)
    await client.delete("development:mailbox")
    await client.aclose()


async def test_a_mail_is_listed_and_its_link_can_be_followed(app: House, kept: DevelopmentMailbox) -> None:
    async with visitor(app, kept, Environment.DEVELOPMENT) as client:
        assert "No mail yet" in (await client.get("/dev/mailbox")).text
        await kept.send(MAIL)
        listed = await client.get("/dev/mailbox")
        assert "Confirm &lt;b&gt;it&lt;/b&gt;" in listed.text
        assert 'href="/dev/mailbox/01a2"' in listed.text
        shown = await client.get("/dev/mailbox/01a2")
        assert html.escape(LINK) in re.search(r'<pre>.*<a href="([^"]+)"', shown.text, re.DOTALL)[1]
        assert "script-src 'self'" in shown.headers["content-security-policy"]
        assert (await client.get("/dev/mailbox/style.css")).headers["content-type"].startswith("text/css")
        assert (await client.get("/dev/mailbox/nothing")).status_code == 404


async def test_a_mail_shown_alone_can_do_nothing(app: House, kept: DevelopmentMailbox) -> None:
    await kept.send(MAIL)
    async with visitor(app, kept, Environment.DEVELOPMENT) as client:
        alone = await client.get("/dev/mailbox/01a2/html")
    assert alone.text == MAIL.html
    policy = alone.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert "default-src 'none'" in policy[0]
    assert "sandbox" in policy[0]


async def test_the_oldest_make_room(kept: DevelopmentMailbox) -> None:
    for number in range(52):
        await kept.send(replace(MAIL, id=str(number)))
    ids = [mail.id for mail in await kept.mails()]
    assert (len(ids), ids[0], ids[-1]) == (50, "51", "2")


@pytest.mark.parametrize("where", [Environment.TEST, Environment.PRODUCTION])
async def test_elsewhere_there_is_no_mailbox(
    app: House, kept: DevelopmentMailbox, where: Environment
) -> None:
    await kept.send(MAIL)
    async with visitor(app, kept, where) as client:
        for path in ("/dev/mailbox", "/dev/mailbox/01a2", "/dev/mailbox/01a2/html"):
            assert MAIL.subject not in (await client.get(path)).text


async def test_real_mail_is_not_shown(app: House) -> None:
    async with visitor(app, None, Environment.DEVELOPMENT) as client:
        assert (await client.get("/dev/mailbox")).status_code == 404


async def test_without_redis_it_says_so() -> None:
    client = connect_redis("redis://127.0.0.1:1/0")
    mailbox = DevelopmentMailbox(client)
    with pytest.raises(Unavailable):
        await mailbox.send(MAIL)
    with pytest.raises(Unavailable):
        await mailbox.mails()
    await client.aclose()


async def test_the_mailbox_is_no_part_of_the_interface(client: httpx2.AsyncClient) -> None:
    assert "/dev/mailbox" not in (await client.get("/openapi.json")).json()["paths"]
