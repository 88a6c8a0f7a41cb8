"""What an installation may decide, read once from the environment by the process that starts.

A wrong value is refused at start with its name and what is allowed (`server/cli` prints it); in
production the secrets and addresses that development makes up for itself must be given.
"""

import hashlib
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from career.limits import DocumentLimits, RateLimits, RealtimeLimits


class Environment(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


DEVELOPMENT_SECRET = "development-secret-that-production-refuses"  # noqa: S105 - refused outside development

_SHORTEST_KEY: Final = 32
"""Characters; at 5 bits each the 128 bits that nobody tries out."""

Words = Annotated[tuple[str, ...], NoDecode]
"""A list written with commas."""


class OAuthSettings(BaseModel):
    """Providers with which people may sign in; one without an id is not offered."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    google_client_id: str = ""
    google_client_secret: SecretStr = SecretStr("")
    github_client_id: str = ""
    github_client_secret: SecretStr = SecretStr("")
    linkedin_client_id: str = ""
    linkedin_client_secret: SecretStr = SecretStr("")
    oidc_issuer: str = ""
    """Any OpenID Connect provider, by the address under which `/.well-known/openid-configuration` lies."""
    oidc_name: str = "Single sign-on"
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")


class Settings(BaseSettings):
    """Every setting; `.env.example` explains each, and a test keeps the two in step."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        env_nested_delimiter="_",
        env_nested_max_split=1,
        extra="ignore",
        frozen=True,
    )

    environment: Environment = Environment.DEVELOPMENT
    data_dir: Path = Path(".data")
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    public_url: str = ""
    """The address that people type; empty means `http://localhost:<port>`."""
    allowed_origins: Words = ()
    """Origins, besides the public one, whose pages may call the API and the socket."""
    trusted_proxies: Words = ()
    log_format: str = Field(default="console", pattern="^(console|json)$")

    database_url: str | None = None
    """Empty: `python -m server run` starts its own PostgreSQL."""
    database_pool_size: int = Field(default=10, ge=2, le=100)
    redis_url: str | None = None
    """Empty: `python -m server run` starts its own Redis."""
    storage_url: str | None = None
    """`file:///…`; empty means a folder in `data_dir`."""

    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = (SecretStr(DEVELOPMENT_SECRET),)
    """The first signs, all of them verify, so that a key can be changed without signing anybody out."""
    encryption_keys: Annotated[tuple[SecretStr, ...], NoDecode] = (SecretStr(DEVELOPMENT_SECRET),)
    """The first seals what is kept encrypted, all of them open it (`career/vault.py`)."""
    access_token_minutes: int = Field(default=10, ge=1, le=60)
    refresh_token_days: int = Field(default=30, ge=1, le=365)
    session_hours: int = Field(default=2160, ge=1, le=8760)
    """However busy a sign-in is, it ends after this long."""
    argon2_memory_kib: int = Field(default=19456, ge=8, le=1_048_576)
    """OWASP's first choice for Argon2id: 19 MiB, two passes, one lane."""
    argon2_passes: int = Field(default=2, ge=1, le=20)

    smtp_url: SecretStr | None = None
    """`smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`; empty: nothing is mailed, and in
    development `/dev/mailbox` shows what would have been."""
    mail_from: str = "Shortlist <no-reply@localhost>"

    oauth: OAuthSettings = OAuthSettings()

    upload_limit_bytes: int = Field(default=5_000_000, ge=1_000)
    letters_per_day: int = Field(default=25, ge=1)
    exports_per_hour: int = Field(default=50, ge=1)
    region: str = Field(default="US", pattern="^[A-Z]{2}$")
    """Where a phone number or a date belongs that does not say so itself."""

    openai_api_key: SecretStr | None = None
    """Empty: letters and resumes are worded by the deterministic writer."""
    openai_base_url: str | None = None
    openai_model: str = "gpt-4o-mini"

    worker_jobs: int = Field(default=4, ge=1, le=64)
    """Jobs that one worker process runs at a time."""
    slots: int = Field(default=1, ge=1, le=32)
    """Processes of a worker that read strangers' files and print documents."""

    rates: RateLimits = RateLimits()
    realtime: RealtimeLimits = RealtimeLimits()
    documents: DocumentLimits = DocumentLimits()

    @field_validator("allowed_origins", "trusted_proxies", "secret_keys", "encryption_keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @model_validator(mode="after")
    def _production_needs_its_own(self) -> Self:
        if self.environment is not Environment.PRODUCTION:
            return self
        for name, keys in (("SECRET_KEYS", self.secret_keys), ("ENCRYPTION_KEYS", self.encryption_keys)):
            if any(key.get_secret_value() == DEVELOPMENT_SECRET for key in keys):
                raise ValueError(f"{name}: production needs its own (32 random characters or more)")
            if any(len(key.get_secret_value()) < _SHORTEST_KEY for key in keys):
                raise ValueError(f"{name}: each key needs 32 characters or more")
        if self.smtp_url is None:
            raise ValueError("SMTP_URL: production needs a mail server, for addresses and passwords")
        if not self.public_url.startswith("https://"):
            raise ValueError("PUBLIC_URL: production needs the https address that people type")
        return self

    @classmethod
    def names(cls) -> dict[str, FieldInfo]:
        """Every setting by the name that it has in the environment; those of a group begin with its name."""
        found: dict[str, FieldInfo] = {}
        for name, field in cls.model_fields.items():
            group = field.annotation
            if isinstance(group, type) and issubclass(group, BaseModel):
                found |= {f"{name}_{member}".upper(): inner for member, inner in group.model_fields.items()}
            else:
                found[name.upper()] = field
        return found

    @property
    def address(self) -> str:
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def origins(self) -> frozenset[str]:
        """Every origin whose pages may use the API; in development the same port on 127.0.0.1 as well."""
        own = {self.address}
        if self.environment is not Environment.PRODUCTION:
            own |= {f"http://127.0.0.1:{self.port}", f"http://localhost:{self.port}"}
        return frozenset(own | set(self.allowed_origins))

    @property
    def access_token_life(self) -> timedelta:
        return timedelta(minutes=self.access_token_minutes)

    @property
    def refresh_token_life(self) -> timedelta:
        return timedelta(days=self.refresh_token_days)

    @property
    def secure_cookies(self) -> bool:
        """Browsers refuse a Secure cookie over plain http, except that localhost counts as safe in some."""
        return self.address.startswith("https://")

    @property
    def session_life(self) -> timedelta:
        return timedelta(hours=self.session_hours)

    def signing_keys(self) -> tuple[bytes, ...]:
        """32 bytes each, newest first."""
        return _digested(self.secret_keys)

    def sealing_keys(self) -> tuple[bytes, ...]:
        """32 bytes each, newest first."""
        return _digested(self.encryption_keys)


def _digested(keys: tuple[SecretStr, ...]) -> tuple[bytes, ...]:
    """Hashed, so that a key of any length fits HS256 and AES-256."""
    return tuple(hashlib.sha256(key.get_secret_value().encode()).digest() for key in keys)
