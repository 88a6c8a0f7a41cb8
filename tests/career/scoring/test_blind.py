import pytest

from career.schema.resume import Basics, Bullet, Keyword, Location, Resume, SkillGroup, Work
from career.scoring.blind import neutral, passages


def only(text, *, name="Julia Power", listed=()):
    keywords = tuple(Keyword(id=f"k_{word}", text=word) for word in listed)
    resume = Resume(
        basics=Basics(name=name, location=Location(city="Berlin")),
        work=(Work(id="w_1", highlights=(Bullet(id="b_1", text=text),)),),
        skills=(SkillGroup(id="s_1", keywords=keywords),),
    )
    (passage,) = passages(resume)
    return passage


@pytest.mark.parametrize(
    ("text", "blind"),
    [
        ("Julia led it in Berlin", "led it in"),
        ("Mrs Power and her team", "and team"),
        ("Mail me@x.org or +49 30 1234567", "Mail or"),
        ("See https://x.org/me", "See"),
    ],
)
def test_who_and_where_are_blanked_and_offsets_stay(text, blind):
    passage = only(text)
    assert " ".join(passage.blind.split()) == blind
    assert len(passage.blind) == len(text)


def test_a_name_that_is_a_listed_skill_stays_for_the_matcher_alone():
    passage = only("Models in Julia", listed=["Julia"])
    assert passage.blind == "Models in Julia"
    assert "Julia" not in passage.told


def test_a_line_said_twice_stands_once():
    lines = (Bullet(id="b_1", text="Built it"), Bullet(id="b_2", text=" built  IT"))
    assert len(passages(Resume(work=(Work(id="w_1", highlights=lines),)))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Waitress", "Waiter"),
        ("Chairwoman of the board", "Chairman of the board"),
        ("Entwicklerin", "entwickler"),
    ],
)
def test_titles_of_all_genders_are_one(one, other):
    assert neutral(one).casefold() == neutral(other).casefold()
