"""What a command tells the person who typed it."""

import sys


class Refusal(Exception):
    """What a command cannot do, in one line that is all they read."""


def say(line: str) -> None:
    """Tell them at once, also where the output is a file."""
    print(line, flush=True)  # noqa: T201 - the one place where the project prints


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - see above
