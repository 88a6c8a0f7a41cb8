"""E-mail, phone, links and place of the person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import unquote, urlsplit

import phonenumbers

from career.reading.data import table
from career.reading.fields.dates import spans
from career.reading.fields.places import country_of, is_place, without_postal_code
from career.reading.lines import Line

MIN_DIGITS = 8
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[^\W\d_]{2,24}(?![\w@])")
_POSTAL = re.compile(
    r"\b[A-Z]{2}\s+\d{5}(?:-\d{4})?\b|\b\d{5}(?:-\d{4}|-\d{3})\b(?!\s*\d)|\b\d{3}-\d{4}\b(?=\s*[^\d\s]*[都道府県])"
)
_PHONE_WORD = re.compile(
    r"(?:phone|tel|mobile|cell|handy|móvil|téléphone|телефон|電話|电话|전화|טלפון|هاتف)\W*$", re.IGNORECASE
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s|<>()]+|(?<![@\w.-])(?:[\w-]+\.)+[a-z]{2,10}(?:/[^\s|<>(),]*)?(?![\w@])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\d-])(?:\+\d[\d() .-]{6,}\d|\(\d{2,5}\)[\d .-]{5,}\d|\d{3}[ .-]\d{3}[ .-]\d{4})(?!\d)"
)
_SPLIT = re.compile(r"\s*[|•·◦⋄♦❖✉☎]\s*|\s+[–—]\s+|\s{2,}|,\s(?=\S+@|\+?\(?\d|https?:|www\.)|(?<=\S)\s,\s")


@dataclass(frozen=True)
class Found:
    value: str
    line: Line
    how: str


def emails(lines: Sequence[Line]) -> Iterator[Found]:
    for line in lines:
        for match in _EMAIL.finditer(line.text):
            yield Found(match.group().rstrip("."), line, "pattern")
    for line in lines:
        for link in _links(line):
            address = unquote(link[7:].split("?")[0]) if link.casefold().startswith("mailto:") else ""
            if _EMAIL.fullmatch(address):
                yield Found(address, line, "link")


def phones(lines: Sequence[Line], region: str, today: date) -> Iterator[Found]:
    """Numbers of links, then as written; those after a phone word may be short."""
    for line in lines:
        for link in _links(line):
            if link.casefold().startswith("tel:") and e164(unquote(link[4:]), region):
                yield Found(unquote(link[4:]), line, "link")
    for line in lines:
        text = _blanked(line.text, today)
        for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.POSSIBLE):
            digits = sum(letter.isdigit() for letter in match.raw_string)
            if digits >= MIN_DIGITS or _PHONE_WORD.search(text[: match.start]):
                written = line.text[match.start : match.end]
                if (
                    match.start
                    and line.text[match.start - 1] == "("
                    and ")" in written
                    and "(" not in written
                ):
                    written = f"({written}"
                yield Found(written.strip(), line, "pattern")


def e164(written: str, region: str) -> str | None:
    """The number in international form, or `None` when it is no possible number there."""
    try:
        number = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    formatted: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return formatted


def _blanked(text: str, today: date) -> str:
    """Addresses, dates and postal codes are not digits of a phone number."""
    for pattern in (_EMAIL, _URL, _POSTAL):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    for span in spans(text, today):
        if span.is_range or any(letter.isalpha() for letter in text[span.begin : span.finish]):
            text = text[: span.begin] + "\n" * (span.finish - span.begin) + text[span.finish :]
    return text


def urls(lines: Sequence[Line]) -> Iterator[Found]:
    """Web addresses: of links first, then as written."""
    seen: set[str] = set()
    for line in lines:
        for link in _links(line):
            if link.casefold().startswith(("http://", "https://")) and _same(link) not in seen:
                seen.add(_same(link))
                yield Found(link, line, "link")
    for line in lines:
        blank = _EMAIL.sub(lambda match: " " * len(match.group()), line.text)
        for match in _URL.finditer(blank):
            written = match.group().rstrip(".,;:")
            if _is_address(written) and _same(written) not in seen:
                seen.add(_same(written))
                yield Found(written, line, "pattern")


def _is_address(written: str) -> bool:
    """Whether it is more than a name that looks like a host ("Node.js", "ASP.NET")."""
    if written.casefold().startswith(("http", "www.")) or "/" in written:
        return True
    return written.rsplit(".", 1)[-1].casefold() in _domains() and written == written.casefold()


@cache
def _domains() -> frozenset[str]:
    return frozenset(table("networks")["domains"])


def _links(line: Line) -> list[str]:
    return list(dict.fromkeys(word.link for word in line.words if word.link))


def _same(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", url.casefold())


def network_of(url: str) -> tuple[str, str] | None:
    """The network's name and the person's name there, by host; `None` for any other site."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    for domain, name in table("networks")["hosts"].items():
        if host == domain or host.endswith(f".{domain}"):
            steps = [step for step in parts.path.split("/") if step]
            users = [step for step in steps if step not in {"in", "u", "users", "user", "pub", "profile"}]
            own = (
                host.removesuffix(f".{domain}")
                if host != domain and len(host.removesuffix(f".{domain}")) > 2
                else ""
            )
            return name, unquote(users[0] if users else own).lstrip("@")
    return None


def places(lines: Sequence[Line]) -> Iterator[Found]:
    """Parts of contact lines that name a place; other contacts are borders."""
    for line in lines:
        for segment in line.segments:
            bare = _NUMBER.sub(" | ", _URL.sub(" | ", _EMAIL.sub(" | ", segment.text)))
            for part in _SPLIT.split(bare):
                clean = part.strip(" ,;|")
                clean = re.sub(
                    r"^(?:address|location|lives in|based in|adresse|ort|wohnort)\s*:?\s*",
                    "",
                    clean,
                    flags=re.IGNORECASE,
                )
                if is_place(clean) or _ends_in_place(clean):
                    yield Found(clean, line, "place")


def _ends_in_place(text: str) -> bool:
    """A street before the town: "12 Main St, Springfield, IL 62704"."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < 2 or len(text.split()) > 12 or not text[:1].isalnum():
        return False
    return is_place(", ".join(parts[-2:])) or (
        country_of(parts[-1]) is not None and is_place(without_postal_code(parts[-1]))
    )
