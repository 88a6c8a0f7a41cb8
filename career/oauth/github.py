"""GitHub, which speaks OAuth 2.0 without OpenID Connect: https://docs.github.com/apps/oauth-apps."""

from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel, RootModel

from career.oauth.port import Acquaintance, Passage
from career.oauth.talking import Unsound, authorization_url, read, redeem, talking

_SITE: Final = "https://github.com"
_API: Final = "https://api.github.com"


class _Person(BaseModel):
    id: int
    login: str
    name: str | None = None


class _Email(BaseModel):
    email: str
    primary: bool
    verified: bool


class _Emails(RootModel[list[_Email]]):
    pass


@dataclass(frozen=True)
class GitHubProvider:
    """Tests alone say that it lives elsewhere."""

    client_id: str
    client_secret: str = field(repr=False)
    site: str = _SITE
    api: str = _API
    name: str = "github"
    label: str = "GitHub"

    async def address(self, passage: Passage) -> str:
        async with self._talking(passage) as client:
            return authorization_url(client, f"{self.site}/login/oauth/authorize", passage)

    async def meet(self, passage: Passage, *, code: str, issuer: str | None) -> Acquaintance:
        async with self._talking(passage) as client:
            if issuer not in {None, f"{self.site}/login/oauth"}:
                raise Unsound("the answer came from another issuer")
            await redeem(client, f"{self.site}/login/oauth/access_token", passage, code)
            person = await read(client, f"{self.api}/user", _Person)
            # The address in the profile is what somebody wrote there; this list says which ones they own.
            emails = await read(client, f"{self.api}/user/emails", _Emails)
            primary = next((one for one in emails.root if one.primary), None)
            return Acquaintance(
                subject=str(person.id),
                email=primary.email if primary else "",
                email_verified=primary is not None and primary.verified,
                name=person.name or person.login,
            )

    def _talking(self, passage: Passage) -> Any:
        return talking(
            self.name,
            client_id=self.client_id,
            client_secret=self.client_secret,
            scope="read:user user:email",
            redirect_uri=passage.redirect_uri,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the name of a way
        )
