"""Objects out of a JSON list that is still growing."""

import json
import re
from collections.abc import Iterator

_OPENING = re.compile(r"\[\s*[{\]]")
"""A list of objects, or an empty one: other brackets, as in "[1]", are talk."""
_DECODER = json.JSONDecoder(strict=False)


class ItemStream:
    """Finds `{"items": [ … ]}` or a bare list in what a model says, whatever it says around it.

    `feed` yields every object of the list as soon as its last brace has come.
    """

    def __init__(self) -> None:
        self._text = ""
        self._at: int | None = None
        self.closed = False

    def feed(self, delta: str) -> Iterator[dict[str, object]]:
        """Objects completed by this piece; `closed` is true after the list's last bracket."""
        self._text += delta
        if self._at is None:
            start = _OPENING.search(self._text)
            if start is None:
                return
            self._at = start.start() + 1
        while not self.closed:
            at = self._skip(self._at)
            if at >= len(self._text):
                return
            if self._text[at] == "]":
                self.closed = True
                return
            try:
                value, end = _DECODER.raw_decode(self._text, at)
            except json.JSONDecodeError:
                return
            self._at = end
            if isinstance(value, dict):
                yield value

    def _skip(self, at: int) -> int:
        while at < len(self._text) and self._text[at] in " \t\r\n,":
            at += 1
        return at
