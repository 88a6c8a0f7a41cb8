"""What a model of meaning is to the rest of the product."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Pure and synchronous: the same text gives the same vector in every process.

    `model_id` names the weights exactly, so that vectors of two models are never compared; `languages` are
    the BCP 47 primary tags that it understands, empty when it does not depend on the language.
    """

    @property
    def model_id(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def languages(self) -> frozenset[str]: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """`float32[n, d]` with rows of length 1; a text without a word gives a row of zeros."""
        ...
