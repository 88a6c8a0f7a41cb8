"""DOCX, text, Markdown, JSON Resume and LinkedIn exports, each with what only it can do."""

import docx
import orjson
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from career.reading import read
from career.schema.reading import Reading
from tests.career.reading import files


def _reading(data: bytes) -> Reading:
    reading = read(data, today=files.TODAY)
    assert isinstance(reading, Reading), reading
    return reading


def _document() -> "docx.document.Document":
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Jane Q. Smith"
    document.add_paragraph("jane.smith@example.com | +44 20 7946 0958 | London, UK")
    document.add_heading("Experience", 1)
    head = document.add_paragraph()
    head.add_run("Acme Ltd").bold = True
    head.add_run("\tJan 2020 – Present")
    document.add_paragraph("Senior Engineer, London")
    document.add_paragraph(
        "Cut latency by 40% for the checkout of three million customers", style="List Bullet"
    )
    document.add_paragraph("Led a team of five engineers and two apprentices", style="List Bullet")
    document.add_heading("Education", 1)
    document.add_paragraph("MSc in Computer Science, University of Leeds, 2015")
    document.add_heading("Skills", 1)
    document.add_paragraph("Python, Go, PostgreSQL, CI/CD")
    return document


class TestText:
    def test_a_resume_in_plain_text(self):
        resume = _reading(files.RESUME_TEXT.encode()).resume
        assert (resume.basics.name, resume.basics.phone) == ("Jane Q. Smith", "+442079460958")
        assert [(work.name, work.position, work.location) for work in resume.work] == [
            ("Acme Ltd", "Senior Engineer", "London"),
            ("Globex GmbH", "Software Developer", "Berlin"),
        ]
        assert resume.work[0].highlights[0].text == (
            "Cut latency by 40% for the checkout service used by 3 million customers each month"
        )
        assert [keyword.text for keyword in resume.skills[0].keywords] == [
            "Python",
            "Go",
            "PostgreSQL",
            "CI/CD",
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_encodings(self, encoding):
        text = files.RESUME_TEXT.replace("Jane Q. Smith", "Zoë Müller").replace("jane.smith", "zoe")
        assert _reading(text.encode(encoding)).resume.basics.name == "Zoë Müller"

    def test_marks_of_markdown_are_not_text(self):
        text = files.RESUME_TEXT.replace("Jane Q. Smith", "# Jane Q. Smith").replace(
            "EXPERIENCE", "## Experience"
        )
        text = text.replace("Acme Ltd ", "**[Acme Ltd](https://acme.example)** ").replace("40%", "**40%**")
        resume = _reading(text.encode()).resume
        assert resume.basics.name == "Jane Q. Smith"
        assert (resume.work[0].name, resume.work[0].url) == ("Acme Ltd", "https://acme.example")
        assert resume.work[0].highlights[0].text.startswith("Cut latency by 40% for")

    def test_no_page_is_claimed(self):
        fields = _reading(files.RESUME_TEXT.encode()).fields
        assert all(evidence.page is None and evidence.box is None for evidence in fields.values())


class TestDocx:
    def test_header_styles_and_lists(self):
        resume = _reading(files.saved(_document())).resume
        assert resume.basics.name == "Jane Q. Smith"
        assert [(work.name, work.position, work.location) for work in resume.work] == [
            ("Acme Ltd", "Senior Engineer", "London")
        ]
        assert len(resume.work[0].highlights) == 2
        assert (resume.education[0].institution, resume.education[0].study_type) == (
            "University of Leeds",
            "MSc",
        )

    def test_deleted_and_hidden_text_is_not_read(self):
        document = _document()
        paragraph = document.add_paragraph("Rust")
        deleted = OxmlElement("w:del")
        gone = OxmlElement("w:r")
        text = OxmlElement("w:delText")
        text.text = "COBOL"
        gone.append(text)
        deleted.append(gone)
        paragraph._p.append(deleted)
        document.add_paragraph().add_run("Fortran").font.hidden = True
        reading = _reading(files.saved(document))
        assert "Rust" in reading.text
        assert "COBOL" not in reading.text
        assert "Fortran" not in reading.text

    def test_a_text_box_is_read_once(self):
        document = _document()
        run = document.add_paragraph().add_run()
        for wrap in ("mc:Choice", "mc:Fallback"):
            run._r.append(_boxed(wrap, "Boxed certificate of sailing"))
        assert _reading(files.saved(document)).text.count("Boxed certificate of sailing") == 1

    def test_a_page_of_two_cells_is_read_column_by_column(self):
        document = docx.Document()
        left, right = document.add_table(rows=1, cols=2).rows[0].cells
        for line in ("Jane Q. Smith", "jane.smith@example.com", "Skills", "Python, Go", "PostgreSQL"):
            left.add_paragraph(line)
        for line in (
            "Experience",
            "Acme Ltd\tJan 2020 – Present",
            "Senior Engineer",
            "• Cut the latency of the checkout by forty percent within a year",
            "• Led a team of five engineers and taught two apprentices how to test",
            "Globex GmbH\t2016 – 2019",
            "Software Developer",
            "• Wrote the billing engine that still runs every night",
        ):
            right.add_paragraph(line)
        resume = _reading(files.saved(document)).resume
        assert resume.basics.name == "Jane Q. Smith"
        assert [(work.name, len(work.highlights)) for work in resume.work] == [
            ("Acme Ltd", 2),
            ("Globex GmbH", 1),
        ]

    def test_links_are_followed_to_their_addresses(self):
        document = _document()
        part = document.part
        relation = part.relate_to(
            "https://github.com/jqsmith", docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "Code"
        run.append(text)
        link.append(run)
        document.paragraphs[0]._p.append(link)
        (profile,) = _reading(files.saved(document)).resume.basics.profiles
        assert (profile.network, profile.username) == ("GitHub", "jqsmith")


def _boxed(wrap: str, words: str):
    from lxml import etree

    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    )
    inner = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    return etree.fromstring(f"<{wrap} {spaces}><w:drawing>{inner}</w:drawing></{wrap}>")


class TestJsonResume:
    def test_it_is_loaded_and_not_read(self):
        data = {
            "basics": {"name": "Jane Smith", "phone": "020 7946", "url": ""},
            "work": [
                {"name": "Acme", "position": "Engineer", "startDate": "2020-01", "highlights": ["Did it"]}
            ],
        }
        reading = _reading(orjson.dumps(data))
        assert reading.resume.basics.phone == "020 7946"
        (work,) = reading.resume.work
        assert work.highlights[0].text == "Did it"
        evidence = reading.fields[f"/work/{work.id}/highlights/{work.highlights[0].id}/text"]
        assert (evidence.quote, evidence.confidence) == ("Did it", 1)


class TestLinkedIn:
    def test_columns_are_found_by_name(self):
        archive = files.zip_of(
            {
                "Profile.csv": b"Last Name,First Name,Headline,Geo Location\nSmith,Jane,Engineer,London\n",
                "Positions.csv": b"Title,Company Name,Description,Location,Started On,Finished On\n"
                b'Engineer,Acme,"- One\n- Two",London,Jan 2020,\nDeveloper,Globex,,,2016,Dec 2019\n',
                "Skills.csv": b"Name\nPython\nGo\n",
                "Email Addresses.csv": b"Email Address,Primary\njane@example.com,Yes\n",
            }
        )
        resume = _reading(archive).resume
        assert (resume.basics.name, resume.basics.email) == ("Jane Smith", "jane@example.com")
        assert [(work.name, work.start_date, work.end_date, work.current) for work in resume.work] == [
            ("Acme", "2020-01", None, True),
            ("Globex", "2016", "2019-12", False),
        ]
        assert [bullet.text for bullet in resume.work[0].highlights] == ["One", "Two"]
        assert [keyword.text for keyword in resume.skills[0].keywords] == ["Python", "Go"]
        assert resume.education == ()
