import hashlib
import io
import itertools
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from career.documents import Format, pdf, render
from career.documents.content import LetterText, letter_document, resume_document
from career.documents.fidelity import words_back
from career.documents.model import Density, Document, Options, Paper, Template
from career.documents.preview import page_count, preview_png
from career.schema.resume import Basics, Resume
from tests.support.people import LANGUAGES, person

pytestmark = pytest.mark.usefixtures("typesetter")

ROOT = Path(__file__).parents[3]
LEFT_TO_RIGHT = [name for name, tag in LANGUAGES.items() if tag not in {"ar", "he"}]
ONE_COLUMN = [Template.MODERN, Template.CLASSIC, Template.ATS_OPTIMIZED]
OURS = ("Noto-Sans", "Noto-Serif", "Noto-Naskh-Arabic")


def _text(data: bytes) -> str:
    with pdfium.PdfDocument(data) as pages:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def _resume(name: str, **options: object) -> Document:
    return resume_document(person(name), **options)


@cache
def _made() -> bytes:
    return render(_resume("latin"), Format.PDF)


def _tags(file: pikepdf.Pdf) -> list[str]:
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append(str(node.S))
            walk(node.get("/K"))

    walk(file.Root.StructTreeRoot.K)
    return found


class TestWords:
    @pytest.mark.parametrize("paper", Paper)
    @pytest.mark.parametrize(("who", "template"), list(itertools.product(LEFT_TO_RIGHT, ONE_COLUMN)))
    def test_any_reader_gets_all_words_of_one_column_in_order(self, who, template, paper):
        document = _resume(who, template=template, paper=paper)
        assert words_back(" ".join(document.lines()), _text(render(document, Format.PDF))) >= 0.995

    @pytest.mark.parametrize("who", LEFT_TO_RIGHT)
    def test_the_panel_is_read_before_the_main_column(self, who):
        document = _resume(who, template=Template.CREATIVE)
        assert words_back(" ".join(document.lines()), _text(render(document, Format.PDF))) >= 0.985

    @pytest.mark.parametrize("template", Template)
    def test_a_letter_too(self, template):
        letter = LetterText(
            sender=person("latin").basics,
            addressee=("Acme GmbH", "Hamburg"),
            subject="Application",
            salutation="Dear team,",
            paragraphs=("I build ledgers that do not lose a cent. " * 12, "A second paragraph."),
            closing="Kind regards,",
        )
        document = letter_document(letter, template=template)
        assert words_back(" ".join(document.lines()), _text(render(document, Format.PDF))) == 1

    def test_people_write_text_and_never_markup(self):
        name = "<img src='file:///etc/passwd'> {{ 7 * 7 }} </style><b>&amp;"
        shown = _text(render(resume_document(Resume(basics=Basics(name=name))), Format.PDF))
        assert " ".join(shown.split()) == name


