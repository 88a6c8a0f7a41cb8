"""Documents that several people write at once: Yjs over WebSocket, for clients of y-websocket."""

from realtime.documents.access import MembersOnly, Records
from realtime.documents.endpoint import DocumentSockets
from realtime.documents.limits import DocumentLimits

__all__ = ["DocumentLimits", "DocumentSockets", "MembersOnly", "Records"]
