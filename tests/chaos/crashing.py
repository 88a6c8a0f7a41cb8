"""`python -m tests.chaos.crashing web`: the product, which dies between its next commit and its telling."""

import os
import signal
import sys
from typing import NoReturn

from career.outbox import Outbox
from server.__main__ import main


async def _die(*_: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise SystemExit


if __name__ == "__main__":
    Outbox.leave = _die  # type: ignore[method-assign]
    sys.exit(main(sys.argv[1:]))
