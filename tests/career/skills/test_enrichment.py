import pytest

from career import skills
from career.schema.resume import Bullet, Certificate, Keyword, Project, Resume, SkillGroup, Work
from career.skills.quantities import numbers


@pytest.fixture(scope="module")
def matcher():
    return skills.load()


def resume(*keywords, bullets=("Built APIs in Python for 3 million users",), **other):
    lines = tuple(Bullet(id=f"b_{at}", text=text) for at, text in enumerate(bullets))
    return Resume(
        work=(Work(id="w_1", name="Acme", highlights=lines),),
        skills=(SkillGroup(id="s_1", name="Tools", keywords=keywords),),
        **other,
    )


def keyword(enriched):
    return enriched.skills[0].keywords[0]


def test_a_bullet_gets_its_skills_and_numbers(matcher):
    bullet = skills.enrich(resume(), matcher).work[0].highlights[0]
    assert matcher.named("Python").id in bullet.skills
    assert bullet.numbers == ("3 million",)


def test_a_keyword_gets_its_skill_and_its_evidence_in_document_order(matcher):
    enriched = skills.enrich(
        resume(
            Keyword(id="k_1", text="Python"),
            projects=(Project(id="p_1", name="A game in Python"),),
            certificates=(Certificate(id="c_1", name="Certified Python programmer"),),
        ),
        matcher,
    )
    assert keyword(enriched).skill_id == matcher.named("Python").id
    assert keyword(enriched).evidence_ids[:2] == ("b_0", "p_1")


def test_a_hidden_bullet_is_no_evidence(matcher):
    hidden = Work(id="w_1", highlights=(Bullet(id="b_0", text="Built it in Python", hidden=True),))
    written = resume(Keyword(id="k_1", text="Python")).model_copy(update={"work": (hidden,)})
    assert keyword(skills.enrich(written, matcher)).evidence_ids == ()


def test_an_unknown_keyword_is_kept_as_text(matcher):
    kept = keyword(skills.enrich(resume(Keyword(id="k_1", text="Frobnication")), matcher))
    assert (kept.text, kept.skill_id) == ("Frobnication", None)


def test_a_link_made_by_hand_stays_and_one_to_nothing_goes(matcher):
    linked = Keyword(id="k_1", text="Docker", evidence_ids=("b_0", "b_gone"))
    assert keyword(skills.enrich(resume(linked), matcher)).evidence_ids == ("b_0",)


def test_a_level_in_brackets_does_not_hide_the_skill(matcher):
    kept = keyword(skills.enrich(resume(Keyword(id="k_1", text="Python (expert)")), matcher))
    assert kept.skill_id == matcher.named("Python").id


def test_enriching_twice_changes_nothing(matcher):
    once = skills.enrich(resume(Keyword(id="k_1", text="Python")), matcher)
    assert skills.enrich(once, matcher) == once


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cut costs by 35.4 % in 2021", ("35.4 %",)),
        ("$1.2M raised, 10,000+ users", ("$1.2M", "10,000+")),
        ("3x faster on S3 with H.264", ("3x",)),
        ("Led a team of 8", ("8",)),
        ("Worked since 2019", ()),
    ],
)
def test_numbers_are_quantities_as_written(text, found):
    assert numbers(text) == found
