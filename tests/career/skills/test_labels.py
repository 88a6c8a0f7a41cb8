import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.skills.labels import fold, normalise, squeezed


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_folding_moves_no_character(text):
    assert len(fold(text)) == len(text)


def test_a_letter_that_would_grow_stays_itself():
    assert fold("İstanbul — C++") == "İstanbul - c++"


@pytest.mark.parametrize(
    ("written", "looked_up"),
    [("  Node.JS ", "node.js"), ("Team–work.", "team-work"), ("ＳＱＬ", "sql"), ("C++", "c++")],
)
def test_a_label_is_looked_up_in_one_form(written, looked_up):
    assert normalise(written) == looked_up


def test_spellings_without_blanks_and_dots_are_one():
    assert squeezed("Node JS") == squeezed("node.js") == squeezed("NodeJS")
    assert squeezed("C++") != squeezed("C")
