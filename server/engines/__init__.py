"""PostgreSQL and Redis of our own, for everybody who runs none: development, tests, a single host."""

from server.engines.engine import Engine
from server.engines.errors import Busy, EngineFailed
from server.engines.postgres import Postgres
from server.engines.redis import Redis

__all__ = ["Busy", "Engine", "EngineFailed", "Postgres", "Redis"]
