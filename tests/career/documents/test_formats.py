"""Every format gives the lines of the document, in that order."""

import io
import itertools
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from career.documents import Format, render
from career.documents.content import LetterText, letter_document, resume_document
from career.documents.model import Document, Paper, Template
from career.schema.resume import Basics, Bullet, Resume, Work
from tests.support.people import LANGUAGES

EVERY = list(itertools.product(LANGUAGES, Template))


def _tidy(lines: list[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines if line.strip()]


def docx_lines(data: bytes) -> list[str]:
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return _tidy([part for paragraph in paragraphs for part in paragraph.text.split("\t")])


def markdown_lines(data: bytes) -> list[str]:
    lines: list[str] = []
    for token in MarkdownIt("commonmark").parse(data.decode()):
        if token.type != "inline":
            assert token.type.startswith(("heading", "paragraph", "bullet_list", "list_item")), token
            continue
        line = ""
        for child in token.children:
            assert child.type in {
                "text",
                "text_special",
                "hardbreak",
                "link_open",
                "link_close",
                "strong_open",
                "strong_close",
            }, child
            if child.type == "hardbreak":
                lines.append(line)
                line = ""
            line += child.content
        lines.append(line)
    return _tidy(lines)


def text_lines(data: bytes) -> list[str]:
    return _tidy([line.removeprefix("- ") for line in data.decode().splitlines()])


READERS = {Format.DOCX: docx_lines, Format.MARKDOWN: markdown_lines, Format.TEXT: text_lines}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(("who", "template"), EVERY)
def test_all_lines_come_back_in_order(people, who, template, form):
    document = resume_document(people[who], template=template)
    assert READERS[form](render(document, form)) == document.lines()


hostile = st.text(
    st.one_of(st.sampled_from("*_`[]()<>#+-=|\\&~!.1 \t\n\x00'\"{}%é漢א"), st.characters()), max_size=24
)


def _hostile_document(text: str) -> Document:
    basics = Basics(name=text, label=text, email=text, url=text, summary=text)
    work = Work(id="w_1", position=text, name=text, url=text, highlights=(Bullet(id="b_1", text=text),))
    return resume_document(Resume(basics=basics, work=(work,)))


@settings(max_examples=150, deadline=None)
@given(hostile)
@pytest.mark.parametrize("form", [Format.DOCX, Format.MARKDOWN])
def test_no_text_of_a_person_is_taken_for_markup(form, text):
    document = _hostile_document(text)
    assert READERS[form](render(document, form)) == document.lines()


@pytest.mark.parametrize("form", READERS)
def test_the_same_bytes_twice(people, form):
    document = resume_document(people["latin"])
    assert render(document, form) == render(document, form)


class TestDocx:
    def test_headings_and_lists_are_real_ones(self, people):
        file = docx.Document(io.BytesIO(render(resume_document(people["latin"]), Format.DOCX)))
        styles = {paragraph.text.split("\t")[0]: paragraph.style.name for paragraph in file.paragraphs}
        assert styles["Żaneta Brøndum-Šimić"] == "Title"
        assert styles["Experience"] == "Heading 1"
        assert styles["Senior Backend Engineer"] == "Heading 2"
        assert styles["Replaced hand-made deployments with Ansible and Jenkins pipelines"] == "List Bullet"
        assert file.core_properties.title == "Żaneta Brøndum-Šimić – Staff Software Engineer"

    @pytest.mark.parametrize(("paper", "width"), [(Paper.A4, 210.0), (Paper.LETTER, 215.9)])
    def test_the_page_has_the_papers_size(self, people, paper, width):
        file = docx.Document(io.BytesIO(render(resume_document(people["latin"], paper=paper), Format.DOCX)))
        assert file.sections[0].page_width.mm == pytest.approx(width, abs=0.1)

    def test_right_to_left_is_said_of_paragraphs_and_of_runs_in_such_letters_alone(self, people):
        data = render(resume_document(people["arabic"]), Format.DOCX)
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            assert b"<w:bidi/>" in parts.read("word/styles.xml")
            body = parts.read("word/document.xml").decode()
        assert '<w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">نور الهاشمي</w:t>' in body
        assert '<w:r><w:t xml:space="preserve">nour@alhashimi.example</w:t>' in body

    def test_nothing_in_it_tells_when_or_where_it_was_made(self, people):
        data = render(resume_document(people["latin"]), Format.DOCX)
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert parts.infolist()[0].filename == "[Content_Types].xml"


class TestText:
    def test_lines_can_be_kept_short_and_words_whole(self, people):
        from career.documents.text import render_text

        document = resume_document(people["latin"])
        wrapped = render_text(document, columns=60).decode()
        assert max(map(len, wrapped.splitlines())) <= 60
        assert wrapped.replace("- ", "").split() == " ".join(document.lines()).replace("- ", "").split()

    def test_an_address_stays_together_in_a_letter(self):
        letter = LetterText(
            sender=Basics(name="Ada"), addressee=("Acme", "Hamburg"), paragraphs=("Hello.", "Bye.")
        )
        assert (
            render(letter_document(letter), Format.TEXT).decode()
            == "Ada\n\nAcme\nHamburg\n\nHello.\n\nBye.\n"
        )
        assert (
            render(letter_document(letter), Format.MARKDOWN).decode()
            == "# Ada\n\nAcme\\\nHamburg\n\nHello.\n\nBye.\n"
        )
