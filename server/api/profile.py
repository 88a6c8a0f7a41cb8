"""The master profile: everything a candidate has stated, in one document with a version."""

from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, JsonValue, RootModel
from starlette.routing import Route

from career import profiles
from career.documents import jsonresume
from career.errors import Invalid
from career.permissions import actions
from career.profiles import StaleVersion
from career.schema.resume import (
    Award,
    Basics,
    Certificate,
    Education,
    Interest,
    LanguageSkill,
    OtherSection,
    Project,
    Publication,
    Reference,
    Resume,
    SkillGroup,
    Volunteer,
    Work,
)
from models.profiles import Profile
from server.api.shapes import Given
from server.contract import endpoint, resource
from server.request import AppRequest


class GapOut(BaseModel):
    path: str = Field(examples=["/basics/phone"])
    text: str = Field(examples=["A phone number"])


class Completeness(BaseModel):
    percent: int = Field(examples=[80])
    missing: list[GapOut]


class ProfileOut(BaseModel):
    id: UUID
    version: int
    resume: Resume
    updated_at: AwareDatetime
    completeness: Completeness


class ProfileDraft(Given):
    version: int = Field(description="The version that was edited.", ge=1, le=2**31 - 2, examples=[1])
    resume: Resume


class ProfileChange(Given):
    """The sections that change, whole; the others stay."""

    version: int = Field(ge=1, le=2**31 - 2, examples=[1])
    language: str | None = Field(default=None, max_length=35)
    basics: Basics | None = None
    work: tuple[Work, ...] | None = None
    volunteer: tuple[Volunteer, ...] | None = None
    education: tuple[Education, ...] | None = None
    projects: tuple[Project, ...] | None = None
    certificates: tuple[Certificate, ...] | None = None
    awards: tuple[Award, ...] | None = None
    publications: tuple[Publication, ...] | None = None
    skills: tuple[SkillGroup, ...] | None = None
    languages: tuple[LanguageSkill, ...] | None = None
    interests: tuple[Interest, ...] | None = None
    references: tuple[Reference, ...] | None = None
    sections: tuple[OtherSection, ...] | None = None


class JsonResume(RootModel[dict[str, JsonValue]]):
    """A document of the public JSON Resume schema 1.0.0."""


@endpoint(may=actions.READ_PROFILE)
async def show_profile(request: AppRequest) -> ProfileOut:
    """Show one's profile."""
    return _out(request, await profiles.of(request.services, request.user))


@endpoint(may=actions.WRITE_PROFILE, errors=(StaleVersion, Invalid))
async def replace_profile(request: AppRequest, *, body: ProfileDraft) -> ProfileOut:
    """Save the whole profile."""
    return _out(
        request, await profiles.save(request.services, request.user, version=body.version, resume=body.resume)
    )


@endpoint(may=actions.WRITE_PROFILE, errors=(StaleVersion, Invalid))
async def change_profile(request: AppRequest, *, body: ProfileChange) -> ProfileOut:
    """Save some sections of the profile."""
    now = profiles.resume_of(request.services, await profiles.of(request.services, request.user))
    change = {name: getattr(body, name) for name in body.model_fields_set - {"version"}}
    resume = now.model_copy(update={name: value for name, value in change.items() if value is not None})
    return _out(
        request, await profiles.save(request.services, request.user, version=body.version, resume=resume)
    )


@endpoint(may=actions.READ_PROFILE)
async def show_json_resume(request: AppRequest) -> JsonResume:
    """Show the profile as JSON Resume, for any program that reads it."""
    profile = await profiles.of(request.services, request.user)
    return JsonResume(jsonresume.to_json_resume(profiles.resume_of(request.services, profile)))


@endpoint(may=actions.WRITE_PROFILE, errors=(StaleVersion, Invalid))
async def import_json_resume(request: AppRequest, *, body: JsonResume) -> ProfileOut:
    """Replace the profile by a JSON Resume document."""
    profile = await profiles.of(request.services, request.user)
    resume = jsonresume.from_json_resume(body.root)
    return _out(
        request, await profiles.save(request.services, request.user, version=profile.version, resume=resume)
    )


def _out(request: AppRequest, profile: Profile) -> ProfileOut:
    resume = profiles.resume_of(request.services, profile)
    percent, missing = profiles.gaps(resume)
    return ProfileOut(
        id=profile.id,
        version=profile.version,
        resume=resume,
        updated_at=profile.updated_at,
        completeness=Completeness(
            percent=percent, missing=[GapOut(path=gap.path, text=gap.text) for gap in missing]
        ),
    )


routes: list[Route] = [
    resource("/api/v1/profile", get=show_profile, put=replace_profile, patch=change_profile),
    resource("/api/v1/profile/json-resume", get=show_json_resume, put=import_json_resume),
]
