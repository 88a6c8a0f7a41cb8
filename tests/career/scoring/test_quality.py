import pytest

from career.schema.reading import Finding, Severity, Stats
from career.schema.resume import Bullet, Resume


def part(score, key):
    return next(one for one in score.parts if one.key == key)


def finding(code, severity):
    return Finding(code=code, severity=severity, quote="", fix="Mend it.")


def telling(resume, *lines):
    bullets = tuple(Bullet(id=f"b_{at}", text=line) for at, line in enumerate(lines))
    return resume.model_copy(update={"work": (resume.work[0].model_copy(update={"highlights": bullets}),)})


def test_a_sound_resume_adds_up(judged, resume):
    score = judged(resume)
    assert score.band in {"good", "strong"}
    assert round(sum(one.points for one in score.parts), 6) == score.value
    for one in score.parts:
        assert round(sum(reason.points for reason in one.items), 6) == one.points


def test_each_finding_costs_once_and_says_how_to_mend_it(judged, resume):
    once = part(judged(resume, [finding("columns", Severity.MEDIUM)]), "parse")
    twice = part(judged(resume, [finding("columns", Severity.MEDIUM)] * 2), "parse")
    assert once == twice
    assert once.value == pytest.approx(0.9)
    assert once.items[1].advice == "Mend it."


def test_a_file_without_text_gets_ten_at_most(judged, resume):
    score = judged(resume, [finding("no_text_layer", Severity.CRITICAL)])
    assert score.value == 10
    assert round(sum(one.points for one in score.parts), 6) == 10


@pytest.mark.parametrize(
    ("missing", "key"),
    [({"work": ()}, "sections"), ({"education": ()}, "sections"), ({"skills": ()}, "sections")],
)
def test_a_missing_section_is_named(judged, resume, missing, key):
    lost = part(judged(resume.model_copy(update=missing)), key)
    assert lost.value < 1
    assert any(item.advice for item in lost.items)


def test_two_lines_of_five_with_a_number_are_enough(judged, resume):
    lines = [f"Built thing {word}" for word in ("one", "two", "three")]
    assert part(judged(telling(resume, *lines)), "numbers").value == 0
    assert part(judged(telling(resume, *lines, "Cut cost by 4%", "Led 8 people")), "numbers").value == 1


def test_duties_take_away_from_deeds(judged, resume):
    strong = part(judged(telling(resume, "Built a shop", "Led a team")), "verbs")
    weak = part(judged(telling(resume, "Built a shop", "Responsible for a team")), "verbs")
    assert (strong.value, weak.value) == (1, 0)
    assert "Responsible for a team" in {item.quote for item in weak.items}


def test_beginnings_are_judged_in_english_alone(judged, resume):
    german = resume.model_copy(update={"language": "de-DE"})
    assert "verbs" not in {one.key for one in judged(german).parts}


@pytest.mark.parametrize(
    ("words", "pages", "value"),
    [(175, 1, 0.5), (350, 2, 1), (900, 2, 1), (1350, 2, 0.5), (1800, 2, 0), (600, 4, 0.5)],
)
def test_length(judged, resume, words, pages, value):
    assert part(judged(resume, (), Stats(pages=pages, words=words)), "length").value == pytest.approx(value)


def test_a_role_without_its_end_loses(judged, resume):
    open_ended = resume.work[0].model_copy(update={"current": False, "end_date": None})
    dates = part(judged(resume.model_copy(update={"work": (open_ended, resume.work[1])})), "dates")
    assert dates.value == 0.5
    assert dates.items[0].advice


def test_an_empty_resume_gets_no_score(judged):
    score = judged(Resume(), (), Stats())
    assert (score.value, score.band) == (None, "none")
