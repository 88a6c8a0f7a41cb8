"""Who the resume is about: name, headline, contacts, place."""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from statistics import median

from career.reading.fields.contact import Found, e164, emails, network_of, phones, places, urls
from career.reading.fields.evidence import Evidence
from career.reading.fields.places import country_of, is_place, postal_code, regions, without_postal_code
from career.reading.fields.vocabulary import has_company_word, has_title
from career.reading.headings import heading_kind
from career.reading.layout.margins import starts_bullet
from career.reading.lines import Line
from career.schema.resume import Basics, Location, NetworkProfile

MIN_NAME = 4
"""Points; below it the name is asked for."""
FIRST_LINES = 12
MAX_NAME_WORDS = 4
LARGE = 1.05
_LETTERS = re.compile(r"[^\W\d_]+(?:[ .'’‘\-‐־][ ]?[^\W\d_]+)*\.?")
_CJK = re.compile("[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]")
_LABEL = re.compile(
    r"^(?:name|full name|nom|nombre|nome|naam|imię i nazwisko|namn|имя|фио|姓名|氏名|성명|이름|שם|الاسم)"
    r"\s*[:：]\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Candidate:
    text: str
    line: Line
    points: int


def person_of(
    lines: Sequence[Line], contact: Sequence[Line], evidence: Evidence, today: date, region: str
) -> Basics:
    """`contact` are the lines before any section and those of contact sections, `lines` all of them."""
    email = next(emails(contact), None) or next(emails(lines), None)
    phone = next(phones(contact, region, today), None)
    place = next(places(contact), None)
    country = country_of(place.value) if place else None
    number = _phone(phone, country or region)
    links = list(urls(contact))
    name, candidates = _name(lines, contact, email, links)
    for path, found in (("email", email), ("phone", phone), ("location", place)):
        if found is not None and (path != "phone" or number):
            evidence.note(f"/basics/{path}", [found.line], found.how, 0.9 if path == "location" else 1.0)
    if name is None:
        evidence.ask("/basics/name", "What is your name?", candidates)
    else:
        evidence.note("/basics/name", [name.line], "name rules", min(1.0, 0.5 + name.points / 20))
    profiles, site = _profiles(links, evidence)
    return Basics(
        name=_cased(name.text) if name else None,
        label=_headline(contact, name, evidence),
        email=email.value if email else None,
        phone=number,
        url=site.value if site else None,
        location=_location(place.value) if place else None,
        profiles=profiles,
    )


def _phone(found: Found | None, region: str) -> str | None:
    return e164(found.value, region) if found else None


def _name(
    lines: Sequence[Line], contact: Sequence[Line], email: Found | None, links: Sequence[Found]
) -> tuple[_Candidate | None, list[str]]:
    first = [line for line in lines if line.page == lines[0].page]
    largest = _name_size(first)
    near = [*contact[:FIRST_LINES], *(line for line in first if line.size >= largest - 0.3)]
    users = [network[1] for link in links if (network := network_of(link.value))]
    handles = [email.value.split("@")[0] if email else "", *users]
    found = [
        _Candidate(text, line, _name_points(text, line, largest, at == 0, handles))
        for at, line in enumerate(dict.fromkeys(near))
        for text in [*_name_texts(line), *_over_two_lines(line, lines)]
    ]
    ranked = sorted(found, key=lambda candidate: -candidate.points)
    best = ranked[0] if ranked and ranked[0].points >= MIN_NAME else None
    return best, [candidate.text for candidate in ranked if candidate.points > 0]


def _name_size(lines: Sequence[Line]) -> float:
    """The largest size, where anything is larger than the text at all."""
    largest = max((line.size for line in lines), default=0.0)
    usual = median(line.size for line in lines) if lines else 0.0
    return largest if largest > LARGE * usual else math.inf


def _over_two_lines(line: Line, lines: Sequence[Line]) -> list[str]:
    """A name that a narrow column broke, or whose two parts were set one below the other."""
    at = next((n for n, other in enumerate(lines) if other is line), len(lines))
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or below.block != line.block or max(len(line.words), len(below.words)) > 3:
        return []
    first, second = line.words[0], below.words[0]
    alike = abs(first.size - second.size) < 0.3 and (first.bold, first.color) == (second.bold, second.color)
    if not alike or len(line.segments) > 1 or len(below.segments) > 1:
        return []
    return [f"{line.text}{below.text}" if line.text.endswith("-") else f"{line.text} {below.text}"]


def _name_texts(line: Line) -> list[str]:
    whole = _LABEL.sub("", line.text.strip())
    parts = (
        [_LABEL.sub("", segment.text.strip()) for segment in line.segments] if len(line.segments) > 1 else []
    )
    cut = re.split(r"\s*[|•·]\s*|,\s+|\s+[–—-]\s+", whole)
    return list(dict.fromkeys(text for text in [whole, *parts, cut[0]] if text))


def _name_points(text: str, line: Line, largest: float, first: bool, handles: Sequence[str]) -> int:  # noqa: FBT001 - one of the features
    words = text.split()
    points = 3 * bool(_LETTERS.fullmatch(text))
    points += 2 * _looks_like_name(text, words)
    points += 3 * (line.size >= largest - 0.3) + (line.bold_share > 0.5) + first
    points += 3 * _shares_handle(words, handles) + 3 * bool(_LABEL.match(line.text))
    points -= 4 * has_title(text) + 4 * (heading_kind(text) is not None) + 3 * is_place(text)
    points -= 4 * bool(re.search(r"[@\d,/:|]|www\.", text)) + 2 * (len(words) > MAX_NAME_WORDS)
    points -= 3 * has_company_word(text) + 4 * (
        starts_bullet(text) or (text.endswith((".", "!")) and len(words) > 4)
    )
    return points - 2 * (len(words) == 1 and not _CJK.search(text)) - 4 * (len(words) > 6)


def _looks_like_name(text: str, words: Sequence[str]) -> bool:
    if _CJK.search(text):
        return 2 <= len(text.replace(" ", "")) <= 6
    unicased = all(word == word.casefold() == word.upper() for word in words)
    capital = all(word[:1].isupper() or len(word) <= 3 for word in words) and text[:1].isupper()
    return 2 <= len(words) <= MAX_NAME_WORDS and (capital or unicased)


def _shares_handle(words: Sequence[str], handles: Sequence[str]) -> bool:
    parts = [_plain(part) for word in words for part in re.split(r"[-‐'’]", word)]
    return any(len(part) > 2 and part in handle.casefold() for part in parts for handle in handles)


def _plain(text: str) -> str:
    """Small letters without accents, as addresses write names."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if letter.isalnum())


def _cased(text: str) -> str:
    """Kept as written: a person may want capitals."""
    return " ".join(text.split())


def _headline(contact: Sequence[Line], name: _Candidate | None, evidence: Evidence) -> str | None:
    """The line after the name, when it names a trade and nothing else."""
    if name is None or name.line not in contact:
        return None
    at = list(contact).index(name.line)
    for line in contact[at + 1 : at + 3]:
        text = line.text.strip()
        plain = (
            not re.search(r"@|\d{3}|https?:|www\.", text) and not is_place(text) and not starts_bullet(text)
        )
        if (
            plain
            and len(text.split()) <= 12
            and (has_title(text) or (line is contact[at + 1] and _is_phrase(line)))
        ):
            if not any(letter.isalpha() for letter in text) or heading_kind(text):
                return None
            taken = [line, *_wrapped(contact[contact.index(line) + 1 :], line)]
            evidence.note("/basics/label", taken, "line after the name", 0.8)
            return " ".join(other.text for other in taken)
    return None


def _is_phrase(line: Line) -> bool:
    return len(line.segments) == 1 and len(line.text.split()) > 2 and not re.search("[|•·]", line.text)


def _wrapped(following: Sequence[Line], line: Line) -> list[Line]:
    """A headline too long for a narrow column goes on in the same looks."""
    first = line.words[0]
    return [
        other
        for other in islice(following, 1)
        if other.block == line.block
        and (other.words[0].size, other.words[0].color) == (first.size, first.color)
        and other.gap <= 1.2
        and len(other.segments) == 1
        and not re.search(r"[@\d]|\w\.\w", other.text)
        and not is_place(other.text)
        and not has_title(line.text)
    ]


def _profiles(links: Sequence[Found], evidence: Evidence) -> tuple[tuple[NetworkProfile, ...], Found | None]:
    profiles: list[NetworkProfile] = []
    site: Found | None = None
    for link in links:
        network = network_of(link.value)
        if network is None:
            if site is None:
                site = link
                evidence.note("/basics/url", [link.line], link.how)
            continue
        if any(known.network == network[0] for known in profiles):
            continue
        url = link.value if "://" in link.value else f"https://{link.value}"
        evidence.note(f"/basics/profiles/{len(profiles)}", [link.line], link.how)
        profiles.append(NetworkProfile(network=network[0], username=network[1] or None, url=url))
    return tuple(profiles), site


def _location(text: str) -> Location:
    """The parts that are sure; the whole line stays the address when it holds more than a town."""
    bare = without_postal_code(text)
    parts = [part.strip() for part in bare.split(",") if part.strip()]
    code = country_of(text)
    state = next((regions()[part] for part in reversed(parts) if part in regions()), None)
    named = [
        part
        for part in parts
        if part not in regions() and not (part == parts[-1] and len(parts) > 1 and code and not state)
    ]
    city = named[-1] if named else None
    return Location(
        address=text,
        postal_code=postal_code(text),
        city=city,
        region=state[1] if state else None,
        country_code=code,
    )
