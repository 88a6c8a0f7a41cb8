"""Nearest vectors by exact search in memory: 100,000 rows take a few milliseconds."""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from career.embedding.port import Vectors

_GROWTH: Final = 1.25
_DEAD_SHARE: Final = 0.2
"""Share of removed rows from which the matrix is packed anew."""


class VectorIndex:
    """Rows of length 1 by id. `version` rises with every change; row order, and so a mask, holds only for it.

    Not safe for writing from two threads at once.
    """

    def __init__(self, dimension: int) -> None:
        self._matrix = np.zeros((0, dimension), dtype=np.float32)
        self._alive = np.zeros(0, dtype=np.bool_)
        self._ids: list[str] = []
        self._rows: dict[str, int] = {}
        self.version = 0

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def ids(self) -> tuple[str, ...]:
        """By row, removed ones included: what a mask is made along."""
        return tuple(self._ids)

    def upsert(self, rows: Iterable[tuple[str, Vectors]]) -> None:
        for name, vector in rows:
            at = self._rows.get(name)
            if at is None:
                at = len(self._ids)
                self._make_room(at + 1)
                self._ids.append(name)
                self._rows[name] = at
            self._matrix[at] = vector
            self._alive[at] = True
        self.version += 1

    def remove(self, ids: Iterable[str]) -> None:
        """Ids that are not here are passed over."""
        for name in ids:
            at = self._rows.pop(name, None)
            if at is not None:
                self._alive[at] = False
        if len(self._ids) - len(self._rows) > _DEAD_SHARE * len(self._ids):
            self._pack()
        self.version += 1

    def search(
        self, vector: Vectors, k: int, mask: NDArray[np.bool_] | None = None
    ) -> list[tuple[str, float]]:
        """The `k` nearest ids with their cosine, best first, equal ones by id; `mask` is by row of `ids`."""
        count = len(self._ids)
        alive = self._alive[:count] if mask is None else self._alive[:count] & mask
        rows = np.flatnonzero(alive)
        if k < 1 or not len(rows):
            return []
        near = self._matrix[:count] @ vector if mask is None else np.zeros(count, dtype=np.float32)
        if mask is not None:
            near[rows] = self._matrix[rows] @ vector
        scores = near[rows]
        if len(rows) > k:
            # Everything as near as the k-th stays, so that equal ones are settled by id and not by place.
            edge = np.partition(scores, len(rows) - k)[len(rows) - k]
            rows, scores = rows[scores >= edge], scores[scores >= edge]
        best = sorted((-float(score), self._ids[row]) for row, score in zip(rows, scores, strict=True))
        return [(name, -negative) for negative, name in best[:k]]

    def _make_room(self, count: int) -> None:
        if count > len(self._matrix):
            extra = max(count, int(len(self._matrix) * _GROWTH), 64) - len(self._matrix)
            blank = np.zeros((extra, self._matrix.shape[1]), dtype=np.float32)
            self._matrix = np.concatenate((self._matrix, blank))
            self._alive = np.concatenate((self._alive, np.zeros(extra, dtype=np.bool_)))

    def _pack(self) -> None:
        rows = np.flatnonzero(self._alive[: len(self._ids)])
        self._matrix = np.ascontiguousarray(self._matrix[rows])
        self._ids = [self._ids[row] for row in rows]
        self._rows = {name: row for row, name in enumerate(self._ids)}
        self._alive = np.ones(len(self._ids), dtype=np.bool_)
