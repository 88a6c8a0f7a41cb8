"""The text that counts: what a resume says of work, without who says it."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from career.schema.resume import Bullet, Resume, Volunteer, Work

_CONTACT: Final = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://\S+|www\.\S+|\+?\d[\d ()/-]{7,}\d", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Passage:
    """A piece of a resume: `text` as written, `blind` with blanks where it told who the person is.

    Both have the same offsets. `told` is for comparing: also without a part of the name that is a skill,
    and with neutral words. `role` is the place of the role in `Resume.work`, where there is one.
    """

    resume_id: str
    text: str
    blind: str
    told: str
    kind: str
    role: int | None = None


def passages(resume: Resume) -> tuple[Passage, ...]:
    """Every visible piece that can show a skill, in document order; what is said twice stands once."""
    identity = _identity(resume)
    listed = {
        word for group in resume.skills for word in _words(group.name, *(k.text for k in group.keywords))
    }
    # Somebody called Julia who lists Julia may mean the language; a single letter may be C or R.
    hidden = frozenset(part for part in identity - listed if len(part) > 1)
    seen: set[tuple[str, int | None]] = set()
    kept = []
    for resume_id, text, kind, role in _pieces(resume):
        told = neutral(_blanked(text, identity))
        key = (" ".join(told.casefold().split()), role)
        if key[0] and key not in seen:
            seen.add(key)
            kept.append(Passage(resume_id, text, _blanked(text, hidden), told, kind, role))
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


def _identity(resume: Resume) -> frozenset[str]:
    """Words of the name and the address."""
    basics = resume.basics
    place = basics.location
    where = (place.address, place.city, place.region) if place else ()
    return frozenset(_words(basics.name, *where))


def _words(*texts: str | None) -> list[str]:
    return _WORD.findall(" ".join(filter(None, texts)).lower())


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
