import gzip
import hashlib
from importlib.resources import files

import pytest

from career.skills.gazetteer import aliases, read_gazetteer, words
from career.skills.labels import normalise

HERE = files("career.skills")
LARGEST = 2_000_000


@pytest.fixture(scope="module")
def gazetteer():
    return read_gazetteer()


def test_the_committed_file_is_what_the_build_wrote():
    data = HERE.joinpath("skills.json.gz").read_bytes()
    digest, _, name = HERE.joinpath("skills.json.gz.sha256").read_text().strip().partition("  ")
    assert name == "skills.json.gz"
    assert hashlib.sha256(data).hexdigest() == digest
    assert len(data) < LARGEST


def test_building_it_at_another_time_gives_the_same_bytes():
    data = HERE.joinpath("skills.json.gz").read_bytes()
    assert data[4:8] == bytes(4), "the time in the gzip header is not 0"
    assert gzip.compress(gzip.decompress(data), compresslevel=9, mtime=0) == data


def test_columns_are_of_one_length_and_sorted(gazetteer):
    assert len(gazetteer.ids) == len(gazetteer.labels) == len(gazetteer.kinds) == len(gazetteer.groups)
    assert gazetteer.ids == sorted(set(gazetteer.ids))


def test_every_term_is_in_the_form_that_it_is_looked_up_in(gazetteer):
    odd = [term for term in gazetteer.owners if term != normalise(term)]
    assert odd == []


def test_wider_skills_exist_and_are_others(gazetteer):
    for row, wider in gazetteer.broader.items():
        assert int(row) not in wider
        assert all(0 <= other < len(gazetteer.ids) for other in wider)


def test_there_are_many_aliases_and_none_is_there_twice():
    names = [alias for alias, _ in aliases()]
    assert len(names) >= 400
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ["stop.txt", "context.txt"])
def test_the_lists_hold_labels_as_looked_up(name):
    assert all(word == normalise(word) for word in words(name))


def test_the_sources_are_named():
    notice = HERE.joinpath("NOTICE").read_text("utf-8")
    for source in ("O*NET", "CC BY 4.0", "ESCO", "2011/833/EU", "skill-extractor", "MIT"):
        assert source in notice
