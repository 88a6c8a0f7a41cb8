"""Sockets: the Centrifuge protocol, topics with recovery, and commands over the wire."""

from realtime.app import routes, running
from realtime.rpc import METHODS

__all__ = ["METHODS", "routes", "running"]
