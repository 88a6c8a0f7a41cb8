"""Commands over the socket: each method calls the use case that its REST twin calls."""

from realtime.rpc.calling import Rpc, refusal
from realtime.rpc.catalogue import METHODS
from realtime.rpc.contract import Method, Nothing, method

__all__ = ["METHODS", "Method", "Nothing", "Rpc", "method", "refusal"]
