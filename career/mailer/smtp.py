"""Mail by SMTP, by `aiosmtplib`: encrypted unless the server is on this machine."""

import ipaddress
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, localtime, parseaddr
from typing import Final, Self
from urllib.parse import unquote, urlsplit

import aiosmtplib

from career.errors import Unavailable
from career.mailer.port import MailRefused, Message

_PATIENCE_S: Final = 15.0
"""Seconds for each answer of the server."""
_PERMANENT: Final = range(500, 600)


@dataclass(frozen=True)
class Server:
    """Where mail is handed over, as `SMTP_URL` says it."""

    host: str
    port: int
    tls_from_the_start: bool
    user: str | None
    password: str | None

    @classmethod
    def of(cls, url: str) -> Self:
        """Raise `ValueError` for an address that is none, without repeating it: it holds a password."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("write smtp://user:password@host:587 or smtps://user:password@host:465")
        return cls(
            host=parts.hostname,
            port=parts.port or (465 if parts.scheme == "smtps" else 587),
            tls_from_the_start=parts.scheme == "smtps",
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )

    @property
    def is_here(self) -> bool:
        """On this machine nobody listens in between."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


class SmtpMailer:
    """One connection a mail: a handful a minute do not justify keeping one open."""

    def __init__(self, url: str, *, sender: str, trust: ssl.SSLContext | None = None) -> None:
        self._server = Server.of(url)
        self._sender = sender_of(sender)
        self._trust = trust

    async def send(self, message: Message) -> None:
        server = self._server
        try:
            await aiosmtplib.send(
                _composed(message, self._sender),
                hostname=server.host,
                port=server.port,
                username=server.user,
                password=server.password,
                use_tls=server.tls_from_the_start,
                # `None` takes STARTTLS where it is offered; elsewhere it is required.
                start_tls=False if server.tls_from_the_start else (None if server.is_here else True),
                tls_context=self._trust,
                timeout=_PATIENCE_S,
                local_hostname=self._sender.domain,
            )
        except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as error:
            # Not `from error`: what the server says repeats the address.
            if _is_final(error):
                raise MailRefused from None
            raise Unavailable("The mail server does not take this mail at the moment.") from None


def sender_of(written: str) -> Address:
    """`Shortlist <no-reply@example.org>`; raise `ValueError` for what is no address."""
    name, address = parseaddr(written)
    user, _, domain = address.partition("@")
    if not user or not domain:
        raise ValueError("write a name and an address: Shortlist <no-reply@example.org>")
    return Address(display_name=name, username=user, domain=domain)


def _composed(message: Message, sender: Address) -> EmailMessage:
    """The library refuses line ends in headers, so that nobody's name adds one."""
    mail = EmailMessage()
    mail["From"] = sender
    mail["To"] = message.to
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(localtime())
    mail["Message-ID"] = f"<{message.id}@{sender.domain}>"
    # Nobody's holiday notice should answer it.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def _is_final(error: Exception) -> bool:
    """Whether it is this mail that is refused, for good; a server that refuses us is mended by somebody."""
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return all(refusal.code in _PERMANENT for refusal in error.recipients)
        case aiosmtplib.SMTPDataError():
            return error.code in _PERMANENT
        case _:
            return False
