from datetime import date

import pytest

from career.documents import Format, render
from career.documents.content import LetterText, letter_document, resume_document
from career.documents.fidelity import words_back
from career.documents.model import Template
from career.documents.proof import proof
from career.schema.resume import Basics
from tests.support.people import person

TODAY = date(2026, 1, 15)


class TestResume:
    @pytest.mark.parametrize("who", ["latin", "cyrillic", "greek", "korean"])
    def test_a_word_file_comes_back_whole(self, who):
        document = resume_document(person(who))
        read_back = proof(document, render(document, Format.DOCX), today=TODAY)
        assert (read_back.words_back, read_back.order, read_back.findings) == (1, 1, ())
        assert all(read_back.fields.values()), read_back.fields

    @pytest.mark.usefixtures("typesetter")
    @pytest.mark.parametrize("template", [Template.MODERN, Template.CLASSIC, Template.ATS_OPTIMIZED])
    @pytest.mark.parametrize("who", ["cyrillic", "greek", "chinese", "japanese", "korean"])
    def test_a_page_of_one_column_comes_back_whole(self, who, template):
        document = resume_document(person(who), template=template)
        read_back = proof(document, render(document, Format.PDF), today=TODAY)
        assert (read_back.words_back, read_back.findings) == (1, ())
        assert all(read_back.fields.values()), read_back.fields

    def test_another_file_is_not_taken_for_it(self):
        document = resume_document(person("latin"))
        read_back = proof(document, render(resume_document(person("greek")), Format.DOCX), today=TODAY)
        assert read_back.words_back < 0.3
        assert read_back.fields["name"] is False
        assert read_back.fields["work"] is False

    def test_a_file_that_cannot_be_read_is_a_finding(self):
        document = resume_document(person("latin"))
        read_back = proof(document, b"%PDF-1.7 and nothing else", today=TODAY)
        assert [finding.severity for finding in read_back.findings] == ["critical"]

    def test_a_character_without_a_typeface_is_a_finding(self):
        latin = person("latin")
        smiling = latin.model_copy(
            update={"basics": latin.basics.model_copy(update={"label": "Engineer 🙂"})}
        )
        document = resume_document(smiling)
        (finding,) = proof(document, render(document, Format.DOCX), today=TODAY).findings
        assert (finding.code, finding.quote) == ("no_glyph", "🙂")


class TestLetter:
    @pytest.mark.parametrize("form", [Format.DOCX, Format.TEXT, Format.PDF])
    def test_it_is_held_against_its_words_and_not_taken_for_a_resume(self, form, typesetter):
        letter = LetterText(
            sender=Basics(name="Ada Brandt"), subject="Post", paragraphs=("I build ledgers.",)
        )
        document = letter_document(letter)
        read_back = proof(document, render(document, form), today=TODAY)
        assert (read_back.words_back, read_back.fields, read_back.findings) == (1, {}, ())


class TestWordsBack:
    @pytest.mark.parametrize(
        ("expected", "found", "share"),
        [
            ("a b c d", "a b c d", 1),
            ("a b c d", "d c b a", 0.25),
            ("a b c d", "a x b d", 0.75),
            ("東京都", "東 都", 2 / 3),
            ("한국 사람", "한국사람", 0),
            ("ﬁne", "fine", 1),
            ("", "a", 1),
        ],
    )
    def test_words_count_in_their_order_and_han_by_the_character(self, expected, found, share):
        assert words_back(expected, found) == pytest.approx(share)
