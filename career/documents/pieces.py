"""People's texts and addresses as runs and paragraphs that every format can hold."""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from career.documents.model import Paragraph, Role, Run

_LINKS = frozenset({"http", "https", "mailto"})
_ALLOWED = "%:/?#[]@!$&'()*+,;=~"
"""What an address may have beside letters, digits and `-._` (RFC 3986)."""
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+([/?#]\S*)?")


def paragraphs(text: str | None, role: Role = Role.BODY) -> Iterator[Paragraph]:
    for line in (text or "").splitlines():
        if visible := clean(line):
            yield Paragraph(runs=(Run(text=visible),), role=role)


def run(text: str | None, url: str | None) -> Run | None:
    visible = clean(text)
    return Run(text=visible, link=link_to(url)) if visible else None


def address(url: str | None) -> str:
    """An address as people write it: without scheme, `www.` and the last slash."""
    return re.sub(r"^(https?://)?(www\.)?", "", clean(url), flags=re.IGNORECASE).removesuffix("/")


def link_to(url: str | None) -> str | None:
    """Only well-formed addresses of the web and of mail lead anywhere; a bare host gets `https`.

    Word refuses the whole file for one address that it cannot take apart.
    """
    whole = clean(url)
    if _HOST.fullmatch(whole):
        whole = f"https://{whole}"
    try:
        parts = urlsplit(whole)
        is_whole = bool(parts.path if parts.scheme == "mailto" else parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return quote(whole, safe=_ALLOWED) if parts.scheme in _LINKS and is_whole and " " not in whole else None


def clean(text: str | None) -> str:
    """One line of characters that every format can hold: no controls, surrogates or non-characters."""
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in text or ""
        if letter.isspace()
        or (unicodedata.category(letter) not in {"Cc", "Cs"} and ord(letter) & 0xFFFE != 0xFFFE)
    )
    return " ".join(kept.split())
