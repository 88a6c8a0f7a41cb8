"""Sockets: the Centrifuge protocol, topics with recovery, and commands over the wire."""

from realtime.app import routes, running

__all__ = ["routes", "running"]
