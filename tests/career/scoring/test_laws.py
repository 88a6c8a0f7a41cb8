"""What must hold of every score, whatever the texts."""

import subprocess
import sys

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from career.schema.resume import Basics, Bullet, Keyword, Location, SkillGroup

SKILLS = [
    "Kubernetes",
    "Terraform",
    "MySQL",
    "Kotlin",
    "Django",
    "Go",
    "React",
    "Excel",
    "communication",
    "AWS",
]
NAMES = [
    "Jane Doe",
    "Mohammed Al-Sayed",
    "Li Wei",
    "Anna Schmidt",
    "José Núñez",
    "Priya Patel",
    "Olu Ade",
    "X Y",
]
PLACES = ["Chicago", "Lagos", "München", "Reykjavik", "Hanoi"]
PRONOUNS = ["She", "He", "Mrs", "Mr"]
VERBS = ["Built a service with", "Moved the shop to", "Taught eleven people to use", "Replaced old tools by"]

lawful = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
names = st.lists(st.sampled_from(SKILLS), unique=True, max_size=len(SKILLS))


def listing(resume, words):
    keywords = tuple(Keyword(id=f"k_{word}", text=word) for word in words)
    return resume.model_copy(update={"skills": (SkillGroup(id="s_1", keywords=keywords),)})


def telling(resume, lines):
    role = resume.work[0]
    bullets = tuple(Bullet(id=f"n_{at}", text=line) for at, line in enumerate(lines))
    changed = role.model_copy(update={"highlights": (*role.highlights, *bullets)})
    return resume.model_copy(update={"work": (changed, *resume.work[1:])})


def values(score):
    return {part.key: part.value for part in score.parts}


@lawful
@given(names)
def test_listing_skills_never_lowers_and_brings_five_at_most(scored, resume, posting, words):
    bare, listed = scored(listing(resume, []), posting), scored(listing(resume, words), posting)
    more = scored(listing(resume, [*words, "Terraform"]), posting)
    assert bare.value <= listed.value <= more.value
    assert more.value <= round(bare.value + 5, 6)


def test_five_is_the_most_when_few_parts_are_asked_for_too(scored, resume, posting, asking):
    asks = tuple(asking(name, name) for name in ("Kubernetes", "Terraform", "Kotlin", "Ansible"))
    small = posting.model_copy(update={"requirements": asks, "title": None})
    bare = scored(listing(resume, []), small)
    listed = scored(listing(resume, ["Kubernetes", "Terraform", "Kotlin", "Ansible"]), small)
    assert listed.value == round(bare.value + 5, 6)


@lawful
@given(st.sampled_from(VERBS), st.sampled_from(["Kubernetes", "Terraform"]), names)
def test_telling_of_a_missing_skill_never_lowers_its_parts(scored, resume, posting, verb, skill, words):
    before = values(scored(listing(resume, words), posting))
    after = values(scored(telling(listing(resume, words), [f"{verb} {skill}."]), posting))
    assert all(after[key] >= before[key] for key in ("skills", "fresh", "soft"))


@lawful
@given(st.sampled_from(NAMES), st.sampled_from(PLACES), st.sampled_from(PRONOUNS), st.booleans())
def test_who_somebody_is_changes_nothing(scored, judged, resume, posting, name, place, pronoun, pictured):
    basics = Basics(
        name=name,
        email=f"{name.split()[0].lower()}@example.org",
        phone="+1 202 555 0199",
        image="https://example.org/me.png" if pictured else None,
        summary=f"{name} builds web services. {pronoun} is known for clear communication.",
        location=Location(city=place, country_code="US"),
        profiles=resume.basics.profiles,
    )
    swapped = resume.model_copy(update={"basics": basics})
    assert values(scored(swapped, posting)) == values(scored(resume, posting))
    assert scored(swapped, posting).value == scored(resume, posting).value
    assert judged(swapped).value == judged(resume).value


@lawful
@given(st.integers(1, 6), st.booleans())
def test_hidden_and_repeated_text_changes_nothing_but_flags(scored, resume, posting, times, hidden):
    role = resume.work[0]
    line = role.highlights[0]
    more = tuple(
        line.model_copy(
            update={
                "id": f"b_{at}",
                "hidden": hidden,
                "text": line.text if not hidden else "Terraform runs here",
            }
        )
        for at in range(times)
    )
    padded = resume.model_copy(
        update={"work": (role.model_copy(update={"highlights": (*role.highlights, *more)}), *resume.work[1:])}
    )
    assert 0 < values(scored(resume, posting))["meaning"] < 1, "a full part would hide a change"
    assert scored(padded, posting).parts == scored(resume, posting).parts


@lawful
@given(st.lists(st.text(max_size=40), max_size=4), names)
def test_every_value_is_in_bounds_and_every_quote_in_its_source(
    scored, judged, resume, posting, lines, words
):
    written = telling(listing(resume, words), lines)
    source = written.model_dump_json()
    offered = posting.model_dump_json()
    for score in (scored(written, posting), judged(written)):
        assert 0 <= score.value <= 100
        for item in (item for part in score.parts for item in part.items):
            assert as_json(item.quote) in source
            assert as_json(item.posting_quote) in offered
            assert item.span is None or item.quote[slice(*item.span)]


def test_two_processes_give_the_same_bytes(tmp_path, resume, posting):
    (tmp_path / "resume.json").write_text(resume.model_dump_json(), "utf-8")
    (tmp_path / "posting.json").write_text(posting.model_dump_json(), "utf-8")
    code = (
        "import sys; from datetime import date; from pathlib import Path;"
        "from career import embedding, scoring, skills;"
        "from career.schema.posting import Posting; from career.schema.resume import Resume;"
        "folder = Path(sys.argv[1]);"
        "resume = Resume.model_validate_json((folder / 'resume.json').read_text('utf-8'));"
        "posting = Posting.model_validate_json((folder / 'posting.json').read_text('utf-8'));"
        "score = scoring.match(resume, posting, matcher=skills.load(), embedder=embedding.load(),"
        " today=date(2026, 3, 1));"
        "sys.stdout.write(score.model_dump_json())"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    ran = [
        subprocess.run(command, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    ]
    assert ran[0] == ran[1] != b""


def as_json(text):
    return (
        Keyword(id="", text=text)
        .model_dump_json(include={"text"})
        .removeprefix('{"text":"')
        .removesuffix('"}')
    )
