"""`python -m tasks [queue …]`: one worker process, for both queues when none is named."""

import sys
from typing import get_args

import uvloop

from career import logs
from career.jobs import Queue
from career.settings import Settings
from tasks.worker import run

if __name__ == "__main__":
    settings = Settings()
    logs.configure(settings)
    named = tuple(queue for queue in get_args(Queue) if queue in sys.argv[1:])
    uvloop.run(run(settings, named or get_args(Queue)))
