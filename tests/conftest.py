"""What every test may ask for: engines, an application on them, and people to use it."""

from tests.support.engines import own_database, postgres, redis_server, session_database, template
from tests.support.house import alice, app, bob, charlie, client, feed, house, mailbox, queue, services

__all__ = [
    "alice",
    "app",
    "bob",
    "charlie",
    "client",
    "feed",
    "house",
    "mailbox",
    "own_database",
    "postgres",
    "queue",
    "redis_server",
    "services",
    "session_database",
    "template",
]
