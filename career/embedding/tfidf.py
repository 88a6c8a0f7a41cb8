"""Meaning by shared words: the twin that is always there, and the exact measure that supports any model."""

import gzip
import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
import orjson

from career.embedding.port import Vectors

_WORD: Final = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*[+#]*")
_UNSPACED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_DIMENSION: Final = 1024
_HERE: Final = files("career.embedding")

Weights = Mapping[str, float]
"""A sparse vector of length 1, by word."""


class TfIdf:
    """Words weighed by rarity, hashed with signs into a dense vector: good enough to pre-select."""

    model_id = "tfidf-1"
    dimension = _DIMENSION
    languages: frozenset[str] = frozenset()

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), _DIMENSION), dtype=np.float32)
        for row, text in enumerate(texts):
            for word, weight in weigh(text).items():
                place, sign = _hashed(word)
                vectors[row, place] += sign * weight
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        scaled: Vectors = np.divide(vectors, lengths, out=vectors, where=lengths > 0)

        return scaled


def weigh(text: str) -> Weights:
    """(1 + ln tf) · idf of each word, scaled to length 1; empty when the text has no word that counts."""
    known, highest, stop = _rarity()
    counts = Counter(word for word in words(text) if word not in stop)
    raw = {word: (1 + math.log(count)) * known.get(word, highest) for word, count in counts.items()}
    length = math.sqrt(math.fsum(weight * weight for weight in raw.values()))
    return {word: weight / length for word, weight in raw.items()} if length else {}


def cosine(left: Weights, right: Weights) -> float:
    """0 to 1; the exact measure, which hashing only comes near to."""
    small, large = sorted((left, right), key=len)
    return math.fsum(weight * large[word] for word, weight in small.items() if word in large)


def words(text: str) -> Iterator[str]:
    """Lower-cased runs of letters and digits of any script; Han and Kana, which have no blanks, by pairs."""
    for match in _WORD.finditer(text.lower()):
        yield from _pairs(match[0])


def _pairs(run: str) -> Iterator[str]:
    if not _UNSPACED.search(run):
        yield run
        return
    for part in _UNSPACED.findall(run):
        yield from (part[at : at + 2] for at in range(max(1, len(part) - 1)))
    yield from (part for part in _UNSPACED.split(run) if part)


@lru_cache(maxsize=1)
def _rarity() -> tuple[dict[str, float], float, frozenset[str]]:
    """Inverse document frequency by word, that of a word never seen, and words that say nothing."""
    raw = orjson.loads(gzip.decompress(_HERE.joinpath("idf.json.gz").read_bytes()))
    total = raw["documents"]
    known = {
        word: math.log((1 + total) / (1 + int(count))) + 1
        for count, line in raw["words"].items()
        for word in line.split(" ")
    }
    stop = frozenset(_HERE.joinpath("stop.txt").read_text("utf-8").split())
    return known, math.log(1 + total) + 1, stop


@lru_cache(maxsize=65536)
def _hashed(word: str) -> tuple[int, int]:
    digest = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
    return digest % _DIMENSION, 1 if digest >> 63 else -1
