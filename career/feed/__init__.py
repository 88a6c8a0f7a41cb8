"""The journal: what happened lately on every channel, in order, so that a socket can catch up.

The database is the truth; this is a cache of the last things that happened, with an honest no for whoever
comes too late.
"""

from career.feed.journal import RedisFeed
from career.feed.memory import MemoryFeed
from career.feed.namespaces import Retention
from career.feed.orders import Disconnect, Invalidate, Notice, Order, Subscribe, Unsubscribe
from career.feed.port import (
    Checkpoint,
    Feed,
    History,
    Listener,
    Position,
    Presence,
    Publication,
    Seat,
    Signal,
    Since,
)
from career.feed.progress import ImportProgress
from career.feed.text import TextStream

__all__ = [
    "Checkpoint",
    "Disconnect",
    "Feed",
    "History",
    "ImportProgress",
    "Invalidate",
    "Listener",
    "MemoryFeed",
    "Notice",
    "Order",
    "Position",
    "Presence",
    "Publication",
    "RedisFeed",
    "Retention",
    "Seat",
    "Signal",
    "Since",
    "Subscribe",
    "TextStream",
    "Unsubscribe",
]
