"""The judge of all scenarios must itself be able to see."""

import pytest

from tests.chaos.property import Heard, Told, Verdict, judge


def told(*story: int | str, published: int) -> Verdict:
    """Numbers are publications, a word is a sign that something may be missing."""
    entries = [Told(0.0) if isinstance(one, str) else Heard(one, float(one)) for one in story]
    return judge(entries, published)


def test_everything_in_order_holds() -> None:
    found = told(0, 1, 2, published=3)
    assert found.holds
    assert found.whole
    assert found.worst_pause == 1.0


@pytest.mark.parametrize(
    "story", [(0, 1, "sign", 4), (0, 1, "sign"), ("sign", 3, 4), (0, "sign", 1, 2, 3, 4)]
)
def test_a_gap_that_was_announced_is_none(story: tuple[int | str, ...]) -> None:
    assert told(*story, published=5).holds


@pytest.mark.parametrize(
    ("story", "gap"),
    [
        ((0, 1, 4), "2…3"),
        ((1, 2, 3, 4), "0…0"),
        ((0, 1, 2), "3…4"),
        ((0, "sign", 1, 3, 4), "2…2"),
        ((), "0…4"),
    ],
)
def test_a_gap_that_was_not_is_seen(story: tuple[int | str, ...], gap: str) -> None:
    found = told(*story, published=5)
    assert found.gaps == (gap,)
    assert not found.holds


@pytest.mark.parametrize("story", [(0, 1, 1, 2), (0, 1, 2, "sign", 2), (0, 1, "sign", 0, 2)])
def test_a_repeat_is_seen_even_after_a_sign(story: tuple[int | str, ...]) -> None:
    found = told(*story, published=3)
    assert len(found.duplicates) == 1
    assert not found.holds


def test_a_wrong_order_is_seen() -> None:
    found = told(0, "sign", 2, 1, published=3)
    assert found.disorder == (1,)
    assert not found.holds
