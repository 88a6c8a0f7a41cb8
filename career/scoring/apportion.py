"""Points that add up: largest-remainder shares, and the score put together from its parts."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from career.schema.score import ScoreItem, ScorePart
from career.scoring.weights import Bands

Band = Literal["strong", "good", "partial", "weak", "none"]

_TENTHS: Final = 10
_HUNDREDTHS: Final = 100


@dataclass(frozen=True)
class Part:
    """One part before points are given out: `value` 0 to 1, and how much of it each item earned."""

    key: str
    label: str
    weight: float
    value: float
    items: tuple[ScoreItem, ...]


def shares(total: int, wanted: Sequence[float]) -> list[int]:
    """Whole units in proportion to `wanted` (none negative) that add up to `total`; equal ones by place."""
    whole = math.fsum(wanted)
    if not wanted or whole <= 0:
        return [0] * len(wanted)
    exact = [total * want / whole for want in wanted]
    units = [math.floor(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda at: (units[at] - exact[at], at))
    for at in by_remainder[: total - sum(units)]:
        units[at] += 1
    return units


def put_together(parts: Sequence[Part], most: float = 100.0) -> tuple[float, tuple[ScorePart, ...]]:
    """The value (one decimal, at most `most`) and its parts, whose points add up to it and items' to them.

    The `points` of an item coming in say only its share of the part.
    """
    weight = math.fsum(part.weight for part in parts)
    earned = [100 * part.weight * part.value / weight for part in parts]
    # Twelve decimals first: a sum of binary fractions must not fall on the other side of a half.
    tenths = round(round(min(math.fsum(earned), most) * _TENTHS, 12))
    scored = [
        ScorePart(
            key=part.key,
            label=part.label,
            weight=round(part.weight / weight, 6),
            value=round(part.value, 6),
            points=points / _TENTHS,
            items=_with_points(part.items, points),
        )
        for part, points in zip(parts, shares(tenths, earned), strict=True)
    ]
    return tenths / _TENTHS, tuple(scored)


def _with_points(items: tuple[ScoreItem, ...], tenths: int) -> tuple[ScoreItem, ...]:
    units = shares(tenths * _HUNDREDTHS // _TENTHS, [item.points for item in items])
    return tuple(
        item.model_copy(update={"points": unit / _HUNDREDTHS})
        for item, unit in zip(items, units, strict=True)
    )


def band(value: float, bands: Bands) -> Band:
    if value >= bands.strong:
        return "strong"
    if value >= bands.good:
        return "good"
    return "partial" if value >= bands.partial else "weak"


def inputs_hash(*inputs: str) -> str:
    """Names everything that a score was made from; equal inputs have equal scores."""
    return hashlib.blake2b("\x00".join(inputs).encode(), digest_size=16).hexdigest()
