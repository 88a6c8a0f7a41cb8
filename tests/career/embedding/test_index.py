import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.embedding import VectorIndex

DIMENSION = 4
names = st.sampled_from([f"p{at}" for at in range(12)])
vectors = st.lists(st.integers(-3, 3), min_size=DIMENSION, max_size=DIMENSION)
changes = st.lists(st.tuples(names, st.one_of(vectors, st.none())), max_size=40)


def row(values):
    return np.array(values, dtype=np.float32)


@settings(max_examples=60, deadline=None)
@given(changes, vectors, st.integers(1, 15))
def test_it_finds_what_a_naive_sort_finds(made, query, k):
    index, kept = VectorIndex(DIMENSION), {}
    for name, values in made:
        if values is None:
            index.remove([name])
            kept.pop(name, None)
        else:
            index.upsert([(name, row(values))])
            kept[name] = row(values)
    naive = sorted(((-float(vector @ row(query)), name) for name, vector in kept.items()))[:k]
    assert len(index) == len(kept)
    assert index.search(row(query), k) == [(name, -negative) for negative, name in naive]


def test_equal_ones_are_settled_by_id():
    index = VectorIndex(DIMENSION)
    index.upsert((name, row([1, 0, 0, 0])) for name in ("b", "c", "a"))
    assert [name for name, _ in index.search(row([1, 0, 0, 0]), 2)] == ["a", "b"]


def test_a_mask_leaves_rows_out():
    index = VectorIndex(DIMENSION)
    index.upsert([("a", row([1, 0, 0, 0])), ("b", row([0.5, 0, 0, 0]))])
    mask = np.array([name == "b" for name in index.ids])
    assert index.search(row([1, 0, 0, 0]), 5, mask) == [("b", pytest.approx(0.5))]


def test_every_change_gives_a_new_version():
    index = VectorIndex(DIMENSION)
    versions = [index.version]
    index.upsert([("a", row([1, 0, 0, 0]))])
    versions.append(index.version)
    index.remove(["a", "never there"])
    versions.append(index.version)
    assert versions == sorted(set(versions))
    assert index.search(row([1, 0, 0, 0]), 3) == []
