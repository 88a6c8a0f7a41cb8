"""What every contender delivers: some 200 bytes of JSON that say when they left."""

import re
from uuid import uuid4

# Counting a long run of one rare character skips most of the text, so the client stays cheap.
MARK = b"~" * 8
TILDE = MARK[0]
_STAMP = re.compile(rb"#(\d+)#~")


def stamped(nanoseconds: int) -> str:
    return f"#{nanoseconds}#{MARK.decode()}"


def stamps(data: bytes) -> list[int]:
    return list(map(int, _STAMP.findall(data)))


def text(nanoseconds: int) -> str:
    """The event `export.finished` as `career.events` prints it, for those who do not have it."""
    return (
        f'{{"type":"export.finished","id":"{uuid4()}","happened_at":"2026-01-01T00:00:00.000000Z",'
        f'"export_id":"{uuid4()}","status":"{stamped(nanoseconds)}"}}'
    )
