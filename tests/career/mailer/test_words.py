"""The words of every kind of mail."""

from html.parser import HTMLParser

import pytest

from career.mailer.words import WORDINGS, link_in, words
from models.mails import MailKind

ADDRESS = "https://jobs.example.org"
LINK = f"{ADDRESS}/verify-email#token=abc.def.ghi"
FACTS = {"device": "Firefox on Linux", "place": "203.0.113.0/24", "provider": "GitHub", "name": "Nightly"}
HOSTILE = "<script>alert(1)</script>\r\nBcc: eve@example.org\u202e{address}"


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src", "background"}]


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


@pytest.mark.parametrize("kind", MailKind)
def test_every_kind_is_complete_as_text_and_as_html(kind: MailKind) -> None:
    link = LINK if WORDINGS[kind].button else ""
    said = words(kind, FACTS, greeting="Ada Lovelace", address=ADDRESS, link=link)
    assert said.text.startswith("Hello Ada Lovelace,\n")
    for wanted in {link, ADDRESS} - {""}:
        assert wanted in said.text
        assert wanted in said.html
    assert "{" not in said.subject + said.text
    html = seen(said.html)
    assert all(address.startswith(ADDRESS) for address in html.addresses)
    assert "img" not in html.tags


@pytest.mark.parametrize("kind", MailKind)
def test_nobody_writes_into_a_mail_what_they_are_called(kind: MailKind) -> None:
    facts = dict.fromkeys(FACTS, HOSTILE)
    said = words(kind, facts, greeting=HOSTILE, address=ADDRESS, link="")
    assert "script" not in seen(said.html).tags
    assert not {"\r", "\n", "\u202e"} & {*said.subject}
    assert "\u202e" not in said.text + said.html
    assert "\nBcc:" not in said.text


def test_a_link_is_found_in_its_text_again() -> None:
    said = words(MailKind.VERIFY_EMAIL, {}, greeting="Ada", address=ADDRESS, link=LINK)
    before, link, after = link_in(said.text)
    assert (link, before + link + after) == (LINK, said.text)
    assert link_in("nothing here") == ("nothing here", "", "")


def test_an_unknown_device_is_called_so() -> None:
    said = words(MailKind.PASSWORD_CHANGED, {}, greeting="Ada", address=ADDRESS)
    assert "on a device that we do not know" in said.text
