"""Texts as vectors: the port, its always-present twin, and the index that searches them."""

from functools import lru_cache

from career.embedding.index import VectorIndex
from career.embedding.port import Embedder, Vectors
from career.embedding.similarity import Calibration, Similarity, chunks, encode_long
from career.embedding.tfidf import TfIdf

__all__ = [
    "Calibration",
    "Embedder",
    "Similarity",
    "TfIdf",
    "VectorIndex",
    "Vectors",
    "chunks",
    "encode_long",
    "load",
]


@lru_cache(maxsize=1)
def load() -> Embedder:
    """The embedder of this process."""
    return TfIdf()
