import gzip
import json

import pytest

from tools.build_skills import (
    Catalogue,
    Skill,
    add_own,
    esco_group,
    esco_kind,
    link_wider,
    onet_names,
    packed,
    plain_head,
)

COMMON = {"analytics", "drive", "web", "services", "word", "project"}


@pytest.fixture
def catalogue():
    catalogue = Catalogue()
    for skill in (
        Skill("esco:1", "Python", "t"),
        Skill("esco:2", "design", "h"),
        Skill("onet:node", "Node.js", "t"),
    ):
        catalogue.call(catalogue.add(skill), skill.label)
    return catalogue


@pytest.mark.parametrize(
    ("full", "names"),
    [
        ("Atlassian Confluence", ["Atlassian Confluence", "Atlassian Confluence", "Confluence"]),
        ("Google Analytics", ["Google Analytics", "Google Analytics"]),
        ("Microsoft Word", ["Microsoft Word", "Microsoft Word", "Word"]),
        ("Tax preparation software", ["Tax preparation software", "Tax preparation"]),
        (
            "Structured query language SQL",
            [
                "Structured query language SQL",
                "Structured query language SQL",
                "Structured query language",
                "SQL",
            ],
        ),
    ],
)
def test_a_product_loses_its_maker_where_the_rest_still_tells(full, names):
    assert list(onet_names(full, COMMON)) == names


def test_spellings_of_one_name_are_one_skill(catalogue):
    assert catalogue.find("NodeJS") is catalogue.find("node js") is catalogue.find("Node.js")


def test_the_first_source_keeps_a_name(catalogue):
    late = catalogue.add(Skill("sl:python", "python", "h"))
    catalogue.call(late, "Python")
    assert catalogue.find("python").id == "esco:1"
    assert late.terms == set()


def test_ids_are_slugs_that_tell_c_from_c_plus_plus(catalogue):
    assert catalogue.fresh_id("sl", "C++") == "sl:c-plus-plus"
    assert catalogue.fresh_id("onet", "node") == "onet:node-2"


def test_what_only_says_the_kind_is_another_name_of_a_tool(catalogue):
    assert plain_head(catalogue, "python programming").id == "esco:1"
    assert plain_head(catalogue, "design tools") is None
    assert plain_head(catalogue, "python packaging") is None


def test_a_longer_modern_term_is_narrower_than_the_tool_in_it(catalogue):
    narrow = catalogue.add(Skill("sl:async-python", "async python", "h"))
    link_wider(catalogue)
    assert narrow.broader == {"esco:1"}


def test_own_names_win_over_the_spelling_and_family_of_a_source(catalogue):
    add_own(catalogue, {"skills": {"languages": ["python"]}, "kinds": {"soft": ["kindness"]}})
    assert (catalogue.skills["esco:1"].label, catalogue.skills["esco:1"].group) == ("python", "own:languages")
    assert catalogue.find("Kindness").kind == "s"


def test_a_name_that_esco_gives_to_something_wider_becomes_a_skill_of_its_own(catalogue):
    catalogue.call(catalogue.skills["esco:2"], "Wireframing")
    add_own(catalogue, {"skills": {"experience": ["Wireframing"]}, "kinds": {}})
    assert catalogue.find("wireframing").id == "sl:wireframing"
    assert catalogue.skills["esco:2"].label == "design"


@pytest.mark.parametrize(
    ("paths", "kind"),
    [
        ([["L", "L1", None, None], ["T", "T1", "T1.1", None]], "l"),
        ([["K", "K00", "K003", "K0031"]], "s"),
        ([["T", "T4", "T4.3", None]], "s"),
        ([["K", "K06", "K061", "K0613"]], "h"),
        ([["S", "S6", "S6.5", "S6.5.0"]], "h"),
        ([], "h"),
    ],
)
def test_the_kind_comes_from_the_hierarchy(paths, kind):
    assert esco_kind(paths) == kind


def test_knowledge_says_more_about_kinship_than_deeds():
    assert esco_group([["S", "S5", "S5.6", "S5.6.1"], ["K", "K06", "K061", "K0613"]]) == "esco:K0613"


def test_the_same_skills_give_the_same_bytes(catalogue):
    assert packed(catalogue) == packed(catalogue)
    assert json.loads(gzip.decompress(packed(catalogue)))["ids"].split("\n") == [
        "esco:1",
        "esco:2",
        "onet:node",
    ]
