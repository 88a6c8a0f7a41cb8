"""`python -m tasks interactive batch`: the worker process that `python -m server worker` becomes."""

import sys
from typing import get_args

import uvloop

from career import logs
from career.jobs import Queue
from career.settings import Settings
from tasks.worker import run

settings = Settings()
logs.configure(settings)
queues: tuple[Queue, ...] = get_args(Queue)
uvloop.run(run(settings, tuple(queue for queue in queues if queue in sys.argv[1:])))
