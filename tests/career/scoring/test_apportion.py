import math

from hypothesis import given, settings
from hypothesis import strategies as st

from career.schema.score import ScoreItem, Verdict
from career.scoring.apportion import Part, put_together, shares

wanted = st.lists(st.floats(0, 50), min_size=1, max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 1000), wanted)
def test_shares_add_up_and_none_is_a_unit_away_from_exact(total, parts):
    units = shares(total, parts)
    whole = math.fsum(parts)
    assert sum(units) == (total if whole > 0 else 0)
    if whole > 0:
        assert all(
            abs(unit - total * part / whole) <= 1 + 1e-6 for unit, part in zip(units, parts, strict=True)
        )


def test_equal_remainders_go_to_the_first():
    assert shares(2, [1, 1, 1]) == [1, 1, 0]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0.05, 1), st.floats(0, 1)), min_size=1, max_size=7))
def test_items_add_up_to_parts_and_parts_to_the_value(drawn):
    parts = [
        Part(str(at), str(at), weight, value, (item(value), item(value / 3), item(0)))
        for at, (weight, value) in enumerate(drawn)
    ]
    value, scored = put_together(parts)
    assert 0 <= value <= 100
    assert round(sum(part.points for part in scored), 6) == value
    for part in scored:
        assert round(sum(one.points for one in part.items), 6) == part.points


def test_what_is_over_the_most_is_cut_from_all_parts():
    parts = [Part("a", "A", 1, 1, (item(1),)), Part("b", "B", 1, 0.5, (item(1),))]
    value, scored = put_together(parts, most=10)
    assert (value, [part.points for part in scored]) == (10, [6.7, 3.3])


def item(points):
    return ScoreItem(label="x", verdict=Verdict.MET, points=points)
