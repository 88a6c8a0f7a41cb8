"""The words of each kind of mail: a subject, a text and the same in HTML, made when it is sent."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from models.mails import MailKind

_TEMPLATES: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Wording:
    """What is said of one kind: paragraphs, and what the button says where there is a link."""

    subject: str
    paragraphs: tuple[str, ...]
    button: str = ""
    closing: tuple[str, ...] = ()


_WHERE: Final = "It was done {where}."
_NOT_YOU: Final = "If this was not you, set a new password at {address}/forgot. It ends every sign-in."

WORDINGS: Final[Mapping[MailKind, Wording]] = {
    MailKind.VERIFY_EMAIL: Wording(
        "Confirm your e-mail address",
        ("Somebody, most likely you, made an account at Shortlist with this address.",),
        "Confirm the address",
        (
            "The link works once, for 24 hours.",
            "If you made no account, do nothing: without a confirmation it opens no further doors.",
        ),
    ),
    MailKind.RESET_PASSWORD: Wording(
        "Set a new password",
        ("Somebody asked for a new password of your account {where}.",),
        "Set a new password",
        (
            "The link works once, for 30 minutes. A new password ends every sign-in there is.",
            "If you did not ask for it, do nothing: your password stays as it is.",
        ),
    ),
    MailKind.PASSWORD_CHANGED: Wording(
        "Your password was changed",
        ("The password of your account was changed, and the other sign-ins were ended.", _WHERE, _NOT_YOU),
    ),
    MailKind.SESSION_STOLEN: Wording(
        "We ended a sign-in of yours",
        (
            "The key of a sign-in was used twice, as happens when somebody copied it. We ended that sign-in.",
            "It had begun {where}.",
            "Sign in again. If you do not recognise it, set a new password at {address}/forgot.",
        ),
    ),
    MailKind.PROVIDER_LINKED: Wording(
        "{provider} is connected to your account",
        ("You can sign in with {provider} from now on.", _WHERE, _NOT_YOU),
    ),
    MailKind.PROVIDER_UNLINKED: Wording(
        "{provider} is no longer connected",
        ("{provider} cannot be used any more to sign in to your account.", _WHERE, _NOT_YOU),
    ),
    MailKind.TOTP_ENABLED: Wording(
        "Your authenticator app is in use",
        (
            "Signing in asks for a code of your authenticator app from now on.",
            "Keep the recovery codes where you find them without your telephone.",
            _WHERE,
            _NOT_YOU,
        ),
    ),
    MailKind.TOTP_DISABLED: Wording(
        "Your authenticator app was removed",
        ("Signing in asks for your password alone from now on.", _WHERE, _NOT_YOU),
    ),
    MailKind.TOTP_REUSED: Wording(
        "A code of your authenticator app was used twice",
        (
            "Somebody who knows your password came with a code that had been used already. We let nobody in.",
            _WHERE,
            "If you pressed the button twice, this was you, and all is well.",
            _NOT_YOU,
        ),
    ),
    MailKind.API_KEY_CREATED: Wording(
        "A new API key for your account",
        (
            "A key named “{name}” was made. Whoever has it can do what its scopes allow.",
            _WHERE,
            "If this was not you, delete it at {address}/account/keys and set a new password.",
        ),
    ),
    MailKind.COPY_READY: Wording(
        "The copy of your data is ready",
        (
            "Everything that we keep about you is in one file. Fetch it at {address}/account/data.",
            "It is there for one hour; after that you can ask for another one.",
        ),
    ),
}


_LINK: Final = re.compile(r"^https?://\S+#token=\S+$", re.MULTILINE)


@dataclass(frozen=True)
class Words:
    subject: str
    text: str
    html: str


def words(kind: MailKind, facts: Mapping[str, str], *, greeting: str, address: str, link: str = "") -> Words:
    """`facts` may be hostile: a device's name is whatever a browser sent."""
    wording = WORDINGS[kind]
    known = {name: _plain(value) for name, value in facts.items()}
    known |= {"address": address, "where": _where(known)}
    said = {
        "name": _plain(greeting),
        "subject": wording.subject.format_map(known),
        "paragraphs": [paragraph.format_map(known) for paragraph in wording.paragraphs],
        "closing": [paragraph.format_map(known) for paragraph in wording.closing],
        "button": wording.button,
        "link": link,
        "address": address,
    }
    return Words(
        subject=str(said["subject"]),
        text=_environment().get_template("mail.txt").render(said),
        html=_environment().get_template("mail.html").render(said),
    )


def link_in(text: str) -> tuple[str, str, str]:
    """What stands before the link that does something, the link (empty: there is none), what stands after."""
    found = _LINK.search(text)
    return (text[: found.start()], found.group(), text[found.end() :]) if found else (text, "", "")


def _where(facts: Mapping[str, str]) -> str:
    device, place = facts.get("device"), facts.get("place")
    if device and place:
        return f"on {device}, from the network {place}"
    return f"on {device}" if device else "on a device that we do not know"


def _plain(text: str) -> str:
    """One line of visible letters: a name may not break a header, turn a line round or add one."""
    return "".join(
        letter if unicodedata.category(letter)[0] not in {"C", "Z"} else " " for letter in text
    ).strip()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
