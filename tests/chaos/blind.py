"""`python -m tests.chaos.blind web`: the product with its eyes shut for a Redis that came back older.

A test that holds on this one as well would prove nothing.
"""

import sys

from career.feed import History
from realtime.resync import Resync
from realtime.topic import Topic
from server.__main__ import main


async def _read_only(self: Resync, topic: Topic, low: int, high: int) -> History:
    return await self._feed.history(topic.name, low, topic.rules.cap + 1)


if __name__ == "__main__":
    Resync._read = _read_only  # type: ignore[method-assign]
    sys.exit(main(sys.argv[1:]))
