"""The settings of this start, and the engines that they ask for."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from career.settings import Settings
from server.cli.terminal import Refusal
from server.engines import Busy, Engine, Postgres, Redis

PREFIX = "Value error, "  # pydantic's, before the sentence of a validator of ours
UNKNOWN = "there is no such setting; .env.example names them all"


def read() -> Settings:
    """The settings from the environment and `.env`; errors: Refusal, with the name and what is allowed."""
    try:
        return Settings()
    except ValidationError as error:
        raise Refusal("\n".join(map(_sentence, error.errors()))) from None


def _sentence(fault: ErrorDetails) -> str:
    """Without the value: it may be a secret."""
    name = "_".join(part.upper() for part in fault["loc"] if isinstance(part, str))
    message = UNKNOWN if fault["type"] == "extra_forbidden" else fault["msg"].removeprefix(PREFIX)
    return ": ".join(filter(None, [name, message]))


def engines(settings: Settings) -> list[Engine]:
    """Those that nobody else runs for this installation, not yet started."""
    wanted: list[Engine] = []
    if not settings.database_url:
        wanted.append(Postgres(settings.data_dir))
    if not settings.redis_url:
        wanted.append(Redis(settings.data_dir))
    return wanted


def environment(wanted: list[Engine]) -> dict[str, str]:
    """Where the processes of ours find them."""
    names = {Postgres: "DATABASE_URL", Redis: "REDIS_URL"}
    return {names[type(engine)]: engine.url for engine in wanted}


def require_addresses(settings: Settings) -> None:
    """One process of many starts no engine for itself; errors: Refusal."""
    if missing := " and ".join(environment(engines(settings)).keys()):
        raise Refusal(f"{missing} must be set here; `python -m server run` starts engines of its own.")


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Settings]:
    """The settings with addresses that answer: those given, those of a `run` next door, or our own."""
    wanted = engines(settings)
    async with AsyncExitStack() as stack:
        for engine in wanted:
            try:
                await stack.enter_async_context(engine)
            except Busy:
                continue  # `python -m server run` has it open and serves
        found = {name.lower(): url for name, url in environment(wanted).items()}
        yield settings.model_copy(update=found)
