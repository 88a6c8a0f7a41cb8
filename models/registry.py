"""Which modules hold records, and how Tortoise and its migrations find them."""

from typing import Any

MODULES = (
    "models.users",
    "models.sessions",
    "models.companies",
    "models.profiles",
    "models.resumes",
    "models.jobs",
    "models.applications",
    "models.generations",
    "models.exports",
    "models.outbox",
    "models.idempotency",
)


def tortoise_config(database_url: str, *, pool_size: int = 10) -> dict[str, Any]:
    """The configuration that Tortoise wants; `pool_size` is the most connections of one process."""
    # Tortoise names the driver where everybody else names the database.
    address = "asyncpg://" + database_url.partition("://")[2]
    separator = "&" if "?" in address else "?"
    return {
        "connections": {"default": f"{address}{separator}minsize=1&maxsize={pool_size}"},
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
