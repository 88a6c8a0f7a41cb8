import time

import pytest

from career.schema.posting import Completeness, Must, Posting, RequirementKind, Source
from career.schema.resume import Bullet, Education, Resume
from career.schema.score import How, Verdict

MATCH_SECONDS = 0.02
CI_FACTOR = 5


def part(score, key):
    return next(one for one in score.parts if one.key == key)


def item(score, key, label):
    return next(one for one in part(score, key).items if one.label == label)


def with_line(resume, text, at=0):
    role = resume.work[at]
    line = Bullet(id=f"b_{text}", text=text)
    changed = role.model_copy(update={"highlights": (*role.highlights, line)})
    return resume.model_copy(update={"work": (*resume.work[:at], changed, *resume.work[at + 1 :])})


def test_every_part_that_is_asked_for_is_there_and_adds_up(scored, resume, posting):
    score = scored(resume, posting)
    assert [one.key for one in score.parts] == [
        "skills",
        "meaning",
        "title",
        "years",
        "degree",
        "soft",
        "fresh",
    ]
    assert sum(one.weight for one in score.parts) == pytest.approx(1)
    assert round(sum(one.points for one in score.parts), 6) == score.value
    for one in score.parts:
        assert round(sum(reason.points for reason in one.items), 6) == one.points


def test_parts_that_are_not_asked_for_are_left_out(scored, resume, posting, asking):
    small = posting.model_copy(update={"requirements": (asking("Strong Python", "Python"),)})
    assert [one.key for one in scored(resume, small).parts] == ["skills", "meaning", "title", "fresh"]


class TestSkills:
    def test_shown_listed_and_missing(self, scored, resume, posting, asking):
        asks = (
            asking("Python", "Python"),
            asking("Docker", "Docker"),
            asking("Kotlin or Scala", "Kotlin", "Scala"),
        )
        score = scored(resume, posting.model_copy(update={"requirements": asks}))
        shown = item(score, "skills", "Python")
        assert (shown.verdict, shown.how) == (Verdict.MET, How.EXACT)
        assert shown.quote[slice(*shown.span)] == "Python"
        assert item(score, "skills", "Docker").how is How.LISTED
        assert item(score, "skills", "Docker").verdict is Verdict.PARTIAL

    def test_one_of_several_is_enough(self, scored, resume, posting):
        assert item(scored(resume, posting), "skills", "PostgreSQL or MySQL").verdict is Verdict.MET

    def test_an_alias_is_named_as_one(self, scored, resume, posting):
        told = with_line(resume, "Moved forty services to k8s in a year")
        assert item(scored(told, posting), "skills", "Kubernetes").how is How.ALIAS

    def test_a_required_skill_weighs_more_than_a_preferred_one(self, scored, resume, posting, asking):
        def points(must):
            asks = (asking("Python", "Python", must=must), asking("Terraform", "Terraform"))
            return part(scored(resume, posting.model_copy(update={"requirements": asks})), "skills").value

        assert points(Must.REQUIRED) > points(Must.UNMARKED) > points(Must.PREFERRED)

    def test_a_hidden_line_shows_nothing(self, scored, resume, posting):
        role = resume.work[0]
        line = Bullet(id="b_h", text="Ran Terraform for the whole company", hidden=True)
        hidden = resume.model_copy(
            update={
                "work": (role.model_copy(update={"highlights": (*role.highlights, line)}), resume.work[1])
            }
        )
        assert scored(hidden, posting).parts == scored(resume, posting).parts

    def test_a_line_of_many_names_is_a_list(self, scored, resume, posting):
        crowded = scored(with_line(resume, "Terraform, Kubernetes, Kotlin, Ansible"), posting)
        assert item(crowded, "skills", "Terraform").how is How.LISTED
        assert "stuffing" in {flag.code for flag in crowded.flags}

    @pytest.mark.parametrize(
        ("line", "how"),
        [
            ("Terraform", How.LISTED),
            ("Terraform Kubernetes Kotlin Ansible Docker Django", How.LISTED),
            ("Experienced in Terraform, Kubernetes, Kotlin", How.LISTED),
            ("Taught Terraform and Kubernetes to ops", How.EXACT),
        ],
    )
    def test_a_sentence_shows_what_a_row_of_names_does_not(self, scored, resume, posting, line, how):
        assert item(scored(with_line(resume, line), posting), "skills", "Terraform").how is how


