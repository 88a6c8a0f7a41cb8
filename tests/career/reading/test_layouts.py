"""Every field of a known resume comes back from every layout that it is printed in."""

from functools import cache

import pytest

from career.reading import read
from career.schema.reading import Reading
from tests.career.reading.files import TODAY
from tests.career.reading.layouts import LAYOUTS, PEOPLE, Person


@cache
def _reading(layout: str, who: str) -> Reading:
    reading = read(LAYOUTS[layout](PEOPLE[who]), today=TODAY)
    assert isinstance(reading, Reading), reading
    return reading


def _in_order(found: list[tuple[object, ...]], layout: str) -> list[tuple[object, ...]]:
    """Entries set side by side are read down one column first."""
    return sorted(found, key=repr) if layout == "entries_side_by_side" else found


@pytest.mark.parametrize("who", sorted(PEOPLE))
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
class TestLayouts:
    def test_the_person(self, layout, who):
        basics, person = _reading(layout, who).resume.basics, PEOPLE[who]
        assert (basics.name, basics.email, basics.phone) == (person.name, person.email, person.e164)
        assert basics.location is not None
        assert basics.location.address == person.place

    def test_work(self, layout, who):
        found = [
            (work.position, work.name, work.location, work.start_date, work.end_date, work.current)
            for work in _reading(layout, who).resume.work
        ]
        expected = [
            (role.position, role.company, role.place, role.start, role.end, role.end is None)
            for role in PEOPLE[who].roles
        ]
        assert _in_order(found, layout) == _in_order(expected, layout)

    def test_bullets(self, layout, who):
        found = [
            tuple(bullet.text for bullet in work.highlights) for work in _reading(layout, who).resume.work
        ]
        assert _in_order(found, layout) == _in_order([role.bullets for role in PEOPLE[who].roles], layout)

    def test_education(self, layout, who):
        person: Person = PEOPLE[who]
        found = [
            (study.institution, study.study_type, study.area, study.start_date is not None)
            for study in _reading(layout, who).resume.education
        ]
        assert found == [(person.school, person.degree, person.area, True)]

    def test_skills(self, layout, who):
        found = [
            (group.name, ", ".join(keyword.text for keyword in group.keywords))
            for group in _reading(layout, who).resume.skills
        ]
        assert found == list(PEOPLE[who].groups)

    def test_nothing_is_hidden_or_asked(self, layout, who):
        reading = _reading(layout, who)
        assert [finding.code for finding in reading.findings] == []
        assert reading.questions == ()
