"""Where mails go in development: into Redis, for `/dev/mailbox` to show, and to nobody."""

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, cast

import structlog
from pydantic import AwareDatetime, BaseModel, ValidationError
from redis.exceptions import RedisError

from career.errors import Unavailable
from career.mailer.port import Message

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from redis.asyncio import Redis

log = structlog.get_logger()

_KEY: Final = "development:mailbox"
_MOST: Final = 50
_KEPT: Final = timedelta(days=1)
_PATIENCE_S: Final = 2.0


class KeptMail(BaseModel):
    """A mail as the mailbox shows it."""

    id: str
    sent_at: AwareDatetime
    to: str
    subject: str
    text: str
    html: str


class DevelopmentMailbox:
    """The newest fifty mails of a day. It shouts: whoever runs this in earnest must learn of it."""

    def __init__(self, redis: "Redis") -> None:
        self._redis = redis
        log.warning("mail_is_sent_to_nobody", shown_at="/dev/mailbox", remedy="set SMTP_URL")

    async def send(self, message: Message) -> None:
        kept = KeptMail(**asdict(message), sent_at=datetime.now(UTC))
        try:
            async with asyncio.timeout(_PATIENCE_S), self._redis.pipeline(transaction=True) as pipe:
                pipe.lpush(_KEY, kept.model_dump_json())
                pipe.ltrim(_KEY, 0, _MOST - 1)
                pipe.expire(_KEY, _KEPT)
                await pipe.execute()
        except (RedisError, OSError, TimeoutError) as error:
            raise Unavailable("The mailbox does not answer.") from error

    async def mails(self) -> list[KeptMail]:
        """Newest first."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                raw = await cast("Awaitable[list[bytes]]", self._redis.lrange(_KEY, 0, -1))
        except (RedisError, OSError, TimeoutError) as error:
            raise Unavailable("The mailbox does not answer.") from error
        return [mail for mail in map(_read, raw) if mail]


def _read(raw: bytes) -> KeptMail | None:
    """Nothing for what an older version of ours wrote."""
    try:
        return KeptMail.model_validate_json(raw)
    except ValidationError:
        return None
