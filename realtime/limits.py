"""What one client, one person and one process may take; an installation may set each as `REALTIME_…`."""

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds or counts, as each name says."""

    frame_bytes: int = 64 * 1024
    commands_per_second: float = 50
    command_burst: float = 100
    channels: int = 128
    connections_per_user: int = 20
    connections: int = 10_000
    waiting_connections: int = 1_000
    queue_bytes: int = 1024 * 1024
    rpc_reply_bytes: int = 256 * 1024
    channel_characters: int = 255
    token_bytes: int = 4096
    command_seconds: float = 4.0
    """The SDK gives up after 5."""
    connect_seconds: float = 15.0
    write_seconds: float = 10.0
    history: int = 300

    @classmethod
    def of(cls, settings: object) -> "Limits":
        """Every limit that the installation sets; the others keep their defaults."""
        named = {field.name: getattr(settings, f"realtime_{field.name}", None) for field in fields(cls)}
        return cls(**{name: value for name, value in named.items() if value is not None})


class Bucket:
    """Lets `burst` pass at once and `rate` a second after that."""

    __slots__ = ("_at", "_burst", "_rate", "_tokens")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        self._rate = rate
        self._burst = burst
        self._tokens = burst
        self._at = now

    def take(self, now: float) -> bool:
        self._tokens = min(self._burst, self._tokens + (now - self._at) * self._rate)
        self._at = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True
