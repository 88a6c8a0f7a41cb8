"""What our own templates print comes back, in eight scripts and every format."""

from functools import cache

import pytest

from career.documents import Format, faces, pdf, render
from career.documents.content import resume_document
from career.documents.model import Template
from career.reading import read
from career.schema.reading import Reading
from career.schema.resume import Resume
from tests.career.reading.files import TODAY
from tests.support.people import LANGUAGES, person

WHOLE = sorted(name for name in LANGUAGES if name != "minimal")
FORMS = [
    (Template.CLASSIC, Format.PDF),
    (Template.MODERN, Format.PDF),
    (Template.ATS_OPTIMIZED, Format.PDF),
    (Template.CREATIVE, Format.PDF),
    (Template.CLASSIC, Format.DOCX),
    (Template.CLASSIC, Format.MARKDOWN),
    (Template.CLASSIC, Format.TEXT),
]


@pytest.fixture(autouse=True)
def _can_print() -> None:
    if missing := pdf.missing_library():
        pytest.skip(missing)
    try:
        faces.require()
    except faces.FontsMissing as missing_fonts:
        pytest.skip(str(missing_fonts))


@cache
def _read_back(who: str, template: Template, form: Format) -> Resume:
    data = render(resume_document(person(who), template=template), form)
    reading = read(data, today=TODAY)
    assert isinstance(reading, Reading), reading
    return reading.resume


@pytest.mark.parametrize(("template", "form"), FORMS, ids=[f"{t.value}-{f.value}" for t, f in FORMS])
@pytest.mark.parametrize("who", WHOLE)
class TestRoundTrip:
    def test_the_person(self, who, template, form):
        basics, said = _read_back(who, template, form).basics, person(who).basics
        assert (basics.name, basics.email) == (said.name, said.email)
        assert basics.phone
        assert said.phone
        assert basics.phone[-6:] == "".join(filter(str.isdigit, said.phone))[-6:]

    def test_work(self, who, template, form):
        def roles(resume: Resume) -> list[tuple[object, ...]]:
            return [(work.name, work.position, work.start_date, work.end_date) for work in resume.work]

        assert roles(_read_back(who, template, form)) == roles(person(who))

    def test_bullets(self, who, template, form):
        def bullets(resume: Resume) -> list[list[str]]:
            return [[bullet.text for bullet in work.highlights] for work in resume.work]

        assert bullets(_read_back(who, template, form)) == bullets(person(who))

    def test_the_schools(self, who, template, form):
        found = [study.institution for study in _read_back(who, template, form).education]
        assert found == [study.institution for study in person(who).education]
