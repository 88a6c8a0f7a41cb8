"""What a child process says, kept in a file."""

from pathlib import Path
from typing import IO

LIMIT = 5_000_000  # bytes; a longer log is set aside at the next start


def opened(log: Path) -> IO[bytes]:
    """Open it for a child to write to."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LIMIT:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")


def last_words(log: Path) -> str:
    """The end of it in one line, and where to read the rest."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    words = next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")
    return f"{words} (more in {log})"
