"""The master profile: read, saved with a version so that no save is lost, and filled from readings."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import orjson

from career import skills
from career.errors import Conflict, Invalid
from career.schema.resume import Resume
from models.profiles import Profile

if TYPE_CHECKING:
    from career.services import Services
    from models.users import User

_ENRICHING: Final = timedelta(seconds=20)
"""The first call of a fresh process loads the gazetteer; later ones take milliseconds."""


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


async def of(user: "User") -> Profile:
    """The person's profile; everybody has one, empty at first."""
    profile, _ = await Profile.get_or_create(
        user=user, defaults={"document": _document(Resume(basics={"name": user.name, "email": user.email}))}
    )
    return profile


def resume_of(profile: Profile) -> Resume:
    return Resume.model_validate(profile.document)


async def filled(user: "User") -> tuple[Profile, Resume]:
    """The profile of somebody who has said something about their work; `ProfileEmpty` otherwise."""
    profile = await of(user)
    resume = resume_of(profile)
    if not (resume.work or resume.education or resume.projects or resume.skills):
        raise ProfileEmpty
    return profile, resume


async def save(services: "Services", user: "User", *, version: int, resume: Resume) -> Profile:
    """Replace the document if `version` is the newest; raises `StaleVersion`."""
    profile = await of(user)
    if profile.version != version:
        raise StaleVersion
    await replace(profile, await enriched(services, resume))
    return await Profile.get(id=profile.id)


async def replace(profile: Profile, resume: Resume) -> None:
    """Put a new document in place of the one that was loaded; raises `StaleVersion`."""
    # The database settles the race: of two savers with one version, one finds no row to change.
    changed = await Profile.filter(id=profile.id, version=profile.version).update(
        version=profile.version + 1, document=_document(resume)
    )
    if not changed:
        raise StaleVersion


async def enriched(services: "Services", resume: Resume) -> Resume:
    """The resume with the skills and numbers of its lines, computed in a slot."""
    return await services.slots.call(_enrich, resume, limit=_ENRICHING)


def _enrich(resume: Resume) -> Resume:
    return skills.enrich(resume, skills.load())


def _document(resume: Resume) -> dict[str, object]:
    document = resume.model_dump(mode="json")
    try:
        orjson.dumps(document)
    except TypeError:
        # Unknown members may hold any JSON; integers beyond 64 bits are JSON, but nothing reads them back.
        raise Invalid("A number in this document is too large to be kept.") from None
    return document


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
