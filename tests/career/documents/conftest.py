import pytest

from career.documents import faces, pdf
from career.schema.resume import Resume
from tests.support.people import LANGUAGES, person


@pytest.fixture(scope="session")
def people() -> dict[str, Resume]:
    return {name: person(name) for name in LANGUAGES}


@pytest.fixture(scope="session")
def typesetter() -> None:
    """Skips where a PDF cannot be made, saying what is missing."""
    if missing := pdf.missing_library():
        pytest.skip(missing)
    try:
        faces.require()
    except faces.FontsMissing as missing_fonts:
        pytest.skip(str(missing_fonts))