class TestTitle:
    @pytest.mark.parametrize(("held", "met"), [("Python Developer", True), ("Nurse", False)])
    def test_a_near_title_counts(self, scored, resume, posting, held, met):
        named = resume.model_copy(update={"work": (resume.work[0].model_copy(update={"position": held}),)})
        assert (part(scored(named, posting), "title").value > 0.5) is met

    def test_an_engineer_is_not_a_data_engineer(self, scored, resume, posting):
        wanted = posting.model_copy(update={"title": "Data Engineer"})
        named = resume.model_copy(
            update={"work": (resume.work[0].model_copy(update={"position": "Engineer"}),)}
        )
        assert part(scored(named, wanted), "title").items[0].verdict is not Verdict.MET

    def test_an_older_one_counts_for_less(self, scored, resume, posting):
        older = resume.model_copy(
            update={
                "work": (
                    resume.work[0].model_copy(update={"position": "Nurse"}),
                    resume.work[1].model_copy(update={"position": "Python Developer"}),
                )
            }
        )
        assert part(scored(older, posting), "title").value == pytest.approx(0.8)


class TestYearsAndDegree:
    def test_overlapping_roles_count_once(self, scored, resume, posting):
        twice = resume.model_copy(
            update={"work": (*resume.work, resume.work[0].model_copy(update={"id": "w_3"}))}
        )
        label = part(scored(resume, posting), "years").items[0].label
        assert part(scored(twice, posting), "years").items[0].label == label

    def test_roles_without_dates_give_nothing_and_ask(self, scored, resume, posting):
        undated = resume.model_copy(
            update={
                "work": tuple(
                    one.model_copy(update={"start_date": None, "end_date": None, "current": False})
                    for one in resume.work
                )
            }
        )
        reason = part(scored(undated, posting), "years").items[0]
        assert (reason.verdict, reason.points) == (Verdict.UNKNOWN, 0)
        assert reason.advice

    @pytest.mark.parametrize(("study", "value"), [("MSc", 1), ("BSc", 1), ("Associate degree", 0.5), ("", 0)])
    def test_a_degree_by_level(self, scored, resume, posting, asking, study, value):
        asks = (asking("Bachelor degree", kind=RequirementKind.DEGREE, level="4"),)
        studied = resume.model_copy(update={"education": (Education(id="e_1", study_type=study),)})
        score = scored(studied, posting.model_copy(update={"requirements": asks}))
        assert part(score, "degree").value == value

    def test_experience_stands_for_a_degree_where_it_may(self, scored, resume, posting):
        unstudied = resume.model_copy(update={"education": ()})
        assert part(scored(unstudied, posting), "degree").value == 1


class TestFlags:
    def test_a_knock_out_is_said_and_costs_nothing(self, scored, resume, posting):
        without = posting.model_copy(
            update={"requirements": tuple(one for one in posting.requirements if one.kind != "language")}
        )
        asked = next(flag for flag in scored(resume, posting).flags if flag.code == "language")
        assert (asked.status, asked.quote) == (Verdict.UNKNOWN, "Fluent German")
        assert scored(resume, posting).parts == scored(resume, without).parts

    def test_a_posting_that_was_read_in_part_gives_a_provisional_score(self, scored, resume, posting):
        partial = posting.model_copy(update={"completeness": Completeness.PARTIAL})
        assert scored(resume, partial).provisional
        assert not scored(resume, posting).provisional

    @pytest.mark.parametrize("empty", ["resume", "posting"])
    def test_too_little_text_gives_no_score(self, scored, resume, posting, empty):
        nothing = Posting(source=Source(kind="text"), title="Developer")
        score = scored(Resume(), posting) if empty == "resume" else scored(resume, nothing)
        assert (score.value, score.band, score.parts) == (None, "none", ())
        assert "not_enough_text" in {flag.code for flag in score.flags}


def test_it_is_quick(scored, resume, posting):
    scored(resume, posting)
    started = time.perf_counter()
    scored(resume, posting)
    assert time.perf_counter() - started < MATCH_SECONDS * CI_FACTOR
