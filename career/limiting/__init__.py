"""How often somebody may do something: counted in Redis, so that it holds for all processes together."""

from career.limiting.memory import MemoryLimiter
from career.limiting.port import Count, Limiter, Otherwise, Rate, RateExceeded
from career.limiting.windows import RedisLimiter

__all__ = ["Count", "Limiter", "MemoryLimiter", "Otherwise", "Rate", "RateExceeded", "RedisLimiter"]
