"""The providers that somebody configured."""

from collections.abc import Iterator, Mapping
from typing import Final

from career.oauth.github import GitHubProvider
from career.oauth.openid import OpenIDProvider
from career.oauth.port import Provider
from career.settings import OAuthSettings

_GOOGLE: Final = "https://accounts.google.com"
_LINKEDIN: Final = "https://www.linkedin.com/oauth"


def configured(settings: OAuthSettings) -> Mapping[str, Provider]:
    """By name, in the order of their buttons; one without an id is not offered."""
    return {provider.name: provider for provider in _configured(settings)}


def _configured(settings: OAuthSettings) -> Iterator[Provider]:
    if settings.google_client_id:
        yield OpenIDProvider(
            name="google",
            label="Google",
            issuer=_GOOGLE,
            also_known_as=frozenset({"accounts.google.com"}),
            client_id=settings.google_client_id,
            client_secret=settings.google_client_secret.get_secret_value(),
        )
    if settings.github_client_id:
        yield GitHubProvider(
            client_id=settings.github_client_id,
            client_secret=settings.github_client_secret.get_secret_value(),
        )
    if settings.linkedin_client_id:
        # Its issuer was spelt otherwise before (keycloak/keycloak#28686), it refuses PKCE to a client that
        # has a secret (nextauthjs/next-auth#8831), and its tokens carry no nonce
        # (linkedin-developers/linkedin-api-js-client#34): the state and the secret have to do.
        yield OpenIDProvider(
            name="linkedin",
            label="LinkedIn",
            issuer=_LINKEDIN,
            also_known_as=frozenset({"https://www.linkedin.com"}),
            client_id=settings.linkedin_client_id,
            client_secret=settings.linkedin_client_secret.get_secret_value(),
            pkce=False,
            echoes_nonce=False,
        )
    if settings.oidc_client_id and settings.oidc_issuer:
        yield OpenIDProvider(
            name="oidc",
            label=settings.oidc_name,
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value(),
            any_issuer=True,
        )
