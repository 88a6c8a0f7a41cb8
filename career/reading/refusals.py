"""Why a file is not read: raised where it is noticed, told to the person in plain words."""

from career.reading.data import table
from career.schema.reading import Unreadable, UnreadableReason

MAX_BYTES = 5 * 1024 * 1024
"""A resume of text and a portrait is far smaller; larger files are pictures."""


class Refused(Exception):
    """Ends the reading of a file; nothing that was read so far is kept."""

    def __init__(self, reason: UnreadableReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def refusal(reason: UnreadableReason, *, size: int = 0) -> Unreadable:
    """`size` is the length of the file in bytes, told where it is the reason."""
    message, hint = table("refusals")[reason.value]
    return Unreadable(reason=reason, message=message.format(size=f"{size / 1024 / 1024:.1f}"), hint=hint)
