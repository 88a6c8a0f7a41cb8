"""Mails are sent once, links work once, and what cannot be sent now is found again."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from tortoise.transactions import in_transaction

from career import housekeeping, mails
from career.errors import Unavailable
from career.jobs import SendMail
from career.mailer import MemoryMailer
from career.mails import LinkSpent
from career.outbox import committing
from career.queue import MemoryQueue
from career.services import Services
from career.tokens import Tokens
from models.mails import Mail, MailKind
from models.users import User
from tests.support.accounts import user_of
from tests.support.house import run_jobs

LIFE = timedelta(minutes=30)


@pytest.fixture
async def ada(alice: httpx2.AsyncClient, services: Services, mailbox: MemoryMailer) -> User:
    """Somebody with an account and an empty mailbox."""
    await run_jobs(services)
    mailbox.messages.clear()
    return await user_of(alice)


async def posted(services: Services, user: User, *, life: timedelta | None = LIFE) -> Mail:
    async with committing(services) as outbox:
        return await mails.post(outbox, user, MailKind.RESET_PASSWORD, life=life)


def token(services: Services, mail: Mail) -> str:
    assert mail.expires_at
    return services.tokens.mail(mail.id, until=mail.expires_at)


class TestSend:
    async def test_it_is_sent_once_however_often_its_job_runs(
        self, ada: User, services: Services, mailbox: MemoryMailer
    ) -> None:
        mail = await posted(services, ada)
        await run_jobs(services)
        await mails.send(services, mail.id)
        [message] = mailbox.messages
        assert (message.to, message.id) == (ada.email, str(mail.id))
        assert f"/reset-password#token={token(services, mail)[:40]}" in message.text

    async def test_no_token_stands_in_the_database(
        self, ada: User, services: Services, mailbox: MemoryMailer
    ) -> None:
        mail = await posted(services, ada)
        stored = await Mail.get(id=mail.id)
        assert token(services, mail)[:30] not in repr(dict(stored))

    async def test_nothing_is_written_down_when_the_cause_is_rolled_back(
        self, ada: User, services: Services, queue: MemoryQueue
    ) -> None:
        async def broken() -> None:
            async with committing(services) as outbox:
                await mails.post(outbox, ada, MailKind.PASSWORD_CHANGED)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await broken()
        assert queue.jobs == []
        assert not await Mail.of(ada).filter(kind=MailKind.PASSWORD_CHANGED).exists()

    async def test_a_server_that_is_away_gets_it_later(
        self, ada: User, services: Services, mailbox: MemoryMailer, queue: MemoryQueue
    ) -> None:
        mail = await posted(services, ada)
        queue.jobs.clear()
        mailbox.down = True
        try:
            with pytest.raises(Unavailable):
                await mails.send(services, mail.id)
        finally:
            mailbox.down = False
        await Mail.filter(id=mail.id).update(updated_at=datetime.now(UTC) - timedelta(minutes=2))
        await housekeeping.resume_work(services)
        await housekeeping.resume_work(services)
        assert queue.jobs == [SendMail(mail_id=mail.id)]
        await run_jobs(services)
        assert len(mailbox.messages) == 1

    async def test_after_a_day_it_is_given_up(self, ada: User, services: Services) -> None:
        await posted(services, ada, life=None)
        long_ago = datetime.now(UTC) - timedelta(hours=25)
        await Mail.all().update(created_at=long_ago, updated_at=long_ago)
        assert await mails.left_behind() == []

    async def test_who_is_refused_for_good_is_not_asked_again(
        self, ada: User, services: Services, mailbox: MemoryMailer
    ) -> None:
        mailbox.refused.add(ada.email)
        try:
            mail = await posted(services, ada)
            await run_jobs(services)
            assert (await Mail.get(id=mail.id)).failed_at is not None
        finally:
            mailbox.refused.clear()
        await mails.send(services, mail.id)
        assert mailbox.messages == []

    async def test_a_link_that_is_out_of_time_is_not_sent(
        self, ada: User, services: Services, mailbox: MemoryMailer
    ) -> None:
        mail = await posted(services, ada)
        await Mail.filter(id=mail.id).update(expires_at=datetime.now(UTC))
        await run_jobs(services)
        assert mailbox.messages == []


class TestRedeem:
    async def test_a_link_works_once_even_for_two_at_the_same_time(
        self, ada: User, services: Services
    ) -> None:
        mail = await posted(services, ada)

        async def follow() -> bool:
            try:
                async with in_transaction():
                    found = await mails.redeem(services, token(services, mail), MailKind.RESET_PASSWORD)
                    assert found.user == ada
            except LinkSpent:
                return False
            return True

        assert sorted(await asyncio.gather(*(follow() for _ in range(5)))) == [False] * 4 + [True]

    async def test_a_newer_link_voids_the_older_one(self, ada: User, services: Services) -> None:
        first, second = await posted(services, ada), await posted(services, ada)
        with pytest.raises(LinkSpent):
            await mails.redeem(services, token(services, first), MailKind.RESET_PASSWORD)
        assert await mails.redeem(services, token(services, second), MailKind.RESET_PASSWORD)

    async def test_what_is_not_a_link_of_ours_opens_nothing(self, ada: User, services: Services) -> None:
        mail = await posted(services, ada)
        assert mail.expires_at
        foreign = Tokens((b"x" * 32,), access_life=LIFE).mail(mail.id, until=mail.expires_at)
        access = services.tokens.access(mail.id, mail.id)
        for wrong in ("", "nonsense", foreign, access, token(services, mail)[:-2]):
            with pytest.raises(LinkSpent):
                await mails.redeem(services, wrong, MailKind.RESET_PASSWORD)

    async def test_a_link_of_another_kind_opens_nothing(self, ada: User, services: Services) -> None:
        mail = await posted(services, ada)
        with pytest.raises(LinkSpent):
            await mails.redeem(services, token(services, mail), MailKind.VERIFY_EMAIL)

    async def test_a_link_that_is_out_of_time_opens_nothing(self, ada: User, services: Services) -> None:
        mail = await posted(services, ada)
        await Mail.filter(id=mail.id).update(expires_at=datetime.now(UTC))
        with pytest.raises(LinkSpent):
            await mails.redeem(services, token(services, mail), MailKind.RESET_PASSWORD)


async def test_a_mail_is_forgotten_after_thirty_days(ada: User, services: Services) -> None:
    await posted(services, ada)
    await Mail.all().update(created_at=datetime.now(UTC) - timedelta(days=31))
    await housekeeping.remove_expired(services)
    assert not await Mail.exists()
