"""The deterministic writer's set phrases: four of each, so that two postings rarely get the same letter."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

Tone = Literal["plain", "warm", "formal"]

_FOLDER = Path(__file__).parent


@cache
def load(language: str) -> dict[str, Any] | None:
    """The phrases of a language, or `None` where nobody has written them."""
    path = _FOLDER / f"phrases.{language.split('-', maxsplit=1)[0].casefold()}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def seed_of(*texts: str) -> int:
    """The same texts give the same number in every process."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(texts).encode(), digest_size=8).digest())


def pick(variants: list[str], seed: int, turn: int = 0) -> str:
    return variants[(seed + turn) % len(variants)]
