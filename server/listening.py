"""The socket that the web process listens on."""

import errno
import socket

from server.cli.terminal import Refusal

USER_TIMEOUT = 8_000  # milliseconds; a stalled peer is given up after this, where the system can
SEND_BUFFER = 64 * 1024  # bytes; more would hide megabytes of unsent data of a slow socket from us
BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """Open it; accepted sockets inherit its options. Errors: Refusal."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise Refusal(_why(error, host, port)) from None
    listener.setblocking(False)
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program; choose another one, such as PORT={port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} is for administrators; choose one above 1023 with PORT."
    return f"HOST={host}, PORT={port} cannot be listened on: {error.strerror or error}."
