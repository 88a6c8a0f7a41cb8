"""Files: a socket is one, and most shells allow 1024."""

import resource

WANTED = 16_384


def raise_file_limit() -> int:
    """How many this process may open from here."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < WANTED:
        soft = min(WANTED, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return soft