class TestFile:
    @pytest.fixture
    def made(self) -> bytes:
        return _made()

    def test_it_is_tagged_for_screen_readers(self, made):
        with pikepdf.open(io.BytesIO(made)) as file:
            assert file.Root.MarkInfo.Marked
            assert str(file.Root.Lang) == "en"
            assert file.Root.ViewerPreferences.DisplayDocTitle
            assert b'pdfuaid:part="1"' in bytes(
                file.Root.Metadata.read_bytes()
            ) or b"<pdfuaid:part>1<" in bytes(file.Root.Metadata.read_bytes())
            tags = _tags(file)
        assert [tag for tag in tags if tag in {"/H1", "/H2"}] == ["/H1"] + ["/H2"] * 8
        assert tags.count("/LI") == 9
        assert {"/L", "/Link", "/P", "/H3"} <= set(tags)

    def test_title_and_author_are_set_and_no_date(self, made):
        with pikepdf.open(io.BytesIO(made)) as file:
            info = dict(file.docinfo)
        assert str(info["/Title"]) == "Żaneta Brøndum-Šimić – Staff Software Engineer"
        assert str(info["/Author"]) == "Żaneta Brøndum-Šimić"
        assert not {"/CreationDate", "/ModDate"} & set(info)

    @pytest.mark.parametrize("who", LANGUAGES)
    def test_all_its_fonts_are_ours_and_embedded(self, who):
        data = render(_resume(who, template=Template.CLASSIC), Format.PDF)
        with pikepdf.open(io.BytesIO(data)) as file:
            fonts = [
                font
                for page in file.pages
                for font in page.Resources.get("/Font", pikepdf.Dictionary()).values()
            ]
            for font in fonts:
                below = font.DescendantFonts[0]
                assert str(below.BaseFont).split("+")[1].startswith(OURS)
                assert {"/FontFile2", "/FontFile3"} & set(below.FontDescriptor.keys())
        assert fonts

    @pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595.3, 841.9)), (Paper.LETTER, (612.0, 792.0))])
    def test_the_page_has_the_papers_size(self, paper, size):
        with pdfium.PdfDocument(render(_resume("minimal", paper=paper), Format.PDF)) as file:
            assert file[0].get_size() == pytest.approx(size, abs=0.5)

    def test_links_lead_where_they_say(self, made):
        with pikepdf.open(io.BytesIO(made)) as file:
            links = {str(mark.A.URI) for page in file.pages for mark in page.get("/Annots", [])}
        assert {
            "mailto:zaneta@brondum.example",
            "https://github.com/zbrondum",
            "https://vistula.example",
        } <= links

    def test_the_same_bytes_in_every_process(self, made):
        program = (
            "import hashlib; from career.documents import Format, render;"
            "from career.documents.content import resume_document; from tests.support.people import person;"
            "print(hashlib.sha256(render(resume_document(person('latin')), Format.PDF)).hexdigest())"
        )
        sums = {
            subprocess.run(
                [sys.executable, "-c", program],
                cwd=ROOT,
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
        }
        assert sums == {hashlib.sha256(made).hexdigest()}

    def test_whatever_wants_to_load_something_is_refused(self):
        with pytest.raises(ValueError, match="loads nothing"):
            pdf._refuse("https://tracker.example/pixel.png")


def _long() -> Resume:
    latin = person("latin")
    return latin.model_copy(update={"work": latin.work * 4})


class TestPages:
    @pytest.mark.parametrize("density", Density)
    @pytest.mark.parametrize("template", Template)
    def test_no_heading_stands_alone_at_the_foot_of_a_page(self, template, density):
        document = resume_document(_long(), template=template, options=Options(density=density))
        heads = {section.title for section in document.sections}
        heads |= {getattr(block, "title", "") for section in document.sections for block in section.blocks}
        with pdfium.PdfDocument(render(document, Format.PDF)) as file:
            assert len(file) > 1
            for page in list(file)[:-1]:
                lines = [line.strip() for line in page.get_textpage().get_text_bounded().splitlines()]
                body = [line for line in lines if line and not line.endswith(f"/ {len(file)}")]
                last = [line for line in body if line not in {"•", document.person.name}][-1]
                assert not any(head and last.startswith(head) for head in heads)

    def test_pages_after_the_first_say_whose_they_are(self):
        with pdfium.PdfDocument(render(resume_document(_long()), Format.PDF)) as file:
            texts = [page.get_textpage().get_text_bounded() for page in file]
        assert all(f"{number} / {len(texts)}" in text for number, text in enumerate(texts[1:], 2))
        assert "1 / " not in texts[0]

    def test_one_page_is_reached_by_smaller_type_where_that_is_enough(self):
        roomy = render(_resume("latin"), Format.PDF)
        fitted = render(_resume("latin", options=Options(one_page=True)), Format.PDF)
        assert (page_count(roomy), page_count(fitted)) == (2, 1)

    def test_too_much_for_one_page_keeps_its_readable_size(self):
        usual = resume_document(_long())
        asked = resume_document(_long(), options=Options(one_page=True))
        assert render(asked, Format.PDF) == render(usual, Format.PDF)


class TestPreview:
    def test_it_is_a_picture_of_the_asked_width(self):
        picture = preview_png(render(_resume("minimal"), Format.PDF), 0, 400)
        assert picture.startswith(b"\x89PNG")
        assert int.from_bytes(picture[16:20]) == 400

    @pytest.mark.parametrize("page", [-1, 1])
    def test_another_page_is_refused(self, page):
        with pytest.raises(IndexError):
            preview_png(render(_resume("minimal"), Format.PDF), page, 400)


class TestLook:
    @pytest.mark.parametrize("template", ONE_COLUMN)
    def test_nothing_is_painted_over_the_text(self, template):
        """Extracting text cannot tell: a heading under a bar of its own colour is still read."""
        picture = Image.open(
            io.BytesIO(preview_png(render(_resume("latin", template=template), Format.PDF), 0, 600))
        )
        rows = [picture.crop((60, y, 540, y + 1)).convert("L").tobytes() for y in range(picture.height)]
        full = [sum(pixel < 160 for pixel in row) > 0.9 * len(row) for row in rows]
        thickest = max((len(list(run)) for dark, run in itertools.groupby(full) if dark), default=0)
        assert thickest <= 2


class TestMissing:
    def test_a_missing_library_is_one_line_that_says_what_to_install(self, monkeypatch):
        monkeypatch.setattr(pdf, "_LIBRARIES", ("libnowhere.so.7",))
        line = pdf.missing_library()
        assert line is not None
        assert "apt-get install libpango" in line
        assert "\n" not in line

    def test_nothing_is_missing_here(self):
        assert pdf.missing_library() is None
