import pytest

from career.scoring.degrees import degree_level, level_asked


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Bachelor's degree in Computer Science or equivalent", 4),
        ("B.Sc.", 4),
        ("BEng (Hons)", 4),
        ("MS", 5),
        ("M.A.", 5),
        ("Dipl.-Ing.", 5),
        ("Ph.D. or Master", 6),
        ("High School Diploma", 1),
        ("Ausbildung zum Kaufmann", 2),
        ("Associate of Arts", 3),
        ("as a member of ms teams", 0),
        ("", 0),
    ],
)
def test_the_highest_degree_that_is_named(text, level):
    assert degree_level(text) == level


def test_of_several_that_a_posting_names_the_lowest_is_enough():
    assert level_asked("Bachelor's or Master's degree, PhD preferred") == 4
