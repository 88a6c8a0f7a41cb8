"""Mail handed to a real server, and to servers that refuse, hang, lie or are away."""

import ssl
from pathlib import Path
from urllib.parse import quote

import pytest

from career.errors import Unavailable
from career.mailer import MailRefused, Message, SmtpMailer, smtp
from tests.support.smtp import SECRET, USER, certificate, mail_server

SENDER = "Shortlist <no-reply@example.org>"
MAIL = Message(
    id="01a2", to="ada@example.org", subject="Grüße, 你好", text="Hello Ada,\n", html="<p>Hello Ada,</p>"
)


def to(server_port: int) -> SmtpMailer:
    return SmtpMailer(f"smtp://127.0.0.1:{server_port}", sender=SENDER)


class TestSend:
    async def test_a_person_can_read_it_with_and_without_html(self) -> None:
        async with mail_server() as server:
            await to(server.port).send(MAIL)
        [mail] = server.received
        assert server.recipients == ["ada@example.org"]
        assert (mail["subject"], mail["from"], mail["to"]) == (MAIL.subject, SENDER, MAIL.to)
        assert mail["message-id"] == "<01a2@example.org>"
        assert mail["date"]
        bodies = {part.get_content_type(): part.get_content().strip() for part in mail.iter_parts()}
        assert bodies == {"text/plain": MAIL.text.strip(), "text/html": MAIL.html}

    async def test_who_refuses_somebody_for_good_is_not_asked_again(self) -> None:
        async with mail_server() as server:
            server.answers[MAIL.to] = "550 no such user"
            with pytest.raises(MailRefused) as refused:
                await to(server.port).send(MAIL)
        assert MAIL.to not in str(refused.value)

    @pytest.mark.parametrize("answer", ["451 try again", "421 busy"])
    async def test_who_is_busy_is_asked_again(self, answer: str) -> None:
        async with mail_server() as server:
            server.answers[MAIL.to] = answer
            with pytest.raises(Unavailable):
                await to(server.port).send(MAIL)

    async def test_what_is_refused_as_a_whole_is_not_sent_again(self) -> None:
        async with mail_server() as server:
            server.at_the_end = "554 this is spam"
            with pytest.raises(MailRefused):
                await to(server.port).send(MAIL)

    async def test_a_server_that_hangs_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(smtp, "_PATIENCE_S", 0.2)
        async with mail_server() as server:
            server.hangs = True
            with pytest.raises(Unavailable):
                await to(server.port).send(MAIL)

    async def test_a_server_that_is_away(self) -> None:
        async with mail_server() as server:
            gone = server.port
        with pytest.raises(Unavailable):
            await to(gone).send(MAIL)

    @pytest.mark.parametrize("field", ["subject", "to"])
    async def test_no_header_is_smuggled_in(self, field: str) -> None:
        hostile = Message(**{**MAIL.__dict__, field: f"{getattr(MAIL, field)}\r\nBcc: eve@example.org"})
        async with mail_server() as server:
            with pytest.raises(Unavailable):
                await to(server.port).send(hostile)
        assert server.received == []


class TestEncryption:
    async def test_it_signs_in_behind_starttls(self, tmp_path: Path) -> None:
        shown, trusted = certificate(tmp_path)
        async with mail_server(shown) as server:
            url = f"smtp://{USER}:{quote(SECRET, safe='')}@127.0.0.1:{server.port}"
            await SmtpMailer(url, sender=SENDER, trust=trusted).send(MAIL)
        assert server.encrypted == [True]

    async def test_a_wrong_password_of_ours_is_somebodys_to_mend(self, tmp_path: Path) -> None:
        shown, trusted = certificate(tmp_path)
        async with mail_server(shown) as server:
            url = f"smtp://{USER}:wrong@127.0.0.1:{server.port}"
            with pytest.raises(Unavailable):
                await SmtpMailer(url, sender=SENDER, trust=trusted).send(MAIL)

    async def test_a_certificate_that_nobody_vouches_for_is_refused(self, tmp_path: Path) -> None:
        shown, _ = certificate(tmp_path)
        async with mail_server(shown) as server:
            url = f"smtp://{USER}:{quote(SECRET, safe='')}@127.0.0.1:{server.port}"
            with pytest.raises(Unavailable):
                await SmtpMailer(url, sender=SENDER, trust=ssl.create_default_context()).send(MAIL)
        assert server.received == []

    async def test_elsewhere_nothing_is_sent_in_the_open(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(smtp.Server, "is_here", property(lambda self: False))
        async with mail_server() as server:
            with pytest.raises(Unavailable):
                await to(server.port).send(MAIL)
        assert server.received == []


@pytest.mark.parametrize("url", ["http://mail.example", "smtp://", "mail.example:25", ""])
def test_an_address_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="write smtp://"):
        SmtpMailer(url, sender=SENDER)


@pytest.mark.parametrize("sender", ["", "Shortlist", "Shortlist <>", "@example.org"])
def test_a_sender_that_is_none_is_refused(sender: str) -> None:
    with pytest.raises(ValueError, match="write a name and an address"):
        SmtpMailer("smtp://127.0.0.1:1", sender=sender)
