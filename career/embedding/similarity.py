"""How alike two texts are, on a scale that means the same for every model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from career.embedding.port import Embedder, Vectors
from career.embedding.tfidf import cosine, weigh

_CHUNK: Final = 150
_LEAST: Final = 30
"""Words of a chunk, and of a last one that stands alone: the mean of such chunks retrieves best."""


@dataclass(frozen=True)
class Calibration:
    """h = `dense` · model cosine + `lexical` · exact TF-IDF cosine; `lo` becomes 0 and `hi` becomes 1."""

    dense: float
    lexical: float
    lo: float
    hi: float

    def scaled(self, h: NDArray[np.float64]) -> NDArray[np.float64]:
        scaled: NDArray[np.float64] = np.clip((h - self.lo) / (self.hi - self.lo), 0, 1)
        return scaled


@dataclass(frozen=True)
class Similarity:
    """Calibrated likeness by one model."""

    embedder: Embedder
    calibration: Calibration

    @property
    def knows_synonyms(self) -> bool:
        """Whether the model sees more than shared words, which matters where a text has two of them."""
        return self.calibration.dense > 0

    def between(self, lefts: Sequence[str], rights: Sequence[str]) -> NDArray[np.float64]:
        """`float64[len(lefts), len(rights)]`, each 0 (as strangers) to 1 (as the best matched pairs)."""
        if not lefts or not rights:
            return np.zeros((len(lefts), len(rights)))
        h = self.calibration.lexical * _lexical(lefts, rights)
        if self.calibration.dense:
            h += self.calibration.dense * (
                encode_long(self.embedder, lefts) @ encode_long(self.embedder, rights).T
            )
        return self.calibration.scaled(h)


def encode_long(embedder: Embedder, texts: Sequence[str]) -> Vectors:
    """Like `Embedder.encode`, for texts of any length: the mean of their chunks, at length 1."""
    vectors = np.stack([embedder.encode(list(chunks(text))).mean(axis=0) for text in texts])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return scaled


def chunks(text: str) -> Iterator[str]:
    """At least one chunk, so that an empty text has a vector too."""
    words = text.split()
    starts = list(range(0, len(words), _CHUNK)) or [0]
    if len(starts) > 1 and len(words) - starts[-1] < _LEAST:
        starts.pop()
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        yield " ".join(words[start:end])


def _lexical(lefts: Sequence[str], rights: Sequence[str]) -> NDArray[np.float64]:
    columns = [weigh(right) for right in rights]
    return np.array([[cosine(row, column) for column in columns] for row in map(weigh, lefts)])
