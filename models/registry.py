"""Which modules hold records, and how Tortoise and its migrations find them."""

from typing import Any

from tortoise.backends.base.config_generator import expand_db_url

MODULES = (
    "models.users",
    "models.sessions",
    "models.second_factors",
    "models.identities",
    "models.api_keys",
    "models.mails",
    "models.audit",
    "models.personal_copies",
    "models.companies",
    "models.profiles",
    "models.resumes",
    "models.jobs",
    "models.applications",
    "models.generations",
    "models.exports",
    "models.outbox",
    "models.idempotency",
    "models.shared_documents",
)


_CONNECTING_S = 5
_STATEMENT_S = 30
"""Seconds; no statement of ours takes one, and a database that hangs must not hang us."""


async def _as_it_is(_connection: object) -> None:
    """Give a connection back without asking the server to reset it, which would be a second round trip.

    We change no session state; a transaction that was left open is rolled back by asyncpg all the same.
    """


def tortoise_config(database_url: str, *, pool_size: int = 10) -> dict[str, Any]:
    """The configuration that Tortoise wants; `pool_size` is the most connections of one process."""
    # Tortoise names the driver where everybody else names the database.
    connection = expand_db_url("asyncpg://" + database_url.partition("://")[2])
    connection["credentials"] |= {
        "minsize": 1,
        "maxsize": pool_size,
        "timeout": _CONNECTING_S,
        "command_timeout": _STATEMENT_S,
        "reset": _as_it_is,
    }
    return {
        "connections": {"default": connection},
        "apps": {
            "models": {
                "models": list(MODULES),
                "default_connection": "default",
                "migrations": "models.migrations",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


MIGRATIONS = tortoise_config("postgresql://localhost/shortlist")
"""For `python -m tortoise -c models.registry.MIGRATIONS makemigrations`, which reads no database."""
