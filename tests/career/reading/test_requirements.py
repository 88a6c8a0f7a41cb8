"""What a posting asks for, sentence by sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.reading.passages import Section, heading, passages
from career.reading.requirements import read
from career.schema.posting import Must, Requirement, RequirementKind
from tests.career.reading.named_skills import NamedSkills

REQUIRED, PREFERRED, UNMARKED = Must.REQUIRED, Must.PREFERRED, Must.UNMARKED
Kind = RequirementKind


def requirements(text: str) -> tuple[Requirement, ...]:
    found = read(passages(text), NamedSkills())
    for one in found:
        assert text[one.start : one.end] == one.quote
    return found


def one(text: str, kind: RequirementKind, head: str = "Requirements") -> Requirement:
    found = [one for one in requirements(f"{head}\n- {text}") if one.kind is kind]
    assert len(found) == 1, found
    return found[0]


def skills(text: str, head: str = "Requirements") -> list[tuple[str, ...]]:
    found = requirements(f"{head}\n- {text}")
    return [tuple(name.removeprefix("sl:") for name in one.any_of) for one in found if one.kind is Kind.SKILL]


class TestHeadings:
    @pytest.mark.parametrize(
        ("line", "section"),
        [
            ("Responsibilities", Section.DUTY),
            ("What you'll do", Section.DUTY),
            ("What you’ll do:", Section.DUTY),
            ("## Your role", Section.DUTY),
            ("Deine Aufgaben", Section.DUTY),
            ("Vos missions", Section.DUTY),
            ("Funciones", Section.DUTY),
            ("Atividades", Section.DUTY),
            ("Mansioni", Section.DUTY),
            ("Wat ga je doen?", Section.DUTY),
            ("**Requirements**", Section.REQUIRED),
            ("MUST HAVE", Section.REQUIRED),
            ("Who you are", Section.REQUIRED),
            ("🚀 What you bring", Section.REQUIRED),
            ("What you'll bring to the team", Section.REQUIRED),
            ("Ihr Profil", Section.REQUIRED),
            ("Profil recherché", Section.REQUIRED),
            ("Requisitos", Section.REQUIRED),
            ("Requisiti", Section.REQUIRED),
            ("Functie-eisen", Section.REQUIRED),
            ("Nice to have", Section.PREFERRED),
            ("Bonus points", Section.PREFERRED),
            ("Von Vorteil", Section.PREFERRED),
            ("Se valorará", Section.PREFERRED),
            ("Diferenciais", Section.PREFERRED),
            ("Een pre", Section.PREFERRED),
            ("Benefits", Section.BENEFITS),
            ("Wir bieten", Section.BENEFITS),
            ("Nous offrons", Section.BENEFITS),
            ("Ofrecemos", Section.BENEFITS),
            ("Wij bieden", Section.BENEFITS),
            ("About us", Section.IGNORED),
            ("Über uns", Section.IGNORED),
            ("Chi siamo", Section.IGNORED),
            ("Tech stack", Section.OPEN),
            ("Lunch menu", None),
            ("About the job", Section.INTRODUCTION),
        ],
    )
    def test_what_it_opens(self, line: str, section: Section | None) -> None:
        assert heading(line) is section

    def test_a_heading_on_the_line_of_its_text(self) -> None:
        found = passages("Requirements: Python and SQL\nBenefits: a canteen")
        assert [(one.text, one.section) for one in found] == [
            ("Python and SQL", Section.REQUIRED),
            ("a canteen", Section.BENEFITS),
        ]

    def test_what_a_company_says_of_itself_asks_for_nothing(self) -> None:
        about, apply = "About us\nWe built Kafka in 20 years of experience.", "How to apply\nSend Java code"
        text = f"{about}\n\nRequirements\n- Python\n\n{apply}"
        assert [one.any_of for one in requirements(text)] == [("sl:python",)]

    def test_an_unknown_heading_closes_the_section(self) -> None:
        text = "## Requirements\n- Python\n## Lunch menu\n- Docker"
        assert [one.must for one in requirements(text)] == [REQUIRED, UNMARKED]

    @pytest.mark.parametrize(
        ("line", "must"),
        [
            ("You'll thrive here if you have:", REQUIRED),
            ("Bonus points if you:", PREFERRED),
            ("Lunch:", UNMARKED),
        ],
    )
    def test_a_heading_known_by_a_part_of_it(self, line: str, must: Must) -> None:
        assert [one.must for one in requirements(f"Duties\n- Bake\n\n{line}\n- Python") if one.any_of] == [
            must
        ]

    def test_a_small_heading_inside_a_section_does_not(self) -> None:
        text = "Requirements\nTechnical:\n- Python"
        assert [one.must for one in requirements(text)] == [REQUIRED]

    def test_sentences_are_told_apart_and_abbreviations_are_no_ends(self) -> None:
        found = passages("You know a database, e.g. Redis. You like tests.")
        assert [one.text for one in found] == ["You know a database, e.g. Redis.", "You like tests."]


class TestMust:
    @pytest.mark.parametrize(
        ("head", "text", "must"),
        [
            ("Requirements", "Python", REQUIRED),
            ("Nice to have", "Python", PREFERRED),
            ("Tech stack", "Python", UNMARKED),
            ("Requirements", "Python is a plus", PREFERRED),
            ("Requirements", "Ideally you know Python", PREFERRED),
            ("Requirements", "Python von Vorteil", PREFERRED),
            ("Requirements", "Python serait un plus", PREFERRED),
            ("Requisitos", "Se valorará Python", PREFERRED),
            ("Eisen", "Kennis van Python is een pre", PREFERRED),
            ("Nice to have", "Python is required", REQUIRED),
            ("Tech stack", "You must know Python", REQUIRED),
            ("Tech stack", "Python zwingend erforderlich", REQUIRED),
        ],
    )
    def test_the_words_of_the_sentence_beat_the_heading(self, head: str, text: str, must: Must) -> None:
        assert one(text, Kind.SKILL, head).must is must

    @pytest.mark.parametrize(
        "text",
        [
            "Python is not required",
            "No Python needed",
            "No prior experience with Python",
            "Python nicht erforderlich",
            "Python n'est pas nécessaire",
            "No es necesario Python",
        ],
    )
    def test_what_is_not_needed_is_not_asked(self, text: str) -> None:
        assert requirements(f"Requirements\n- {text}") == ()

    def test_two_strengths_in_one_sentence(self) -> None:
        found = requirements("Requirements\n- Python required, Docker preferred")
        assert [(one.any_of, one.must) for one in found] == [
            (("sl:python",), REQUIRED),
            (("sl:docker",), PREFERRED),
        ]

    def test_a_list_shares_the_cue_at_its_end(self) -> None:
        found = requirements("Requirements\n- Python, SQL, and Docker preferred")
        assert {one.must for one in found} == {PREFERRED}


class TestSkills:
    @pytest.mark.parametrize(
        ("text", "groups"),
        [
            ("Python", [("python",)]),
            ("Python and SQL", [("python",), ("sql",)]),
            ("Python, SQL, Docker", [("python",), ("sql",), ("docker",)]),
            ("Python or Java", [("python", "java")]),
            ("Python, Java or Go", [("python", "java", "go")]),
            ("Python, Java, or Go", [("python", "java", "go")]),
            ("Python/Java", [("python", "java")]),
            ("Python and/or Java", [("python", "java")]),
            ("Python oder Java", [("python", "java")]),
            ("Python ou Java", [("python", "java")]),
            ("One of: Kafka, RabbitMQ", [("kafka", "rabbitmq")]),
            ("A queue such as Kafka, RabbitMQ", [("kafka", "rabbitmq")]),
            ("Docker, Podman or similar", [("docker", "podman")]),
            ("Python or Java, Docker or Podman", [("python", "java"), ("docker", "podman")]),
            ("Python or Java, and SQL", [("python", "java"), ("sql",)]),
            ("SQL, Docker/Podman, Redis", [("sql",), ("docker", "podman"), ("redis",)]),
            ("Python for Python people", [("python",)]),
            ("Good knowledge of Excel", [()]),
            ("A steady hand", [()]),
        ],
    )
    def test_one_is_enough_only_where_it_says_so(self, text: str, groups: list[tuple[str, ...]]) -> None:
        assert skills(text) == groups

    def test_a_duty_keeps_its_sentence_and_its_skills_weigh_less(self) -> None:
        found = requirements("Responsibilities\n- Build services in Python")
        assert [(one.kind, one.must) for one in found] == [(Kind.DUTY, UNMARKED), (Kind.SKILL, UNMARKED)]

    def test_benefits_ask_for_nothing(self) -> None:
        assert requirements("Benefits\n- Free Python courses\n- 5 years of experience not needed") == ()

    def test_soft_skills_carry_the_ids_that_they_name(self) -> None:
        found = one("Strong communication and teamwork", Kind.SOFT)
        assert found.any_of == ("sl:communication",)

    @pytest.mark.parametrize(
        "text", ["Teamfähigkeit", "Esprit d'équipe", "Trabajo en equipo", "Flessibilità"]
    )
    def test_soft_skills_in_other_languages(self, text: str) -> None:
        assert one(text, Kind.SOFT).must is REQUIRED

    def test_at_most_forty_and_duties_make_room(self) -> None:
        duties = "\n".join(f"- Clean room {number}" for number in range(60))
        asked = "\n".join(f"- Room key {number}" for number in range(10))
        found = requirements(f"Duties\n{duties}\n\nRequirements\n{asked}")
        assert len(found) == 40
        assert sum(one.kind is Kind.SKILL for one in found) == 10

    def test_ids_are_stable_and_unlike(self) -> None:
        text = "Requirements\n- Python\n- Python\n- SQL and Redis"
        ids = [one.id for one in requirements(text)]
        assert len(set(ids)) == len(ids) == 4
        assert ids == [one.id for one in requirements(text)]


class TestYears:
    @pytest.mark.parametrize(
        ("text", "years"),
        [
            ("5 years of experience", 5),
            ("5+ years of experience", 5),
            ("3-5 years' experience", 3),
            ("3 – 5 years of experience", 3),
            ("At least three years of experience", 3),
            ("two (2) years of experience", 2),
            ("10 or more years of experience", 10),
            ("6 months of experience", 0.5),
            ("Mindestens 3 Jahre Berufserfahrung", 3),
            ("mehr als fünf Jahre Erfahrung", 5),
            ("3 ans d'expérience minimum", 3),
            ("Deux années d'expérience", 2),
            ("Experiencia mínima de 2 años", 2),
            ("4 anos de experiência", 4),
            ("Almeno 2 anni di esperienza", 2),
            ("Minimaal 1 jaar ervaring", 1),
            ("Minst 3 års erfarenhet, 3 år", 3),
            ("Co najmniej 2 lata doświadczenia", 2),
            ("Опыт работы 3 года", 3),
        ],
    )
    def test_the_least_number(self, text: str, years: float) -> None:
        assert one(text, Kind.YEARS).years == years

    @pytest.mark.parametrize(
        "text",
        [
            "You are 18 years old",
            "Must be 21 years of age",
            "A fixed-term contract of 2 years",
            "We started 12 years ago",
            "Befristet auf 2 Jahre",
            "99 years of experience",
            "20 days a year",
        ],
    )
    def test_other_years(self, text: str) -> None:
        assert all(one.kind is not Kind.YEARS for one in requirements(f"Requirements\n- {text}"))

    def test_they_belong_to_the_skill_of_their_sentence(self) -> None:
        found = requirements("Requirements\n- 5 years with Python and SQL\n- 3 years of experience")
        assert [(one.kind, one.any_of, one.years) for one in found] == [
            (Kind.YEARS, ("sl:python",), 5),
            (Kind.SKILL, ("sl:sql",), None),
            (Kind.YEARS, (), 3),
        ]


class TestDegree:
    @pytest.mark.parametrize(
        ("text", "level"),
        [
            ("High school diploma or GED", "1"),
            ("Completed apprenticeship", "2"),
            ("Associate degree in nursing", "3"),
            ("Bachelor's degree in computer science", "4"),
            ("BSc in physics", "4"),
            ("University degree", "4"),
            ("Bachelor's or master's degree", "4"),
            ("Master's degree", "5"),
            ("PhD in chemistry", "6"),
            ("Abgeschlossene Ausbildung als Koch", "2"),
            ("Abgeschlossenes Studium der Informatik", "4"),
            ("Bac+5 en informatique", "5"),
            ("Grado universitario en Derecho", "4"),
            ("Graduação em Engenharia", "4"),
            ("Laurea magistrale in fisica", "5"),
            ("HBO werk- en denkniveau", "4"),
        ],
    )
    def test_the_lowest_level_that_is_enough(self, text: str, level: str) -> None:
        assert one(text, Kind.DEGREE).level == level

    @pytest.mark.parametrize(
        "text", ["Scrum master", "Manage master data", "A forklift licence", "A high degree of care"]
    )
    def test_no_degree(self, text: str) -> None:
        assert all(one.kind is not Kind.DEGREE for one in requirements(f"Requirements\n- {text}"))

    def test_its_field_is_no_skill(self) -> None:
        assert skills("Bachelor's degree in computer science") == []


class TestLanguages:
    @pytest.mark.parametrize(
        ("text", "asked"),
        [
            ("Fluent English", ["English (fluent)"]),
            ("German (C1)", ["German (C1)"]),
            ("English", ["English"]),
            ("Fluent English and German", ["English (fluent)", "German (fluent)"]),
            ("Fluent English, basic German", ["English (fluent)", "German (basic)"]),
            ("Fließende Deutschkenntnisse", ["German (fließende)"]),
            ("Anglais courant", ["English (courant)"]),
            ("Inglés nivel B2", ["English (B2)"]),
            ("You speak Dutch or English", ["Dutch", "English"]),
            ("Experience in the German market", []),
            ("Love of French cooking", []),
            ("French cooking", []),
            ("Dutch is nice to have", ["Dutch"]),
        ],
    )
    def test_by_level_or_by_speaking(self, text: str, asked: list[str]) -> None:
        found = requirements(f"Requirements\n- {text}")
        assert [one.text for one in found if one.kind is Kind.LANGUAGE] == asked

    def test_one_is_a_plus(self) -> None:
        found = requirements("Requirements\n- Fluent English, German (B1) is a plus")
        assert [(one.text, one.must, one.level) for one in found] == [
            ("English (fluent)", REQUIRED, "fluent"),
            ("German (B1)", PREFERRED, "B1"),
        ]


class TestKnockOuts:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("Valid driver's license", Kind.LICENCE),
            ("Führerschein Klasse B", Kind.LICENCE),
            ("Permis B", Kind.LICENCE),
            ("Carnet de conducir", Kind.LICENCE),
            ("CNH B", Kind.LICENCE),
            ("Patente B", Kind.LICENCE),
            ("Rijbewijs B", Kind.LICENCE),
            ("Active RN license", Kind.LICENCE),
            ("You must be authorized to work in the US", Kind.PERMIT),
            ("We are unable to offer visa sponsorship", Kind.PERMIT),
            ("Gültige Arbeitserlaubnis", Kind.PERMIT),
            ("Active security clearance", Kind.CLEARANCE),
            ("Enhanced DBS check", Kind.CLEARANCE),
            ("Erweitertes Führungszeugnis", Kind.CLEARANCE),
            ("You must live in Norway", Kind.LOCATION),
            ("3 days per week in the office", Kind.LOCATION),
            ("Reisebereitschaft", Kind.LOCATION),
        ],
    )
    def test_kinds(self, text: str, kind: RequirementKind) -> None:
        assert one(text, kind).must is REQUIRED

    def test_sponsorship_that_is_offered_is_no_demand(self) -> None:
        assert requirements("Benefits\n- We offer visa sponsorship") == ()

    def test_a_permit_counts_wherever_it_stands(self) -> None:
        found = requirements("How to apply\nYou must have the right to work in Ireland.")
        assert [one.kind for one in found] == [Kind.PERMIT]


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_quotes_that_stand_in_it(text: str) -> None:
    assert len(requirements(text)) <= 40


@given(
    st.lists(
        st.sampled_from(
            ["Requirements", "- ", "Python", " or ", "\n", "5 years ", "must ", "(", ":", "# ", "**", ". "]
        )
    )
)
@settings(max_examples=150, deadline=None)
def test_any_mixture_gives_quotes_that_stand_in_it(parts: list[str]) -> None:
    requirements("".join(parts))
