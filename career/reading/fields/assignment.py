"""Which piece of a head is which field: the best sum, then what the entries of a section agree on."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from career.reading.fields.segments import Piece

THRESHOLD = 1.0
"""A field under it stays empty."""
AGREEMENT = 2.0
CERTAIN = 5.0
"""A lead of this many points over the second best is certainty; none at all is even odds."""

Scorer = Callable[[Piece], float]
Key = tuple[int, int, bool, bool, bool]


@dataclass(frozen=True)
class Choice:
    piece: Piece
    confidence: float


def assigned(heads: Sequence[Sequence[Piece]], scorers: Mapping[str, Scorer]) -> list[dict[str, Choice]]:
    """One mapping from field to piece for each head of a section, after the entries have agreed."""
    plain = [_best(head, scorers, {}) for head in heads]
    if len(heads) < 2:
        return plain
    votes: dict[Key, Counter[str]] = defaultdict(Counter)
    for chosen in plain:
        for name, choice in chosen.items():
            votes[choice.piece.key][name] += 1
    agreed = {
        key: counts.most_common(1)[0][0]
        for key, counts in votes.items()
        if counts.most_common(1)[0][1] * 2 > sum(counts.values()) and sum(counts.values()) > 1
    }
    return [_best(head, scorers, agreed) for head in heads]


def _best(
    pieces: Sequence[Piece], scorers: Mapping[str, Scorer], agreed: Mapping[Key, str]
) -> dict[str, Choice]:
    points = {
        name: [score(piece) + AGREEMENT * (agreed.get(piece.key) == name) for piece in pieces]
        for name, score in scorers.items()
    }
    best: tuple[int | None, ...] = (None,) * len(scorers)
    most = 0.0
    for order in _orders(len(pieces), len(scorers)):
        total = sum(_worth(points[name], at) for name, at in zip(scorers, order, strict=True))
        if total > most + 1e-9 or (abs(total - most) <= 1e-9 and _rank(order) < _rank(best)):
            best, most = order, total
    return {
        name: Choice(pieces[at], _confidence(points, name, at))
        for name, at in zip(scorers, best, strict=True)
        if at is not None and points[name][at] >= THRESHOLD
    }


def _orders(count: int, fields: int) -> list[tuple[int | None, ...]]:
    """Every way to give each field one piece or none, no piece twice."""
    orders: list[tuple[int | None, ...]] = [()]
    for _ in range(fields):
        orders = [
            (*order, at) for order in orders for at in (*range(count), None) if at is None or at not in order
        ]
    return orders


def _rank(order: tuple[int | None, ...]) -> tuple[int, ...]:
    return tuple(99 if at is None else at for at in order)


def _worth(points: Sequence[float], at: int | None) -> float:
    """Under the threshold a field is better left empty."""
    if at is None:
        return 0.0
    return points[at] if points[at] >= THRESHOLD else -1.0


def _confidence(points: Mapping[str, Sequence[float]], name: str, at: int) -> float:
    others = [value for n, value in enumerate(points[name]) if n != at]
    rivals = [values[at] for other, values in points.items() if other != name]
    second = max([*others, *rivals, 0.0]) if others or rivals else 0.0
    lead = points[name][at] - second
    return round(min(1.0, max(0.5, 0.5 + lead / CERTAIN / 2)), 2)
