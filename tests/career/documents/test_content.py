from datetime import date

import pytest

from career.documents.colour import legible
from career.documents.content import LetterText, letter_document, resume_document
from career.documents.language import language_of
from career.documents.model import Options, Paper, Role, Template
from career.schema.resume import Basics, Bullet, Location, OtherSection, Resume, Work


def _resume(**members: object) -> Resume:
    return Resume(basics=Basics(name="Ada Brandt", email="ada@brandt.example"), **members)


class TestResumeDocument:
    def test_lines_are_the_whole_visible_text_in_order(self, people):
        assert resume_document(people["minimal"]).lines() == [
            "Jo Park",
            "jo@park.example",
            "Skills",
            "Welding, Forklift",
        ]

    def test_an_entry_says_title_dates_and_place(self, people):
        lines = resume_document(people["latin"]).lines()
        at = lines.index("Staff Software Engineer", 3)
        assert lines[at - 1] == "Experience"
        assert lines[at + 1 : at + 3] == ["Mar 2021 – Present", "Vistula Payments | Kraków, Poland"]

    def test_what_is_hidden_is_not_in_it(self):
        bullets = (Bullet(id="b_1", text="Shown"), Bullet(id="b_2", text="Kept back", hidden=True))
        document = resume_document(_resume(work=(Work(id="w_1", name="Acme", highlights=bullets),)))
        assert "Shown" in document.lines()
        assert "Kept back" not in document.lines()

    def test_an_unknown_section_keeps_its_title(self):
        section = OtherSection(
            id="x_1", title="Patents", bullets=(Bullet(id="b_1", text="Self-winding spool"),)
        )
        assert resume_document(_resume(sections=(section,))).lines()[-2:] == ["Patents", "Self-winding spool"]

    def test_studies_come_first_when_there_is_no_work(self, people):
        student = people["latin"].model_copy(update={"work": ()})
        kinds = [section.kind for section in resume_document(student).sections]
        assert kinds[:2] == ["summary", "education"]

    @pytest.mark.parametrize(
        ("country", "paper"), [("US", Paper.LETTER), ("PH", Paper.LETTER), ("DE", Paper.A4)]
    )
    def test_paper_follows_the_country(self, country, paper):
        basics = Basics(name="A", location=Location(country_code=country))
        assert resume_document(Resume(basics=basics)).page is paper

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "http://[",
            "http://a:b",
            "mailto:",
            "a b",
        ],
    )
    def test_other_addresses_than_those_of_web_and_mail_lead_nowhere(self, url):
        document = resume_document(Resume(basics=Basics(name="A", url=url)))
        assert [run.link for run in document.person.contacts] == [None]

    def test_what_an_address_may_not_have_is_encoded(self):
        (run,) = resume_document(Resume(basics=Basics(url="https://a.example/ü|{x}"))).person.contacts
        assert (run.text, run.link) == ("a.example/ü|{x}", "https://a.example/%C3%BC%7C%7Bx%7D")

    def test_a_bare_host_gets_a_scheme_and_loses_nothing_to_see(self):
        (run,) = resume_document(Resume(basics=Basics(url="www.brandt.example/"))).person.contacts
        assert (run.text, run.link) == ("brandt.example", "https://www.brandt.example/")

    def test_characters_that_no_file_can_hold_are_left_out(self):
        document = resume_document(Resume(basics=Basics(name="A\x00da\x0b \ufffe\nBrandt\x1f")))
        assert document.person.name == "Ada Brandt"

    def test_headings_and_months_are_in_the_language(self, people):
        lines = resume_document(people["latin"], language="de").lines()
        assert {"Berufserfahrung", "März 2021 – heute"} <= set(lines)

    def test_a_language_that_we_do_not_speak_is_headed_in_english(self, people):
        assert "Experience" in resume_document(people["latin"], language="fi").lines()


class TestPanel:
    def test_it_comes_first_in_the_lines(self, people):
        lines = resume_document(people["latin"], template=Template.CREATIVE).lines()
        assert lines.index("Skills") < lines.index("Experience")

    def test_what_does_not_fit_stands_in_the_main_column(self, people):
        many = people["latin"].certificates * 12
        crowded = people["latin"].model_copy(update={"certificates": many})
        panel, main = resume_document(crowded, template=Template.CREATIVE).parts()
        assert "certificates" not in {section.kind for section in panel}
        assert "certificates" in {section.kind for section in main}


class TestDates:
    @pytest.mark.parametrize(
        ("start", "end", "current", "text"),
        [
            ("2020-03", None, True, "Mar 2020 – Present"),
            ("2020-03", None, False, "Mar 2020"),
            ("2020-03-15", "2021", False, "Mar 2020 – 2021"),
            ("2020", "2020", False, "2020"),
            (None, None, False, ""),
        ],
    )
    def test_a_range_says_no_more_than_is_known(self, start, end, current, text):
        assert language_of("en").range(start, end, current=current) == text

    @pytest.mark.parametrize(
        ("tag", "day"),
        [
            ("en", "3 May 2026"),
            ("de", "3. Mai 2026"),
            ("pl", "3 maja 2026"),
            ("ja", "2026年5月3日"),
            ("zh-TW", "2026年5月3日"),
        ],
    )
    def test_the_day_of_a_letter(self, tag, day):
        assert language_of(tag).day(date(2026, 5, 3)) == day

    def test_regions_of_traditional_characters_get_their_headings(self):
        assert language_of("zh-HK").heads["work"] == "工作經歷"
        assert language_of("zh-CN").heads["work"] == "工作经历"


class TestLetterDocument:
    def test_it_is_made_of_what_was_given_and_nothing_else(self):
        letter = LetterText(
            sender=Basics(name="Ada Brandt"),
            addressee=("Acme GmbH", "Hamburg"),
            subject="Your posting",
            day=date(2026, 5, 3),
            salutation="Hello,",
            paragraphs=("One.\nTwo.", "Three."),
            closing="Regards,",
        )
        document = letter_document(letter)
        assert document.lines() == [
            *("Ada Brandt", "Acme GmbH", "Hamburg", "3 May 2026", "Your posting", "Hello,"),
            *("One.", "Two.", "Three.", "Regards,", "Ada Brandt"),
        ]
        assert [block.role for block in document.sections[0].blocks][-2:] == [Role.CLOSING, Role.SIGNATURE]

    def test_without_text_there_is_only_the_head(self):
        assert letter_document(LetterText(sender=Basics(name="Ada"), paragraphs=())).sections == ()


class TestColour:
    @pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#7fdbff", "#ff851b"])
    def test_a_light_accent_is_darkened_until_it_can_be_read(self, colour):
        assert legible(colour) != colour
        assert all(int(legible(colour)[at : at + 2], 16) <= int(colour[at : at + 2], 16) for at in (1, 3, 5))

    def test_a_dark_accent_stays(self):
        assert legible("#1f5a8c") == "#1f5a8c"

    def test_plain_templates_stay_black(self, people):
        options = Options(accent="#ff0000")
        assert (
            resume_document(people["latin"], template=Template.ATS_OPTIMIZED, options=options).accent
            == "#000000"
        )
