"""What a child process says, kept in a file."""

from pathlib import Path
from typing import IO

LIMIT = 5_000_000  # bytes; a longer log is set aside at the next start
RECENT = 8  # lines that belong to the end that a process came to
GRAVE = ("FATAL", "PANIC")


def opened(log: Path) -> IO[bytes]:
    """Open it for a child to write to."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LIMIT:
        log.replace(log.with_suffix(".log.1"))
    return log.open("ab")


def last_words(log: Path | None) -> str:
    """Its last complaint in one line, or else its last line, and where to read the rest."""
    if log is None:
        return "it said why above"
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    latest = [line.strip() for line in lines[-RECENT:] if line.strip()]
    complaints = [line for line in latest if any(word in line for word in GRAVE)]
    return f"{(complaints or latest or ['it said nothing'])[-1]} (more in {log})"
