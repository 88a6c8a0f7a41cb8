"""Frames printed once for all sockets that send the same lines.

A frame from a server is not masked, so the bytes that go to one socket are the bytes that go to five hundred;
joining and encoding them again for each would cost more than handing them over.
"""


class Press:
    """Remembers the last frame only: the members of a topic are flushed one after the other."""

    __slots__ = ("_frame", "_lines", "_printed", "_text")

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._text = ""
        self._printed: str | None = None
        self._frame = b""

    def text(self, lines: list[str]) -> str:
        """The lines of one frame. The list must not be changed afterwards."""
        if len(lines) == 1:
            return lines[0]
        # Lines of a topic are one shared object for all its members, so comparing them is comparing pointers.
        if lines != self._lines:
            self._lines = lines
            self._text = "\n".join(lines)
        return self._text

    def frame(self, text: str) -> bytes:
        """The text as an unmasked WebSocket frame (RFC 6455, section 5.2)."""
        if text is not self._printed:
            self._frame = text_frame(text)
            self._printed = text
        return self._frame


def text_frame(text: str) -> bytes:
    payload = text.encode()
    size = len(payload)
    if size < 126:  # 126 and 127 announce a longer length field
        return bytes((0x81, size)) + payload
    if size < 1 << 16:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload
