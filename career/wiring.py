"""The one place where adapters are built; only a process's lifespan calls it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis.asyncio import Redis
from tortoise.context import TortoiseContext

from career.feed import RedisFeed
from career.limiting import RedisLimiter
from career.mailer import DevelopmentMailbox, Mailer, SmtpMailer
from career.oauth.providers import configured
from career.passwords import Passwords
from career.people import People
from career.queue import RedisQueue
from career.services import Services
from career.settings import Settings
from career.slots import Slots
from career.storage import open_storage
from career.tokens import Tokens
from career.vault import Vault
from career.writing.llm.port import LanguageModel
from models.registry import tortoise_config


class NotConfigured(RuntimeError):
    """An engine's address is missing; the message says which setting gives it."""


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Services]:
    """Everything a process needs, open; closed again when the context ends."""
    if settings.database_url is None or settings.redis_url is None:
        raise NotConfigured(
            "DATABASE_URL and REDIS_URL are needed here; `python -m server run` brings its own."
        )
    slots = Slots(settings.slots)
    redis = connect_redis(settings.redis_url)
    try:
        async with TortoiseContext() as records:
            # Requests run in tasks that did not begin in this one, hence the fall-back to this context.
            await records.init(
                config=tortoise_config(settings.database_url, pool_size=settings.database_pool_size),
                _enable_global_fallback=True,
            )
            yield Services(
                settings=settings,
                tokens=Tokens(settings.signing_keys(), access_life=settings.access_token_life),
                passwords=Passwords(memory_kib=settings.argon2_memory_kib, passes=settings.argon2_passes),
                vault=Vault(settings.sealing_keys()),
                people=People(),
                feed=RedisFeed(redis),
                limiter=RedisLimiter(redis),
                queue=RedisQueue(redis),
                mailer=mailer(settings, redis),
                storage=open_storage(settings.storage_url, settings.data_dir / "files"),
                slots=slots,
                providers=configured(settings.oauth),
                language_model=language_model(settings),
            )
    finally:
        await slots.close()
        await redis.aclose()


def connect_redis(url: str) -> Redis:
    """A client that answers or fails within two seconds; it connects when it is first used."""
    client: Redis = Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2, max_connections=64)
    return client


def mailer(settings: Settings, redis: Redis) -> Mailer:
    """The mail server that somebody configured; without one, the mailbox that nobody is mailed from."""
    if settings.smtp_url is None:
        return DevelopmentMailbox(redis)
    return SmtpMailer(settings.smtp_url.get_secret_value(), sender=settings.mail_from)


def language_model(settings: Settings) -> LanguageModel | None:
    """The model that somebody configured; without a key there is none, and nothing is imported."""
    if settings.openai_api_key is None:
        return None
    from career.writing.llm.openai import OpenAIModel  # noqa: PLC0415 - the SDK takes half a second

    return OpenAIModel(
        api_key=settings.openai_api_key.get_secret_value(),
        base_url=settings.openai_base_url,
        model=settings.openai_model,
    )
