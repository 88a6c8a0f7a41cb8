"""Every action: which roles may ever do it, what an API key needs for it, and on which objects it works.

Each operation and each rpc method names one of these; docs/permissions.md is generated from them. A role
that is missing here is refused with 403; an object that is out of reach does not exist (404).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from models.users import Role


class Scope(StrEnum):
    """What an API key may be given. `write` does not include `read`."""

    ACCOUNT_READ = "account:read"
    ACCOUNT_WRITE = "account:write"
    PROFILE_READ = "profile:read"
    PROFILE_WRITE = "profile:write"
    RESUMES_READ = "resumes:read"
    RESUMES_WRITE = "resumes:write"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    APPLICATIONS_READ = "applications:read"
    APPLICATIONS_WRITE = "applications:write"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"


@dataclass(frozen=True, kw_only=True)
class Action:
    """`roles` empty: nobody needs to be signed in. `scope` `None`: no API key ever does it."""

    name: str
    roles: frozenset[Role]
    scope: Scope | None
    objects: str

    @property
    def public(self) -> bool:
        return not self.roles


_NOBODY: Final = frozenset[Role]()
_ANYBODY: Final = frozenset(Role)
_CANDIDATE: Final = frozenset({Role.CANDIDATE})
_HIRING_OR_LOOKING: Final = frozenset({Role.CANDIDATE, Role.RECRUITER})

_OWN: Final = "one's own"
_NONE: Final = "none"
_POSTINGS_SEEN: Final = "one's own, those of one's companies, and what companies have open"
_POSTINGS_EDITED: Final = "one's own; those of a company where one is owner, recruiter or hiring manager"

OBSERVE = Action(name="service.observe", roles=_NOBODY, scope=None, objects=_NONE)
ENTER = Action(
    name="account.enter", roles=_NOBODY, scope=None, objects="the account that one proves to be of"
)
SEE_TEMPLATES = Action(name="templates.read", roles=_NOBODY, scope=None, objects="all")

READ_ACCOUNT = Action(name="account.read", roles=_ANYBODY, scope=Scope.ACCOUNT_READ, objects=_OWN)
WRITE_ACCOUNT = Action(name="account.write", roles=_ANYBODY, scope=Scope.ACCOUNT_WRITE, objects=_OWN)
GUARD_ACCOUNT = Action(name="account.guard", roles=_ANYBODY, scope=None, objects=_OWN)
OPEN_SOCKET = Action(
    name="socket.open", roles=_ANYBODY, scope=None, objects="the channels of one's own things"
)

READ_JOBS = Action(name="jobs.read", roles=_ANYBODY, scope=Scope.JOBS_READ, objects=_POSTINGS_SEEN)
WRITE_JOBS = Action(
    name="jobs.write", roles=_HIRING_OR_LOOKING, scope=Scope.JOBS_WRITE, objects=_POSTINGS_EDITED
)
MATCH_JOBS = Action(name="jobs.match", roles=_CANDIDATE, scope=Scope.JOBS_READ, objects=_POSTINGS_SEEN)

READ_PROFILE = Action(name="profile.read", roles=_CANDIDATE, scope=Scope.PROFILE_READ, objects=_OWN)
WRITE_PROFILE = Action(name="profile.write", roles=_CANDIDATE, scope=Scope.PROFILE_WRITE, objects=_OWN)
READ_RESUMES = Action(name="resumes.read", roles=_CANDIDATE, scope=Scope.RESUMES_READ, objects=_OWN)
WRITE_RESUMES = Action(name="resumes.write", roles=_CANDIDATE, scope=Scope.RESUMES_WRITE, objects=_OWN)
READ_APPLICATIONS = Action(
    name="applications.read", roles=_CANDIDATE, scope=Scope.APPLICATIONS_READ, objects=_OWN
)
WRITE_APPLICATIONS = Action(
    name="applications.write", roles=_CANDIDATE, scope=Scope.APPLICATIONS_WRITE, objects=_OWN
)
READ_DOCUMENTS = Action(name="documents.read", roles=_CANDIDATE, scope=Scope.DOCUMENTS_READ, objects=_OWN)
WRITE_DOCUMENTS = Action(name="documents.write", roles=_CANDIDATE, scope=Scope.DOCUMENTS_WRITE, objects=_OWN)

ACTIONS: Final = tuple(found for found in globals().values() if isinstance(found, Action))
"""In the order in which they are declared above."""
