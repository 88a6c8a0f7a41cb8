"""What is kept about a person outside the database: files in storage, and keys in Redis.

Tests compare this with the folders that `career/storage/keys.py` knows, and with all keys that are there
after a journey through the product.
"""

import re
from datetime import timedelta
from typing import Final

from career import exports, queue
from career.feed.namespaces import META_LIFE, RETENTION
from career.feed.port import PRESENCE_LIFE
from career.personal_data.inventory import COPIES_KEPT, UNTIL_DELETED, WITH_THE_ACCOUNT, Files, Keys, span
from career.storage import Folder

_ID: Final = r"[0-9a-f-]{36}"
_REPEATS: Final = "no: it repeats what the database holds"

FILES: Final = (
    Files(
        folder=Folder.RESUMES,
        holds="uploaded resumes, as they came",
        given="`files/resumes/`",
        kept=UNTIL_DELETED,
    ),
    Files(
        folder=Folder.EXPORTS,
        holds="files made of resumes and letters",
        given="`files/exports/`",
        kept=span(exports.KEPT),
    ),
    Files(
        folder=Folder.COPIES,
        holds="copies of all that is kept about a person",
        given="no: an earlier copy holds nothing that a later one lacks",
        kept=span(COPIES_KEPT),
    ),
)


def _journal(name: str, holds: str) -> Keys:
    kept = RETENTION[name]
    return Keys(
        name=f"feed:{{{name}:<id>}}:…",
        pattern=re.compile(rf"feed:\{{{name}:{_ID}\}}:(log|meta|text|stop|done:{_ID})"),
        holds=holds,
        found_by="the id of the person" if name == "user" else "the ids of one's own things",
        given=_REPEATS,
        erased=WITH_THE_ACCOUNT,
        kept=f"{span(kept.life)} after the last event; its number {span(META_LIFE)}",
    )


KEYS: Final = (
    _journal("user", "the last events of one's own channel"),
    _journal("generation", "a text while it is being written"),
    _journal("import", "how far the reading of a file has come"),
    Keys(
        name="feed:{<channel>}:here, seen",
        pattern=re.compile(r"feed:\{[^}]+\}:(here|seen)"),
        holds="who is on a channel now, by name",
        found_by="the sockets of the person",
        given="no: it is true for a moment",
        erased="when the sockets are closed",
        kept=span(PRESENCE_LIFE),
    ),
    Keys(
        name="doc:{<id>}:log, snap, lock",
        pattern=re.compile(rf"doc:\{{{_ID}\}}:(log|snap|lock)"),
        holds="what was written to a shared text lately",
        found_by="the shared texts of which one is a member",
        given="`files/shared_documents/`",
        erased="with the text",
        kept="until it is merged into the text; the merged one seven days",
    ),
    Keys(
        name="rate:<rate>/<subject>/…",
        pattern=re.compile(r"rate:\{?\w+/.+"),
        holds="how often a person, an address or an account did something lately",
        found_by="the id of the person; a keyed digest of the address",
        given="no: they are counts that end by themselves",
        erased=WITH_THE_ACCOUNT,
        kept=f"the time in which is counted, {span(timedelta(days=1))} at most",
    ),
    Keys(
        name="arq:…",
        pattern=re.compile(r"arq:(queue|job|in-progress|retry|result|abort|health-check)\b.*"),
        holds="",
        kept=f"until the work is done, {span(queue.KEPT)} at most; it names work by ids alone",
    ),
    Keys(
        name="development:mailbox",
        pattern=re.compile(r"development:mailbox"),
        holds="mails that went to nobody, in development alone",
        found_by="the address",
        given="no: production has none",
        erased="by itself",
        kept=span(timedelta(days=1)),
    ),
)
