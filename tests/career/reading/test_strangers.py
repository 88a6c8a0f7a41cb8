"""The twelve resumes that nobody here wrote, against what they really say."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bench.truth import RESUMES, Marks, documents, marks
from career.reading import read
from career.schema.reading import Reading

pytestmark = pytest.mark.skipif(not RESUMES.exists(), reason=f"no resumes in {RESUMES}")
TODAY = date(2026, 6, 1)
DOCUMENTS = [path for path, _ in documents()]
ASIDE = sorted(RESUMES.glob("resume-matcher/*.pdf"))


@cache
def _read(path: Path) -> Reading:
    reading = read(path.read_bytes(), today=TODAY)
    assert isinstance(reading, Reading), reading
    return reading


@cache
def _total(columns: int) -> Marks:
    total = Marks()
    for path, truth in documents():
        if truth.columns == columns:
            total = total.merged(marks(_read(path), truth))
    return total


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(
    ("field", "least"),
    [
        ("name", 1.0),
        ("email", 1.0),
        ("phone", 1.0),
        ("location", 1.0),
        ("work", 1.0),
        ("work place", 1.0),
        ("education", 1.0),
        ("bullets", 1.0),
    ],
)
def test_as_much_is_right_as_ever_was(columns, field, least):
    total = _total(columns)
    if not total.asked.get(field):
        pytest.skip(f"no document with {columns} columns has a {field}")
    assert total.share(field) >= least, f"{total.right[field]} of {total.asked[field]}"


def test_no_role_is_made_up():
    assert [path.name for path, truth in documents() if marks(_read(path), truth).extra_work] == []


@pytest.mark.parametrize("path", ASIDE, ids=[path.stem for path in ASIDE])
def test_the_two_without_truth_name_their_employers(path):
    resume = _read(path).resume
    assert resume.basics.name == "JOHN DOE"
    assert resume.basics.label == "SENIOR SOFTWARE ENGINEER"
    assert resume.basics.email == "john.doe@email.com"
    assert resume.basics.phone == "+14155550142"
    assert [work.name for work in resume.work] == ["Stripe", "Figma", "Notion"]
    assert [len(work.highlights) for work in resume.work] == [3, 3, 3]


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
class TestEvidence:
    def test_every_quote_stands_in_the_text(self, path):
        reading = _read(path)
        text = " ".join(reading.text.split())
        for where, evidence in reading.fields.items():
            for line in evidence.quote.split("\n"):
                assert line in text, where

    def test_each_field_of_work_has_its_place_on_a_page(self, path):
        reading = _read(path)
        for work in reading.resume.work:
            for field in ("name", "position", "start_date"):
                evidence = reading.fields[f"/work/{work.id}/{field}"]
                assert evidence.page is not None
                assert evidence.box is not None
                assert evidence.box[0] < evidence.box[2]
                assert evidence.box[1] < evidence.box[3]
                assert evidence.how

    def test_reading_twice_is_the_same(self, path):
        assert read(path.read_bytes(), today=TODAY) == _read(path)
