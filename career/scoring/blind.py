"""The text that counts: what a resume says of work, without who says it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from career.schema.resume import Bullet, Resume, Volunteer, Work
from career.skills import Matcher

_CONTACT: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://\S+|www\.\S+|\+?\d[\d ()/-]{7,}\d", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Passage:
    """A piece of a resume: `text` as written, `blind` with blanks where it told who the person is.

    Both have the same offsets. `role` is the place of the role in `Resume.work`, where there is one.
    """

    resume_id: str
    text: str
    blind: str
    kind: str
    role: int | None = None


def passages(resume: Resume, matcher: Matcher) -> tuple[Passage, ...]:
    """Every visible piece that can show a skill, in document order; what is said twice stands once."""
    identity = _identity(resume, matcher)
    seen: set[tuple[str, int | None]] = set()
    kept = []
    for resume_id, text, kind, role in _pieces(resume):
        blind = _blanked(text, identity)
        key = (" ".join(blind.casefold().split()), role)
        if key[0] and key not in seen:
            seen.add(key)
            kept.append(Passage(resume_id, text, blind, kind, role))
    return tuple(kept)


def neutral(text: str) -> str:
    """Text to compare, with words that tell a gender left out or made neutral."""
    words, titles = _gendered()
    return _WORD.sub(
        lambda found: "" if found[0].lower() in words else titles.get(found[0].lower(), found[0]), text
    )


Piece = tuple[str, str, str, int | None]


def _pieces(resume: Resume) -> Iterator[Piece]:
    basics = resume.basics
    if basics.summary:
        yield basics.summary_id or "basics", basics.summary, "summary", None
    for at, role in enumerate(resume.work):
        yield from _role_pieces(role, at)
    for volunteer in resume.volunteer:
        yield from _role_pieces(volunteer, None)
    for project in resume.projects:
        text = ". ".join(filter(None, (project.name, project.description, ", ".join(project.keywords))))
        if text:
            yield project.id, text, "project", None
        yield from _bullets(project.highlights, "project", None)
    for study in resume.education:
        text = ", ".join(filter(None, (study.study_type, study.area, *study.courses)))
        if text:
            yield study.id, text, "education", None
        yield from _bullets(study.highlights, "education", None)
    for certificate in resume.certificates:
        if certificate.name:
            yield certificate.id, certificate.name, "certificate", None


def _role_pieces(role: Work | Volunteer, at: int | None) -> Iterator[Piece]:
    for text in filter(None, (role.summary, role.description)):
        yield role.id, text, "experience", at
    yield from _bullets(role.highlights, "experience", at)


def _bullets(bullets: tuple[Bullet, ...], kind: str, role: int | None) -> Iterator[Piece]:
    return ((bullet.id, bullet.text, kind, role) for bullet in bullets if not bullet.hidden)


def _identity(resume: Resume, matcher: Matcher) -> frozenset[str]:
    """Words of the name and the address; a name that is also a skill stays, for it may be meant as one."""
    basics = resume.basics
    name = [part for part in _WORD.findall((basics.name or "").lower()) if not matcher.named(part)]
    place = basics.location
    where = (place.address, place.city, place.region) if place else ()
    address = _WORD.findall(" ".join(filter(None, where)).lower())
    return frozenset(part for part in (*name, *address) if len(part) > 1 and not matcher.named(part))


def _blanked(text: str, identity: frozenset[str]) -> str:
    words, _ = _gendered()
    text = _CONTACT.sub(lambda found: " " * len(found[0]), text)
    return _WORD.sub(
        lambda found: " " * len(found[0]) if found[0].lower() in identity | words else found[0], text
    )


@lru_cache(maxsize=1)
def _gendered() -> tuple[frozenset[str], dict[str, str]]:
    table = tomllib.loads(files("career.scoring").joinpath("neutral.toml").read_text("utf-8"))
    return frozenset(word for words in table["words"].values() for word in words), table["titles"]
