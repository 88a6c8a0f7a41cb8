"""Uvicorn's WebSocket, with one ASGI extension: finished frames may be written as they are."""

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

EXTENSION = "websocket.frames"
"""`write(frame)` takes one whole unmasked frame; `writable` is clear while the peer's buffer is full. A
server's frame is the same bytes for everybody, so what goes to hundreds of sockets is encoded once.
"""


class FramesProtocol(WebSocketsSansIOProtocol):
    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][EXTENSION] = {
                "write": self.write_frame,
                "writable": self.writable,
            }

    def write_frame(self, frame: bytes) -> None:
        """Errors: ClientDisconnected, when nothing can be sent any more."""
        if self.disconnected or self.close_sent or not self.handshake_complete:
            raise ClientDisconnected
        self.transport.write(frame)
