"""The master profile: read, saved with a version so that no save is lost, and filled from readings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import orjson
from pydantic import JsonValue
from tortoise.exceptions import IntegrityError

from career import jsonb, sealed_columns, skills
from career.errors import Conflict, Invalid, Unauthenticated
from career.schema.resume import Resume
from models.profiles import Profile
from models.record import new_id

if TYPE_CHECKING:
    from career.services import Services
    from models.record import JsonObject
    from models.users import User

_ENRICHING: Final = timedelta(seconds=20)
"""The first call of a fresh process loads the gazetteer; later ones take milliseconds."""
_LONGEST_TEXT: Final = 5_000
"""Characters, more than a page; checking the facts of a text takes time by the square of its length."""
_LARGEST: Final = 250_000
"""Bytes of JSON, some thirty pages; over more, tailoring takes longer than its job may."""
_NOT_READ: Final = frozenset({"image", "extra", "meta"})
"""Members that no writer reads: a portrait may be a data URL."""


class StaleVersion(Conflict):
    code = "stale_version"

    def __init__(self) -> None:
        super().__init__("Somebody saved this meanwhile. Load it again and repeat your change.")


class ProfileEmpty(Conflict):
    code = "profile_empty"

    def __init__(self) -> None:
        super().__init__("The profile is empty. Import a resume or fill in your experience first.")


@dataclass(frozen=True)
class Gap:
    """Something that a profile should say, by its path."""

    path: str
    text: str


async def of(services: "Services", user: "User") -> Profile:
    """The person's profile; everybody has one, empty at first."""
    empty = _document(Resume(basics={"name": user.name, "email": user.email}))
    try:
        row_id = new_id()
        sealed = sealed_columns.PROFILE.seal(services.vault, row_id, empty)
        profile, _ = await Profile.get_or_create(user=user, defaults={"id": row_id, "document": sealed})
    except IntegrityError:
        # The account was erased this very moment.
        raise Unauthenticated from None
    return profile


def resume_of(services: "Services", profile: Profile) -> Resume:
    return Resume.model_validate(sealed_columns.PROFILE.open(services.vault, profile))


async def filled(services: "Services", user: "User") -> tuple[Profile, Resume]:
    """The profile of somebody who has said something about their work; `ProfileEmpty` otherwise."""
    profile = await of(services, user)
    resume = resume_of(services, profile)
    if not (resume.work or resume.education or resume.projects or resume.skills):
        raise ProfileEmpty
    return profile, resume


async def save(services: "Services", user: "User", *, version: int, resume: Resume) -> Profile:
    """Replace the document if `version` is the newest; raises `StaleVersion`."""
    profile = await of(services, user)
    if profile.version != version:
        raise StaleVersion
    _document(resume)
    await replace(services, profile, await enriched(services, resume))
    return await Profile.get(id=profile.id)


async def replace(services: "Services", profile: Profile, resume: Resume) -> None:
    """Put a new document in place of the one that was loaded; raises `StaleVersion`."""
    sealed = sealed_columns.PROFILE.seal(services.vault, profile.id, _document(resume))
    # The database settles the race: of two savers with one version, one finds no row to change.
    changed = await Profile.filter(id=profile.id, version=profile.version).update(
        version=profile.version + 1, document=sealed
    )
    if not changed:
        raise StaleVersion


async def enriched(services: "Services", resume: Resume) -> Resume:
    """The resume with the skills and numbers of its lines, computed in a slot."""
    return await services.slots.call(_enrich, resume, limit=_ENRICHING)


def _enrich(resume: Resume) -> Resume:
    return skills.enrich(resume, skills.load())


def _document(resume: Resume) -> "JsonObject":
    """What is stored; raises `Invalid` for a profile that no writer could work through."""
    document = jsonb.storable(resume.model_dump(mode="json"))
    for path, text in _texts(document, ""):
        if len(text) > _LONGEST_TEXT:
            raise Invalid(f"A text here may have {_LONGEST_TEXT:,} characters.", at=path)
    if len(orjson.dumps(document)) > _LARGEST:
        raise Invalid("This profile is longer than thirty pages. Leave out what is oldest.")
    return document


def _texts(value: JsonValue, path: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield path, value
        case list():
            for place, item in enumerate(value):
                yield from _texts(item, f"{path}/{place}")
        case dict():
            for name, member in value.items():
                if name not in _NOT_READ:
                    yield from _texts(member, f"{path}/{name}")


def gaps(resume: Resume) -> tuple[int, list[Gap]]:
    """How complete a profile is, in percent, and what is missing: a count of plain facts, not a judgement."""
    basics = resume.basics
    wanted = [
        (basics.name, "/basics/name", "Your name"),
        (basics.email, "/basics/email", "An e-mail address"),
        (basics.phone, "/basics/phone", "A phone number"),
        (basics.location, "/basics/location", "Where you live"),
        (basics.summary, "/basics/summary", "A summary of two or three sentences"),
        (resume.work, "/work", "Your experience"),
        (any(work.highlights for work in resume.work), "/work", "What you did in a role, in bullets"),
        (resume.education, "/education", "Your education"),
        (resume.skills, "/skills", "Your skills"),
        (resume.languages, "/languages", "The languages you speak"),
    ]
    missing = [Gap(path, text) for there, path, text in wanted if not there]
    return round(100 * (len(wanted) - len(missing)) / len(wanted)), missing
