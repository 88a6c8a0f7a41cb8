"""What a slot runs: `python -m career.slot_process <socket> <parent>`; it imports what a call names."""

import ctypes
import os
import pickle
import resource
import signal
import socket
import sys
from io import BufferedRWPair

from career.slots import _LENGTH, MEMORY

_PR_SET_PDEATHSIG = 1


def main(descriptor: int, parent: int) -> None:
    """Answer calls until the other end is closed."""
    _die_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with socket.socket(fileno=descriptor) as connection, connection.makefile("rwb") as stream:
        while request := _read(stream):
            ok, answer = _perform(request)
            stream.write(_LENGTH.pack(ok, len(answer)) + answer)
            stream.flush()


def _read(stream: BufferedRWPair) -> bytes:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return b""
    return stream.read(_LENGTH.unpack(head)[1])


def _perform(request: bytes) -> tuple[bool, bytes]:
    try:
        function, args = pickle.loads(request)  # noqa: S301 - written by our own process
        return True, pickle.dumps(function(*args))
    except Exception as error:  # noqa: BLE001 - raised again where the call came from
        try:
            answer = pickle.dumps(error)
            pickle.loads(answer)  # noqa: S301 - whether the error can make the journey
        except Exception:  # noqa: BLE001 - then its name must do
            answer = pickle.dumps(RuntimeError(f"{type(error).__name__} in a slot"))
        return False, answer


def _die_with(parent: int) -> None:
    """A slot never outlives its process, even one that was killed with -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
