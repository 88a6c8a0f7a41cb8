"""Where the processor is, asked many times a second: nothing is traced, so nothing is slowed down."""

import signal
from collections import Counter
from types import FrameType

_EVERY = 0.001
"""Seconds of CPU between two samples; the kernel may round it up to its own tick."""


class Sampler:
    """Counts functions and lines in whose own code, or in C called from there, the process was found."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, str, int]] = Counter()

    def start(self) -> None:
        signal.signal(signal.SIGPROF, self._note)
        signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)

    def stop(self) -> list[tuple[str, str, int, int]]:
        """File, function, line and count of each."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        return [(*place, count) for place, count in self._seen.items()]

    def _note(self, _number: int, frame: FrameType | None) -> None:
        if frame is not None:
            code = frame.f_code
            self._seen[code.co_filename, code.co_qualname, frame.f_lineno] += 1
