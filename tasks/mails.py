"""Sending mails."""

from datetime import timedelta

from career import mails
from career.jobs import SendMail
from career.services import Services
from tasks.registry import Performer, performs


@performs(SendMail, timeout=timedelta(seconds=60), tries=5)
async def send_mail(job: SendMail, services: Services) -> None:
    """Send a mail; one that cannot be sent now is found again by the sweeper for a day."""
    await mails.send(services, job.mail_id)


performers: tuple[Performer, ...] = (send_mail,)
