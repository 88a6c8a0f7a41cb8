import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career import skills
from career.skills import Matcher, Relation
from career.skills.gazetteer import read_gazetteer

BUILD_SECONDS = 1.5
CI_FACTOR = 5


@pytest.fixture(scope="module")
def matcher():
    return skills.load()


def found(matcher, text, strength="firm", *, listed=False):
    return [hit.text for hit in matcher.find(text, listed=listed) if hit.strength == strength]


def test_it_is_built_once_a_process():
    assert skills.load() is skills.load()


def test_building_it_is_quick():
    started = time.perf_counter()
    Matcher(read_gazetteer())
    assert time.perf_counter() - started < BUILD_SECONDS * CI_FACTOR


def test_names_are_found_in_order_and_the_longest_wins(matcher):
    assert found(matcher, "PostgreSQL, machine learning with C++ and Node.js") == [
        "PostgreSQL",
        "machine learning",
        "C++",
        "Node.js",
    ]


@pytest.mark.parametrize("text", ["Javascripting", "xpython", "python3000x", "MySQLite"])
def test_a_label_within_a_word_is_none(matcher, text):
    assert not {"java", "javascript", "python", "mysql", "sqlite"} & {
        one.lower() for one in found(matcher, text)
    }


def test_c_is_not_found_in_c_plus_plus(matcher):
    assert [hit.text for hit in matcher.find("C++, C#")] == ["C++", "C#"]


def test_a_shorter_label_survives_a_longer_one_with_a_failing_border(matcher):
    # "sql server" would be longer, but "serverless" is another word.
    assert "SQL" in found(matcher, "SQL serverless2go")


def test_scripts_without_blanks_need_no_border(matcher):
    assert found(matcher, "使用Python开发") == ["Python"]


class TestWordsThatLie:
    @pytest.mark.parametrize(
        "sentence",
        [
            "Go to market quickly.",
            "We excel at what we do.",
            "You spark joy.",
            "Great teams make great plans.",
        ],
    )
    def test_a_common_word_is_weak(self, matcher, sentence):
        assert {"go", "excel", "spark", "teams"}.isdisjoint(one.lower() for one in found(matcher, sentence))

    def test_a_sure_neighbour_vouches(self, matcher):
        assert found(matcher, "services in Python/Go") == ["Python", "Go"]

    def test_an_item_of_a_list_counts(self, matcher):
        assert "Excel" in found(matcher, "You know SAP things, Excel, and tables")

    def test_lower_case_does_not(self, matcher):
        assert "go" not in found(matcher, "services in Python, go, and SQL")

    def test_a_skills_section_needs_no_neighbour(self, matcher):
        assert found(matcher, "Go", listed=True) == ["Go"]
        assert found(matcher, "excel", listed=True) == ["excel"]

    def test_a_stop_word_is_no_skill_but_part_of_longer_ones(self, matcher):
        assert matcher.find("data") == []
        assert "data engineering" in found(matcher, "data engineering")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Python", "Go ", "İ", " — ", "C++", ", ", "日本", "\n", "R", "ß", "Kubernetes"])
    )
)
def test_offsets_are_those_of_the_text_and_hits_do_not_overlap(parts):
    text = "".join(parts)
    hits = skills.load().find(text)
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert all(left.end <= right.start for left, right in pairwise(hits))


class TestNames:
    @pytest.mark.parametrize(
        ("alias", "name"),
        [
            ("k8s", "Kubernetes"),
            ("postgres", "PostgreSQL"),
            ("golang", "Go"),
            ("JS", "JavaScript"),
            ("Node JS", "Node.js"),
        ],
    )
    def test_an_alias_is_the_same_skill(self, matcher, alias, name):
        assert matcher.named(alias) == matcher.named(name) is not None

    def test_an_unknown_name_is_none(self, matcher):
        assert matcher.named("qwertyuiop") is None

    def test_an_unknown_id_is_an_error(self, matcher):
        assert not matcher.knows("sl:qwertyuiop")
        with pytest.raises(KeyError):
            matcher.skill("sl:qwertyuiop")

    def test_a_misspelt_name_is_only_suggested(self, matcher):
        assert matcher.suggest("Kubernets")[0] == matcher.named("Kubernetes")
        assert found(matcher, "Kubernets") == []


class TestRelations:
    def relation(self, matcher, asked, held):
        return matcher.relation(matcher.named(asked).id, matcher.named(held).id)

    def test_same(self, matcher):
        assert self.relation(matcher, "Python", "Python") is Relation.SAME

    def test_siblings_share_a_field(self, matcher):
        assert self.relation(matcher, "PostgreSQL", "MySQL") is Relation.SIBLING

    def test_languages_are_no_siblings(self, matcher):
        assert self.relation(matcher, "English", "Croatian") is None

    def test_wider_and_narrower_are_each_other_turned_round(self, matcher):
        narrow = matcher.named("kubernetes operators") or matcher.named("kubernetes security")
        wide = matcher.named("kubernetes")
        assert matcher.relation(wide.id, narrow.id) is Relation.NARROWER
        assert matcher.relation(narrow.id, wide.id) is Relation.BROADER

    def test_an_unknown_id_is_akin_to_itself_alone(self, matcher):
        assert matcher.relation("sl:gone", "sl:gone") is Relation.SAME
        assert matcher.relation("sl:gone", matcher.named("Python").id) is None
